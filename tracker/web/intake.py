"""收文: the in-tray, taking a document in, and how far its reading is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, flash, jsonify, redirect, render_template, request, send_file, url_for

from tracker.actions import reading, receiving
from tracker.core.access import Ability, require
from tracker.core.refusals import NotThere, Refused
from tracker.core.words import ReadingState
from tracker.store.queries import intake as readings
from tracker.store.queries.ledger import plan_by_key
from tracker.timekeeper import real_now
from tracker.web.forms import DeskForm, uploads_of
from tracker.web.intake_forms import TAKEN, ReceivingForm
from tracker.web.sign_in import me
from tracker.web.site import site

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from tracker.store.queries.intake import IntakeFacts, ReadingFacts

pages = Blueprint("intake", __name__)
_UNDER_WAY = (ReadingState.WAITING, ReadingState.READING)


@pages.get("/intake")
def index() -> ResponseReturnValue:
    """What came in, and the form for more; `?renews=` a plan makes it a new version of that plan."""
    return _tray(ReceivingForm(formdata=None, renews=request.args.get("renews", "")))


@pages.post("/intake")
def receive() -> ResponseReturnValue:
    """Take a document in and begin to read it."""
    require(me(), Ability.TAKE_IN)
    form = ReceivingForm()
    now, vault, renews = site().now(), site().vault, (form.renews.data or "")[:64]
    try:
        uploads = uploads_of(form)
        if len(uploads) > 1:
            raise Refused("一次收一份方案；附件请合在一个文件里，或者分几次收。", field="files")
        if uploads:
            most = site().config.max_upload_mb
            intake_id = receiving.receive(now, me(), uploads[0], vault=vault, max_mb=most, renews=renews)
        else:
            intake_id = receiving.receive_text(now, me(), form.text.data or "", vault=vault, renews=renews)
    except Refused as refused:
        return _tray(form, form.refuse(refused))
    if _reading(intake_id).state is not ReadingState.WAITING:
        flash("这份文件已经收过，还没有入账，接着校核就行。")
    reading.start(site().timekeeper.now, vault, intake_id)
    return redirect(url_for("intake.show_reading", intake_id=intake_id))


@pages.get("/intake/<int:intake_id>/reading")
def show_reading(intake_id: int) -> ResponseReturnValue:
    """How far the reading is; the page asks again by itself, and leads to the drafts when it is done."""
    intake, state = intake_here(intake_id), _reading(intake_id)
    if state.state is ReadingState.READ:
        return redirect(url_for("intake.show", intake_id=intake_id))
    return render_template(
        "intake/show_reading.html",
        intake=intake,
        reading=state,
        is_under_way=_is_under_way(state),
        form=DeskForm(formdata=None),
    )


@pages.get("/intake/<int:intake_id>/progress")
def progress(intake_id: int) -> ResponseReturnValue:
    """The same for the small script."""
    intake_here(intake_id)
    state = _reading(intake_id)
    return jsonify(
        percent=state.percent, sentence=state.sentence or state.state.label, is_under_way=_is_under_way(state)
    )


@pages.post("/intake/<int:intake_id>/reading")
def read_again(intake_id: int) -> ResponseReturnValue:
    """重新读取, where the reading failed or broke off."""
    reading.ask_again(site().now(), me(), intake_id)
    reading.start(site().timekeeper.now, site().vault, intake_id)
    return redirect(url_for("intake.show_reading", intake_id=intake_id))


@pages.post("/intake/<int:intake_id>/removal")
def remove(intake_id: int) -> ResponseReturnValue:
    """移走 what is not to be admitted."""
    receiving.remove(site().now(), me(), intake_id)
    flash("这份收文已移走，没有入账。")
    return redirect(url_for("intake.index"))


@pages.get("/intake/<int:intake_id>/file")
def file(intake_id: int) -> ResponseReturnValue:
    """The document as it came in, to keep; never opened as a page of this site."""
    intake = intake_here(intake_id)
    name = f"{intake.name}.txt" if intake.is_pasted else intake.name
    answer = send_file(
        site().vault.take_out(intake.sha256, intake.size),
        mimetype="application/octet-stream",
        as_attachment=True,
        download_name=name,
    )
    answer.content_length = intake.size
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'; frame-ancestors 'none'"
    return answer


def intake_here(intake_id: int) -> IntakeFacts:
    """The received document, for those who may review; all others learn nothing."""
    require(me(), Ability.TAKE_IN)
    found = readings.intake_by_id(intake_id)
    if found is None:
        raise NotThere(receiving.GONE)
    return found


def _reading(intake_id: int) -> ReadingFacts:
    found = readings.reading_of(intake_id)
    if found is None:
        raise NotThere(receiving.GONE)
    return found


def _is_under_way(state: ReadingFacts) -> bool:
    """Whether somebody is at it: a lease that ran out means that the reader died."""
    if state.state not in _UNDER_WAY:
        return False
    return state.lease_until is None or state.lease_until > real_now()


def _tray(form: ReceivingForm, code: int = 200) -> ResponseReturnValue:
    require(me(), Ability.TAKE_IN)
    key = (form.renews.data or "")[:64]
    plan = plan_by_key(key) if key else None
    if key and plan is None:
        raise NotThere("没有找到要换新版的方案。")
    lines = readings.tray()
    return render_template(
        "intake/index.html",
        form=form,
        plan=plan,
        taken=TAKEN,
        max_mb=min(site().config.max_upload_mb, receiving.LARGEST_MB),
        waiting=[_line(line) for line in lines if line.intake.admitted_at is None],
        admitted=[_line(line) for line in lines if line.intake.admitted_at is not None],
    ), code


def _line(line: readings.TrayLine) -> dict[str, Any]:
    intake = line.intake
    is_read = line.reading.state is ReadingState.READ
    said = f"{line.drafts} 条草稿，{line.open_doubts} 处疑点" if is_read else line.reading.state.label
    if intake.admitted_at is not None:
        said = f"{intake.admitted_by} {intake.admitted_at:%Y-%m-%d} 入账"
    endpoint = "intake.show" if is_read else "intake.show_reading"
    renewal = f" · 《{intake.renews_title}》的新版" if intake.renews_id else ""
    return {
        "title": intake.title or intake.name,
        "href": url_for(endpoint, intake_id=intake.id),
        "meta": f"{intake.name} · {intake.received_by} {intake.received_at:%m-%d %H:%M} 收{renewal}",
        "side": said,
    }
