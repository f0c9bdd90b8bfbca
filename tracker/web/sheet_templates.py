"""The forms of others (别人的表格): upload a superior's workbook, say once what its columns mean, download it filled each period."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_wtf.file import FileField

from tracker import exports, incoming
from tracker.actions import sheet_templates as actions
from tracker.actions.working_days import working_days
from tracker.core.access import Ability, require
from tracker.core.refusals import NotAllowed, NotThere, Refused
from tracker.core.words import DutyStatus
from tracker.sheets import COLUMNS
from tracker.store.queries import sheet_templates as readings
from tracker.store.queries.ledger import ledger
from tracker.store.queries.stories import stories_of
from tracker.web.files import XLSX, download
from tracker.web.forms import REFUSED, DeskForm
from tracker.web.plans import units_of
from tracker.web.sign_in import me
from tracker.web.site import site
from tracker.web.slips import most_mb

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from tracker.sheets import LedgerRow
    from tracker.store.queries.ledger import Ledger
    from tracker.store.queries.sheet_templates import TemplateFacts

pages = Blueprint("sheet_templates", __name__)
_CHOICES = [("", "（不填，照原样）"), *((column.key, column.head) for column in COLUMNS)]
_KEYS = frozenset(column.key for column in COLUMNS)


class TemplateForm(DeskForm):
    """A superior's workbook (上级的表)."""

    file = FileField("上级的表格")


@pages.get("/sheet-templates")
def index() -> ResponseReturnValue:
    """Every kept form, and the place to bring one."""
    require(me(), Ability.REVIEW)
    return _list(TemplateForm(formdata=None), 200)


@pages.post("/sheet-templates")
def upload() -> ResponseReturnValue:
    """Keep a workbook with its layout; one that is known keeps its mapping."""
    require(me(), Ability.REVIEW)
    form = TemplateForm()
    try:
        if form.file.data is None or not form.file.data.filename:
            raise Refused("请选择上级发来的空表。", field="file")
        content, layout = incoming.read_layouts(form.file.data.filename, form.file.data.stream, most_mb())
        name = form.file.data.filename.replace("\\", "/").rpartition("/")[2]
        kept = actions.keep_template(site().now(), me(), name, content, layout, vault=site().vault)
    except Refused as refused:
        return _list(form, form.refuse(refused))
    flash("认得这张表，沿用上次的对应关系。" if kept.is_known else "已收下，请核对各栏填什么。")
    return redirect(url_for("sheet_templates.show", template_id=kept.id))


@pages.get("/sheet-templates/<int:template_id>")
def show(template_id: int) -> ResponseReturnValue:
    """One form: what its columns mean, and the way to get it filled."""
    return _page(_template(template_id), 200)


@pages.post("/sheet-templates/<int:template_id>/columns")
def map_columns(template_id: int) -> ResponseReturnValue:
    """Keep the mapping."""
    require(me(), Ability.REVIEW)
    columns = {name.removeprefix("column-"): key for name, key in request.form.items() if name.startswith("column-")}
    try:
        actions.map_columns(site().now(), me(), template_id, columns, _KEYS)
    except (NotThere, NotAllowed):
        raise
    except Refused as refused:
        return _page(_template(template_id), REFUSED, refused.sentence, columns)
    flash("对应关系已保存，以后传同样的表不用再对。")
    return redirect(url_for("sheet_templates.show", template_id=template_id, _anchor="fill"))


@pages.get("/sheet-templates/<int:template_id>/filled.xlsx")
def filled(template_id: int) -> ResponseReturnValue:
    """The workbook filled from the ledger as it stands today."""
    template = _template(template_id)
    try:
        rows = _rows()
        content = site().vault.read_bytes(template.sha256)
        made = incoming.fill_template(content, template.columns, rows)
    except (NotThere, NotAllowed):
        raise
    except Refused as refused:
        return _page(template, REFUSED, refused.sentence)
    stem = template.name.removesuffix(".xlsx")
    return download(made.content, f"{stem}-{site().today():%Y%m%d}.xlsx", XLSX, plain="filled.xlsx")


@pages.post("/sheet-templates/<int:template_id>/removal")
def drop(template_id: int) -> ResponseReturnValue:
    """Forget a form."""
    actions.drop_template(site().now(), me(), template_id)
    flash("已删去这张表和它的对应关系。")
    return redirect(url_for("sheet_templates.index"))


def _template(template_id: int) -> TemplateFacts:
    require(me(), Ability.REVIEW)
    found = readings.template_by_id(template_id)
    if found is None:
        raise NotThere("没有找到这张表，可能已经删去。")
    return found


def _rows() -> list[LedgerRow]:
    """The ledger's rows as the address asks: which plan, which unit, all or only what is open, one row a task or a duty."""
    today, unit_id = site().today(), request.args.get("unit", type=int)
    if unit_id is not None and not 0 < unit_id < 2**31:
        raise NotThere("没有找到这个单位。")
    whole = ledger(request.args.get("plan", ""), today, working_days(), unit_id)
    if whole is None:
        raise Refused("请选一个方案。")
    narrowed = _narrowed(whole, is_unit=unit_id is not None, is_open=request.args.get("scope") == "open")
    stories = stories_of(whole.plan.id)
    if not narrowed.lines:
        raise Refused("按这个范围没有可填的行，请换一个方案、单位或者范围。")
    if request.args.get("per") == "duty":
        return list(exports.ledger_rows(narrowed, stories, today))
    return exports.task_rows(narrowed, stories, today, whole)


def _narrowed(whole: Ledger, *, is_unit: bool, is_open: bool) -> Ledger:
    """The lines that are asked for; of a unit only those on which it owes something."""
    found = []
    for line in whole.lines:
        duties = tuple(duty for duty in line.duties if not (is_open and duty.facts.status is DutyStatus.CLOSED))
        if duties or not (line.duties or is_unit):  # a task that owes nothing yet stays in the list of all units
            found.append(replace(line, duties=duties))
    return replace(whole, lines=tuple(found))


def _list(form: TemplateForm, code: int) -> ResponseReturnValue:
    return render_template(
        "sheet_templates/index.html", form=form, templates=readings.templates(), max_mb=most_mb()
    ), code


def _page(
    template: TemplateFacts, code: int, refused: str = "", typed: dict[str, str] | None = None
) -> ResponseReturnValue:
    plans = readings.plan_keys()
    key = request.args.get("plan") or (plans[0][0] if plans else "")
    whole = ledger(key, site().today(), working_days())
    asked: dict[str, Any] = {name: request.args.get(name, "") for name in ("unit", "scope", "per")}
    return render_template(
        "sheet_templates/show.html",
        template=template,
        refused=refused,
        typed=typed or {str(head.column): head.key for head in template.heads},
        choices=_CHOICES,
        plans=plans,
        plan=key,
        units=units_of(whole) if whole else [("", "全部单位")],
        asked=asked,
    ), code
