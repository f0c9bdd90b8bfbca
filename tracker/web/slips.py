"""Offline return slips (离线回执): taken along, filled in an office program, brought back, looked at, and then reported."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_wtf.file import FileField

from tracker import incoming
from tracker.actions import slips
from tracker.core.access import require
from tracker.core.refusals import Moved, NotAllowed, NotThere, Refused
from tracker.core.whole_numbers import whole_number
from tracker.core.words import Role, SlipVerdict
from tracker.papers.offline_slip import write_slip_paper
from tracker.sheets.slip_writing import write_slip_sheet
from tracker.store.queries import slips as readings
from tracker.store.queries.pages import units_owing
from tracker.store.queries.units import unit_name
from tracker.web.files import DOCX, XLSX, download
from tracker.web.forms import MOVED, REFUSED, DeskForm, ids_sent
from tracker.web.sign_in import me
from tracker.web.site import is_demo, site

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from tracker.actions.slips import LineShown

pages = Blueprint("slips", __name__)
MOST_MB = 20
_NO_TROUBLE = (SlipVerdict.READY, SlipVerdict.EMPTY, SlipVerdict.DONE)


class SlipUploadForm(DeskForm):
    """A slip that comes back (收回执)."""

    file = FileField("填好的回执")


@pages.get("/slips")
def index() -> ResponseReturnValue:
    """Slips to take along, and the place to bring them back."""
    require(me(), slips.ability_for(me()))
    return _page(SlipUploadForm(formdata=None), 200)


@pages.post("/slips")
def make() -> ResponseReturnValue:
    """A new slip for a unit, as a workbook or a Word document."""
    require(me(), slips.ability_for(me()))
    unit_id = _own_unit() if me().role is Role.LIAISON else whole_number(request.form.get("unit"))
    if unit_id is None:
        raise Refused("请选一个单位。", field="unit")
    form = slips.make_slip(site().now(), me(), unit_id, secret_key=site().config.secret_key)
    name = f"离线回执-{form.unit}-{form.made_on:%Y%m%d}-{form.number}号"
    if request.form.get("as") == "docx":
        return download(write_slip_paper(form, demo=is_demo()), f"{name}.docx", DOCX, plain="slip.docx")
    return download(write_slip_sheet(form), f"{name}.xlsx", XLSX, plain="slip.xlsx")


@pages.post("/slips/uploads")
def upload() -> ResponseReturnValue:
    """Read a slip that came back and keep what it says; nothing is reported yet."""
    require(me(), slips.ability_for(me()))
    form = SlipUploadForm()
    try:
        if form.file.data is None or not form.file.data.filename:
            raise Refused("请选择填好的回执文件。", field="file")
        name = form.file.data.filename
        lines = incoming.read_slip(name, form.file.data.stream, most_mb())
        upload_id = slips.keep_upload(site().now(), me(), name, lines)
    except Refused as refused:
        return _page(form, form.refuse(refused))
    return redirect(url_for("slips.show", upload_id=upload_id))


@pages.get("/slips/uploads/<int:upload_id>")
def show(upload_id: int) -> ResponseReturnValue:
    """What each line of a slip would become; nothing is written by looking."""
    return _preview(upload_id, 200)


@pages.post("/slips/uploads/<int:upload_id>/reports")
def send(upload_id: int) -> ResponseReturnValue:
    """Report the chosen lines, all or none."""
    chosen = list(dict.fromkeys(ids_sent("duty")))
    try:
        count = slips.send_upload(
            site().now(), me(), upload_id, chosen, secret_key=site().config.secret_key, vault=site().vault
        )
    except (NotThere, NotAllowed):
        raise
    except Refused as refused:
        return _preview(upload_id, MOVED if isinstance(refused, Moved) else REFUSED, refused.sentence)
    flash(f"已报送 {count} 件。")
    return redirect(url_for("slips.show", upload_id=upload_id))


def most_mb() -> int:
    """The largest workbook that is read, in megabytes."""
    return min(MOST_MB, site().config.max_upload_mb)


def _own_unit() -> int:
    unit_id = me().unit_id
    if unit_id is None:
        raise NotAllowed("您还没有所在单位，请找管理员补上。")
    return unit_id


def _page(form: SlipUploadForm, code: int) -> ResponseReturnValue:
    is_liaison = me().role is Role.LIAISON
    open_duties, left_out = readings.reportable(_own_unit(), site().today()) if is_liaison else ([], 0)
    return render_template(
        "slips/index.html",
        form=form,
        is_liaison=is_liaison,
        unit=unit_name(_own_unit()) if is_liaison else "",
        count=len(open_duties),
        left_out=left_out,
        units=[] if is_liaison else units_owing(),
        uploads=readings.uploads_of(me().id),
        max_mb=most_mb(),
    ), code


def _preview(upload_id: int, code: int, refused: str = "") -> ResponseReturnValue:
    kept = slips.upload_for(me(), upload_id)
    lines = slips.look(site().now(), me(), kept, secret_key=site().config.secret_key)
    return render_template(
        "slips/show.html",
        upload=kept,
        refused=refused,
        ready=[line for line in lines if line.is_ready],
        done=[line for line in lines if line.reading.verdict is SlipVerdict.DONE],
        others=[line for line in lines if line.reading.verdict not in _NO_TROUBLE],
        empty=sum(line.reading.verdict is SlipVerdict.EMPTY for line in lines),
        said=_said(lines),
        is_liaison=me().role is Role.LIAISON,
    ), code


def _said(lines: list[LineShown]) -> str:
    counts = Counter(line.reading.verdict for line in lines)
    told = [f"{verdict.label} {counts[verdict]} 行" for verdict in SlipVerdict if counts[verdict]]
    return f"共 {len(lines)} 行：{'，'.join(told)}"
