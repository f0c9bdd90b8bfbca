"""The demo's calendar (演示日期): walk on, look what was said, go back. Only in a demo, only from this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Blueprint, abort, current_app, flash, redirect, request, url_for

from tracker.actions import practice
from tracker.core.refusals import Refused
from tracker.store.queries.pages import news_since, reach
from tracker.web.security import is_local_path, is_on_this_machine
from tracker.web.site import is_demo, site

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from flask.typing import ResponseReturnValue

    from tracker.actions.courier import Courier

pages = Blueprint("demo", __name__, url_prefix="/demo")


@pages.before_request
def only_here() -> None:
    """Everywhere else these addresses do not exist."""
    if not is_demo() or not is_on_this_machine():
        abort(404)


@pages.post("/day")
def day() -> ResponseReturnValue:
    """走一天."""
    return _walk(practice.walk_a_day)


@pages.post("/next")
def next_day() -> ResponseReturnValue:
    """走到下个时点."""
    return _walk(practice.walk_to_next)


@pages.post("/start")
def start() -> ResponseReturnValue:
    """回到起点: the date only; what was said and done stays."""
    practice.set_practice_time(practice.START)
    flash(f"日期回到 {practice.START.month}月{practice.START.day}日。已经写出的函和办过的事还在。")
    return redirect(_back())


def _walk(step: Callable[[datetime, Courier], datetime]) -> ResponseReturnValue:
    courier = site().courier
    if courier is None:
        raise Refused("这个演示没有信使，不能走日期。请用 tracker up 启动。")
    before = reach()
    at = step(site().now(), courier)
    news = news_since(before)
    said = [f"写了 {news.letters} 封函，平台收下 {news.delivered} 封"] if news.letters else ["没有要说的"]
    if news.proposals:
        said.append(f"建议挂牌 {news.proposals} 件")
    flash(f"{at.month}月{at.day}日：{'，'.join(said)}。")
    return redirect(_back())


def _back() -> str:
    """The page the button stood on, where that page can be opened again."""
    parts = urlsplit(request.referrer or "")
    came_from = parts.path + (f"?{parts.query}" if parts.query else "")
    if parts.netloc == request.host and is_local_path(came_from) and _opens(parts.path):
        return came_from
    return url_for("home.show")


def _opens(path: str) -> bool:
    routes = current_app.create_url_adapter(request)
    return routes is not None and routes.test(path, method="GET")
