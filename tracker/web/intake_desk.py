"""收文校核: the document beside its drafts, doubts first; every fragment of the page that a saving changes is made here too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Response, jsonify, make_response, redirect, render_template, request, url_for

from tracker.actions.admission import open_matters
from tracker.actions.draft_editing import Conflict, outlook, shown
from tracker.actions.draft_units import open_names
from tracker.actions.plan_comparison import next_number
from tracker.core.refusals import NotThere, Refused
from tracker.core.words import ReadingState
from tracker.store.queries import intake as readings
from tracker.web import intake_forms
from tracker.web.forms import MOVED, REFUSED, DeskForm
from tracker.web.intake import intake_here, pages
from tracker.web.site import site
from tracker.web.source_pane import source_blocks

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from tracker.store.queries.intake import DraftFacts, IntakeFacts

__all__ = ["pages"]
FIELDS = {
    "no": "序号",
    "group": "分组",
    "title": "标题",
    "text": "任务文字",
    "lead": "牵头单位",
    "cooperating": "配合单位",
    "deadline_text": "时限原文",
    "due": "核定日期",
    "is_dropped": "去留",
    "lead_rule": "牵头规则",
    "doubt": "疑点",
}


@pages.get("/intake/<int:intake_id>")
def show(intake_id: int) -> ResponseReturnValue:
    """The review desk; `?draft=` chooses a row, `?only=doubts` leaves the others out, `?order=document` keeps the document's order."""
    return desk(intake_here(intake_id))


@pages.get("/intake/drafts/<int:draft_id>")
def draft(draft_id: int) -> ResponseReturnValue:
    """One draft: its editor alone for the script, else the desk with this row open."""
    found = draft_here(draft_id)
    if not is_script():
        return redirect(desk_address(found))
    intake = intake_here(found.intake_id)
    return make_response(render_template("intake/_editor.html", **editor(intake, found)))


def desk(
    intake: IntakeFacts,
    code: int = 200,
    *,
    forms: dict[str, DeskForm] | None = None,
    conflict: Conflict | None = None,
    chosen: int | None = None,
) -> ResponseReturnValue:
    """The whole page, with the forms that were refused and the conflict to be settled."""
    reading = readings.reading_of(intake.id)
    if reading is None or reading.state is not ReadingState.READ:
        return redirect(url_for("intake.show_reading", intake_id=intake.id))
    drafts = readings.drafts_of(intake.id)
    current = _current(drafts, chosen)
    refused = forms or {}
    parts = {**summary(intake, drafts), **(editor(intake, current, refused, conflict) if current else {"draft": None})}
    return render_template(
        "intake/show.html",
        groups=_groups(drafts),
        by_document=request.args.get("order") == "document",
        only_doubts=request.args.get("only") == "doubts",
        blocks=source_blocks(readings.document_of(intake.id), drafts, current),
        names=open_names(intake.id),
        regions=readings.regions(),
        head=refused.get("head") or intake_forms.head_form(intake),
        rows_form=refused.get("rows") or intake_forms.RowsForm(formdata=None, rule=str(intake.lead_rule)),
        names_form=refused.get("names") or DeskForm(formdata=None),
        versions=next_number(intake.renews_id) if intake.renews_id else None,
        current=current,
        **parts,
    ), code


def editor(
    intake: IntakeFacts,
    found: DraftFacts,
    refused: dict[str, DeskForm] | None = None,
    conflict: Conflict | None = None,
) -> dict[str, Any]:
    """What the editor of one draft shows."""
    refused = refused or {}
    return {
        "intake": intake,
        "draft": found,
        "outlook": outlook(found.id, site().today()),
        "form": refused.get("draft") or intake_forms.draft_form(found),
        "parts_form": refused.get("parts") or intake_forms.PartsForm(formdata=None, parts=found.text),
        "doubt_form": refused.get("doubt") or DeskForm(formdata=None),
        "conflict": conflict,
        "fields": FIELDS,
    }


