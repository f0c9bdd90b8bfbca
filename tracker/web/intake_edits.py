"""What is done on the review desk (校核的动作): a draft, its doubts, many rows, the head, the names; by the script or by plain forms."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flask import flash, jsonify, redirect, request, url_for

from tracker.actions import draft_bulk, draft_editing, draft_head, draft_units
from tracker.actions.draft_editing import Conflict
from tracker.actions.draft_facts import names_in
from tracker.core.refusals import Moved, NotThere, Refused
from tracker.core.words import LeadRule
from tracker.store.queries import intake as readings
from tracker.web import intake_forms
from tracker.web.forms import MOVED, REFUSED, ids_sent
from tracker.web.intake import intake_here, pages
from tracker.web.intake_desk import desk, desk_address, draft_here, is_script, refusal, saved
from tracker.web.sign_in import me
from tracker.web.site import site

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.typing import ResponseReturnValue

    from tracker.store.queries.intake import DraftFacts
    from tracker.web.forms import DeskForm

__all__ = ["pages"]


@pages.post("/intake/drafts/<int:draft_id>")
def save(draft_id: int) -> ResponseReturnValue:
    """Save what was typed into a draft; the button goes on to the next row."""
    found, form = draft_here(draft_id), intake_forms.DraftForm()
    try:
        draft_editing.edit(site().now(), me(), draft_id, intake_forms.revision_of(form), intake_forms.typed(form))
    except Refused as refused:
        return refusal(found, refused, form, "draft")
    return _done(draft_id, go_on="next" in request.form)


@pages.post("/intake/drafts/<int:draft_id>/doubts")
def settle(draft_id: int) -> ResponseReturnValue:
    """Settle one doubt."""
    found, form = draft_here(draft_id), intake_forms.DoubtForm()
    doubt = (form.kind.data or "", form.words.data or "")
    try:
        draft_editing.settle(
            site().now(), me(), draft_id, intake_forms.revision_of(form), doubt, form.answer.data or ""
        )
    except Refused as refused:
        return refusal(found, refused, form, "doubt")
    return _done(draft_id)


@pages.post("/intake/drafts/<int:draft_id>/dropping")
def drop(draft_id: int) -> ResponseReturnValue:
    """这不是任务, or 恢复 with `restore`."""
    draft_here(draft_id)
    draft_editing.set_dropped(site().now(), me(), draft_id, is_dropped="restore" not in request.form)
    return _done(draft_id)


@pages.post("/intake/drafts/<int:draft_id>/parts")
def split(draft_id: int) -> ResponseReturnValue:
    """拆分: a blank line parts the rows."""
    found, form = draft_here(draft_id), intake_forms.PartsForm()
    parts = re.split(r"\n\s*\n", (form.parts.data or "").replace("\r\n", "\n"))
    try:
        made = draft_bulk.split(site().now(), me(), draft_id, intake_forms.revision_of(form), parts)
    except Refused as refused:
        return refusal(found, refused, form, "parts")
    flash(f"已拆成 {len(made)} 条，单位和时限各带一份，请逐条看一遍。")
    return redirect(desk_address(found))


@pages.post("/intake/<int:intake_id>/drafts")
def add(intake_id: int) -> ResponseReturnValue:
    """新增一条, behind the row that is open."""
    intake_here(intake_id)
    after = next(iter(ids_sent("after")), None)
    made = draft_bulk.add(site().now(), me(), intake_id, after)
    flash("已新增一条，请写任务文字和责任单位。")
    return redirect(desk_address(draft_here(made)))


@pages.post("/intake/<int:intake_id>/rows")
def change_rows(intake_id: int) -> ResponseReturnValue:
    """成批处理: the ticked rows, or the lead rule for all."""
    form = intake_forms.RowsForm()
    return _act(intake_id, "rows", form, lambda: _bulk(intake_id, form))


@pages.post("/intake/<int:intake_id>/head")
def save_head(intake_id: int) -> ResponseReturnValue:
    """方案概况, saved field by field."""
    intake, form = intake_here(intake_id), intake_forms.HeadForm()
    left_out = ("way", "after", "calendar")
    try:
        values = intake_forms.typed(form, *left_out)
        if ("title" in request.form and not is_script()) or "is_comment_draft" in values:
            values["is_comment_draft"] = "1" if form.is_comment_draft.data else ""
        calendar = intake_forms.calendar_typed(form)
        revision = draft_head.edit_head(site().now(), me(), intake_id, intake_forms.revision_of(form), values, calendar)
    except Refused as refused:
        if is_script():
            code = MOVED if isinstance(refused, Moved) else REFUSED
            theirs = refused.theirs if isinstance(refused, Conflict) else {}
            return jsonify(refusal=refused.sentence, field=refused.field or "", theirs=theirs), code
        return desk(intake, form.refuse(refused), forms={"head": form})
    if is_script():
        return jsonify(revision=revision, is_changed=revision != intake.revision)
    flash("方案概况已存，单位和时限已照着重新核对。")
    return _back(intake_id)


@pages.post("/intake/<int:intake_id>/names")
def settle_names(intake_id: int) -> ResponseReturnValue:
    """单位核对: register, equate, list members, or leave a collective open."""
    form = intake_forms.NamesForm()
    return _act(intake_id, "names", form, lambda: _names(intake_id, form))


def _act(intake_id: int, name: str, form: DeskForm, do: Callable[[], str]) -> ResponseReturnValue:
    """Do what the form asks and say what was done; a refusal shows the desk again with everything that was typed."""
    intake = intake_here(intake_id)
    try:
        said = do()
    except NotThere:
        raise
    except Refused as refused:
        return desk(intake, form.refuse(refused), forms={name: form})
    flash(said)
    return _back(intake_id)


def _done(draft_id: int, *, go_on: bool = False) -> ResponseReturnValue:
    found = draft_here(draft_id)
    if is_script():
        return saved(found)
    return redirect(desk_address(_next(found) if go_on else found))


def _next(found: DraftFacts) -> DraftFacts:
    """The next row with something to decide, else the next one."""
    rows = [each for each in readings.drafts_of(found.intake_id) if not each.is_dropped]
    later = [each for each in rows if (each.position, each.id) > (found.position, found.id)]
    asked = [each for each in (*later, *rows) if each.blocking and each.id != found.id]
    return next(iter((*asked, *later)), found)


def _back(intake_id: int) -> ResponseReturnValue:
    """To the desk, with the row that was open."""
    opened = next(iter(ids_sent("back")), None)
    anchor = f"row-{opened}" if opened else None
    return redirect(url_for("intake.show", intake_id=intake_id, draft=opened, _anchor=anchor))


def _bulk(intake_id: int, form: intake_forms.RowsForm) -> str:
    now, chosen, act = site().now(), ids_sent("row"), form.act.data
    if act == "lead":
        try:
            rule = LeadRule(form.rule.data or "")
        except ValueError:
            raise Refused("请选一种牵头规则。", field="rule") from None
        done = draft_bulk.set_lead_rule(now, me(), intake_id, rule)
        return f"{done} 条改为“{rule.label}”；文件写明牵头的没有动。"
    if act == "merge":
        draft_bulk.merge(now, me(), intake_id, chosen)
        return f"{len(chosen)} 条已合并到第一条，其余的列在“去掉的”里。"
    if act == "remarks":
        return f"{draft_bulk.settle_remarks(now, me(), intake_id, chosen)} 条的读件提示已核对。"
    if act in ("drop", "restore"):
        done = draft_bulk.set_dropped(now, me(), intake_id, chosen, is_dropped=act == "drop")
        return f"{done} 条已{'去掉，不入账' if act == 'drop' else '恢复'}。"
    raise Refused("请选一种处理。")


def _names(intake_id: int, form: intake_forms.NamesForm) -> str:
    now, name, act = site().now(), (form.name.data or "")[:160], form.act.data
    if act == "register_all":
        unknown = [each.name for each in draft_units.open_names(intake_id) if not each.is_collective]
        return f"{draft_units.register(now, me(), intake_id, unknown)} 个单位已登记。"
    if not name.strip():
        raise Refused("请选一个单位名称。")
    if act == "register":
        draft_units.register(now, me(), intake_id, [name])
        return f"“{name}”已登记为新单位。"
    if act == "members":
        done = draft_units.set_members(now, me(), intake_id, name, names_in(form.members.data or ""))
        return f"“{name}”已记为 {done} 个单位。"
    if act == "leave":
        draft_units.leave_open(now, me(), intake_id, name)
        return f"“{name}”先不列成员，入账后没有单位承担，以后可以补。"
    draft_units.equate(now, me(), intake_id, name, (form.other.data or "")[:160])
    return f"“{name}”已认作“{form.other.data}”。"
