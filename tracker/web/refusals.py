"""Every "no" becomes a page (拒绝页): one handler a kind of refusal, one sentence a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, current_app, g, render_template, request, url_for
from flask_wtf.csrf import CSRFError

from tracker.actions.calendar_reading import Gone
from tracker.core.refusals import Moved, NotAllowed, NotThere, OutOfOrder, Refused
from tracker.store.troubles import GROUND, sentence_of
from tracker.web.limits import wait_seconds
from tracker.web.security import is_calendar_address
from tracker.web.site import site

if TYPE_CHECKING:
    from flask import Flask
    from flask.typing import ResponseReturnValue
    from werkzeug.exceptions import HTTPException


NO_FEED = "没有这个订阅。"


def init(app: Flask) -> None:
    """Let the application answer refusals and errors in Chinese sentences."""
    app.register_error_handler(NotThere, lambda no: _page("404", 404, no))
    app.register_error_handler(NotAllowed, lambda no: _page("403", 403, no))
    app.register_error_handler(Moved, lambda no: _page("refusal", 409, no))
    app.register_error_handler(Gone, lambda no: _page("refusal", 410, no))
    app.register_error_handler(OutOfOrder, lambda no: _out_of_order(no.sentence))
    for kind in GROUND:
        app.register_error_handler(kind, _trouble)
    app.register_error_handler(Refused, lambda no: _page("refusal", 422, no))
    app.register_error_handler(CSRFError, lambda _: _page("400", 400))
    app.register_error_handler(404, _unknown)
    for code in (400, 403):
        app.register_error_handler(code, lambda error: _page(str(error.code), error.code))
    app.register_error_handler(405, _wrong_method)
    app.register_error_handler(429, _too_often)
    app.register_error_handler(413, _too_large)
    app.register_error_handler(500, _broken)


def _page(name: str, code: int, refused: Refused | None = None) -> ResponseReturnValue:
    said = {"sentence": refused.sentence} if refused else {}
    return render_template(f"errors/{name}.html", **said), code


def plain_refusal(sentence: str, code: int) -> Response:
    """A refusal to a calendar client: one line, nothing to keep, nothing to index."""
    headers = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}
    return Response(f"{sentence}\n", code, headers, mimetype="text/plain")


def _unknown(_error: HTTPException) -> ResponseReturnValue:
    """Whatever stands under /feeds/ and is no page is a calendar address, perhaps one that was cut short."""
    return plain_refusal(NO_FEED, 404) if request.path.startswith("/feeds/") else _page("404", 404)


def _wrong_method(error: HTTPException) -> ResponseReturnValue:
    if is_calendar_address():
        answer = plain_refusal("日历地址只能读取。", 405)
        answer.headers["Allow"] = "GET, HEAD"
        return answer
    answer = current_app.make_response(_page("405", 405))
    answer.headers.extend(error.get_headers())
    answer.headers["Content-Type"] = "text/html; charset=utf-8"
    return answer


def _too_often(_error: HTTPException) -> ResponseReturnValue:
    """Met a limit: come back in a while. Calendar clients keep the copy they have."""
    told = plain_refusal("问得太勤了，请稍后再来。", 429) if is_calendar_address() else _page("429", 429)
    answer = current_app.make_response(told)
    answer.headers["Retry-After"] = str(wait_seconds(site().timekeeper.real().timestamp()))
    return answer


def _too_large(_error: HTTPException) -> ResponseReturnValue:
    most = site().config.max_upload_mb
    if request.path == "/intake":
        sentence = "文件太大，没有收下。方案文件不超过 30 MB：请删去图片，或只上传方案正文和附件。"
        return render_template("errors/413.html", sentence=sentence), 413
    sentence = (
        f"一份佐证不超过 {most} MB，一次合计不超过 {5 * most} MB。请压缩或分几次报送；写好的文字会留在这台电脑上。"
    )
    return render_template("errors/413.html", sentence=sentence), 413


def _trouble(error: Exception) -> ResponseReturnValue:
    """A database or a disk that fails below a page: a sentence where there is one; anything else is a fault of ours."""
    sentence = sentence_of(error)
    if sentence is None:
        raise error
    current_app.logger.error("out of order: %s", type(error).__name__)
    return _out_of_order(sentence)


def _out_of_order(sentence: str) -> ResponseReturnValue:
    """Without the shell, like 500: it would ask the database for its counts."""
    is_post = request.method == "POST"
    template = current_app.jinja_env.get_template("errors/503.html")
    page = template.render(url_for=url_for, sentence=sentence, is_post=is_post, number=g.get("request_id"))
    return page, 503, {"Retry-After": "120", "Cache-Control": "no-store"}


def _broken(_error: Exception) -> ResponseReturnValue:
    """Without the shell: when this page is needed, the database may be what is broken."""
    return current_app.jinja_env.get_template("errors/500.html").render(
        url_for=url_for, number=g.get("request_id")
    ), 500