def summary(intake: IntakeFacts, drafts: list[DraftFacts]) -> dict[str, Any]:
    """The counts above the table, and where the next open doubt is."""
    kept = [each for each in drafts if not each.is_dropped]
    must = [each for each in kept if each.blocking]
    return {
        "intake": intake,
        "kept": len(kept),
        "dropped": len(drafts) - len(kept),
        "open_doubts": sum(len(each.open_doubts) for each in kept),
        "must": sum(each.blocking for each in kept),
        "next_doubt": must[0] if must else None,
        "of_head": [matter for matter in open_matters(intake.id) if matter.draft_id is None],
    }


def saved(found: DraftFacts) -> Response:
    """What a saving changed, as fragments for the script."""
    intake = intake_here(found.intake_id)
    parts = editor(intake, found)
    drafts = readings.drafts_of(intake.id)
    return jsonify(
        revision=found.revision,
        fields=shown(found),
        row=render_template("intake/_row.html", draft=found, is_open=intake.admitted_at is None, is_current=True),
        told=render_template("intake/_told.html", **parts),
        summary=render_template("intake/_summary.html", **summary(intake, drafts)),
    )


def refusal(found: DraftFacts, refused: Refused, form: DeskForm, name: str) -> ResponseReturnValue:
    """A saving that was refused: the sentence for the script, or the desk with everything typed still there."""
    if isinstance(refused, NotThere):
        raise refused
    conflict = refused if isinstance(refused, Conflict) else None
    if is_script():
        code = MOVED if conflict else REFUSED
        said = {"refusal": refused.sentence, "field": refused.field or ""}
        if conflict:
            parts = editor(intake_here(found.intake_id), found, conflict=conflict)
            said["conflict"] = render_template("intake/_conflict.html", **parts)
        return jsonify(said), code
    code = form.refuse(refused)
    return desk(intake_here(found.intake_id), code, forms={name: form}, conflict=conflict, chosen=found.id)


def draft_here(draft_id: int) -> DraftFacts:
    """The draft, for those who may review."""
    found = readings.draft_by_id(draft_id)
    intake_here(found.intake_id if found else 0)
    if found is None:
        raise NotThere("没有找到这条草稿，可能已经移走。")
    return found


def desk_address(found: DraftFacts) -> str:
    """The desk with this row open."""
    return url_for("intake.show", intake_id=found.intake_id, draft=found.id, _anchor=f"row-{found.id}")


def is_script() -> bool:
    """Whether the page's own script asks, for a fragment."""
    return "X-Keep" in request.headers


def _current(drafts: list[DraftFacts], chosen: int | None) -> DraftFacts | None:
    """The chosen row, else the first with something to decide, else the first."""
    wanted = chosen if chosen is not None else request.args.get("draft", type=int)
    by_id = {each.id: each for each in drafts}
    if wanted in by_id:
        return by_id[wanted]
    kept = [each for each in drafts if not each.is_dropped]
    return next((each for each in kept if each.blocking), kept[0] if kept else next(iter(drafts), None))


def _groups(drafts: list[DraftFacts]) -> list[dict[str, Any]]:
    """Rows with doubts first, then the others, then what was dropped; or all in the document's order."""
    if request.args.get("order") == "document":
        rows = [each for each in drafts if request.args.get("only") != "doubts" or each.open_doubts]
        return [{"title": "按原文次序", "rows": rows}]
    asked = [each for each in drafts if each.open_doubts]
    calm = [each for each in drafts if not each.open_doubts and not each.is_dropped]
    dropped = [each for each in drafts if each.is_dropped]
    groups = [{"title": "有疑点", "rows": asked}]
    if request.args.get("only") != "doubts":
        groups += [{"title": "没有疑点", "rows": calm}, {"title": "去掉的（不入账）", "rows": dropped}]
    return [group for group in groups if group["rows"]]
