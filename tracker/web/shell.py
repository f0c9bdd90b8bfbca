"""The frame of every page (页框): navigation for the role, the day, the demo strip, the footer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import request, url_for
from flask_login import current_user

from tracker.core.letters import WEEKDAYS, numbered
from tracker.core.words import Role
from tracker.store.queries.case_lists import going_on_count
from tracker.store.queries.desks import extensions_count, requests_count, waiting_count
from tracker.store.queries.intake import waiting_intakes
from tracker.store.queries.keeping import last_night
from tracker.store.queries.supporting import is_asked
from tracker.web.demo_bar import demo_bar
from tracker.web.site import site

if TYPE_CHECKING:
    from datetime import date

    from flask import Flask

    from tracker.core.facts import Actor

_PLACES = {
    "mine": ("我的事项", "mine.index"),
    "plans": ("方案", "plans.index"),
    "contributions": ("请您配合", "contributions.index"),
    "desk": ("督查室", "desk.index"),
    "cases": ("挂牌督办", "cases.index"),
    "extensions": ("延期", "extensions.index"),
    "outbox": ("发件", "outbox.index"),
    "channels": ("通道", "channels.index"),
    "rehearsal": ("提醒预演", "rehearsal.index"),
    "days": ("工作日", "days.index"),
    "feeds": ("订阅日历", "feeds.index"),
    "intake": ("收文", "intake.index"),
    "people": ("人员", "people.index"),
}
_NAVIGATION = {
    Role.LIAISON: ("mine", "contributions", "cases", "plans", "feeds"),
    Role.OFFICE: ("plans", "intake", "desk", "cases", "outbox", "channels", "rehearsal", "days", "feeds"),
    Role.LEADER: ("plans", "cases", "extensions"),
    Role.ADMIN: ("plans", "intake", "people", "channels", "outbox", "days"),
}
_ONLY_WHEN_ANY = ("contributions", "cases")  # what a liaison's bar leaves out while there is nothing in it
_COUNTED = (
    "desk",
    "cases",
    "extensions",
    "intake",
)  # to support others is a standing list, not so many things to do today
_INSIDE = {
    **dict.fromkeys(("tasks", "indicators", "members", "splitting", "endings", "exporting", "statistics"), "plans"),
    **dict.fromkeys(("overview", "matrix", "timeline", "calendar", "duty_list"), "plans"),
    "evidence": "desk",
    "listing": "cases",
    "rectifying": "cases",
    "releasing": "cases",
    "notices": "cases",
    "objections": "desk",
    "adjustments": "plans",
    "ladders": "plans",
    "sheet_templates": "desk",
    "handovers": "people",
}
"""Pages that belong to another place of the navigation."""


def init(app: Flask) -> None:
    """Give every template its frame."""
    app.context_processor(_frame)
    app.jinja_env.globals["numbered"] = numbered


def day_said(day: date) -> str:
    """2025年12月18日 周四."""
    return f"{day.year}年{day.month}月{day.day}日 周{WEEKDAYS[day.weekday()]}"


def _frame() -> dict[str, Any]:
    actor = current_user.actor if current_user.is_authenticated else None
    today = site().today()
    return {
        "today": today,
        "today_said": day_said(today),
        "home_href": url_for("home.show"),
        "nav_items": _navigation(actor) if actor and not actor.must_change_password else [],
        "who": actor.name if actor else "",
        "me": actor,
        "profile_href": url_for("profile.show") if actor and not actor.must_change_password else "",
        "sign_out_href": url_for("sign_in.leave"),
        "sign_in_href": "" if request.blueprint == "sign_in" else url_for("sign_in.show"),
        "demo": demo_bar(today, day_said(today), actor),
        "foot_links": _foot(actor),
        "keeping_said": _keeping(actor),
    }


def _navigation(actor: Actor) -> list[dict[str, Any]]:
    here = _here(actor)
    counts = _counts(actor)
    return [
        {
            "label": "台账" if name == "plans" and actor.role is Role.LIAISON else _PLACES[name][0],
            "href": url_for(_PLACES[name][1]),
            "current": name == here,
            "count": counts.get(name) if name in _COUNTED else None,
        }
        for name in _NAVIGATION[actor.role]
        if actor.role is not Role.LIAISON or name not in _ONLY_WHEN_ANY or counts.get(name)
    ]


def _counts(actor: Actor) -> dict[str, int]:
    """How many matters wait behind a place, for those who act there."""
    if actor.role is Role.LIAISON:
        unit = actor.unit_id or 0
        return {"contributions": int(is_asked(unit)), "cases": going_on_count(unit)}
    counts = {"cases": going_on_count(), "intake": waiting_intakes()}
    if actor.role is Role.OFFICE:
        counts["desk"] = waiting_count() + requests_count()
    if actor.role is Role.LEADER:
        counts["extensions"] = extensions_count()
    return counts


def _here(actor: Actor) -> str:
    liaison = actor.role is Role.LIAISON
    if request.blueprint == "slips" and liaison:
        return "mine"
    if request.blueprint in ("duties", "answers") or (liaison and request.blueprint in ("extensions", "objections")):
        return "mine" if liaison else "plans"
    if request.blueprint in ("extensions", "slips") and actor.role is Role.OFFICE:
        return "desk"
    return _INSIDE.get(request.blueprint or "", request.blueprint or "")


def _keeping(actor: Actor | None) -> str:
    """What an administrator must know about the backups; nothing when they are well."""
    night = last_night() if actor is not None and actor.role is Role.ADMIN else None
    if night is None or not night.sentence:
        return ""
    return f"{night.day:%m月%d日}：{night.sentence}"


def _foot(actor: Actor | None) -> list[dict[str, str]]:
    links = [{"label": "投诉建议", "href": url_for("help.complaint")}]
    if actor and not actor.must_change_password:
        links += [
            {"label": "减负合规自检", "href": url_for("help.compliance")},
            {"label": "使用说明", "href": url_for("help.show")},
        ]
    return links
