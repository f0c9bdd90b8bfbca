"""Changing what is owed (调整、撤销、重新办理) by a document's number; and the administrator's override with its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, url_for
from wtforms import SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice

from tracker.actions import adjusting
from tracker.actions.working_days import working_days
from tracker.core.lamps import lamp_of
from tracker.core.refusals import NotAllowed, Refused
from tracker.core.words import DutyStatus, Role
from tracker.web.duties import duty_here
from tracker.web.forms import DayField, DeskForm
from tracker.web.sign_in import me
from tracker.web.site import site

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.typing import ResponseReturnValue

    from tracker.core.facts import DutyFacts

pages = Blueprint("adjustments", __name__, url_prefix="/duties/<int:duty_id>")
_OFFERS = {
    DutyStatus.ACTIVE: ("date", "withdrawal"),
    DutyStatus.SUBMITTED: ("withdrawal",),
    DutyStatus.CLOSED: ("reopening",),
    DutyStatus.WITHDRAWN: (),
}


class WithdrawalForm(DeskForm):
    """撤销."""

    doc_no = StringField("调整依据的文号")
    reason = TextAreaField("理由")


class DateForm(DeskForm):
    """调整时限."""

    due = DayField("新的时限")
    doc_no = StringField("调整依据的文号")
    reason = TextAreaField("理由")


class ReopeningForm(DeskForm):
    """重新办理 after a 回头看."""

    reason = TextAreaField("回头看发现的问题")
    due = DayField("新的时限")


class OverrideForm(DeskForm):
    """越过流程."""

    status = SelectField(
        "改成",
        choices=[SelectChoice(str(each), each.label) for each in DutyStatus if each is not DutyStatus.CLOSED],
        validate_choice=False,
    )
    reason = TextAreaField("理由")


_FORMS: dict[str, type[DeskForm]] = {
    "date": DateForm,
    "withdrawal": WithdrawalForm,
    "reopening": ReopeningForm,
    "override": OverrideForm,
}


@pages.get("/adjustment")
def show(duty_id: int) -> ResponseReturnValue:
    """What may be changed in the duty's state, by this person."""
    return _page(_duty(duty_id), {}, 200)


@pages.post("/withdrawal")
def withdraw(duty_id: int) -> ResponseReturnValue:
    """撤销."""
    form = WithdrawalForm()

    def do(duty: DutyFacts) -> None:
        adjusting.withdraw(site().now(), me(), duty.id, form.doc_no.data or "", form.reason.data or "")

    return _act(duty_id, "withdrawal", form, do, "已撤销，历史和材料都留着。")


@pages.post("/date")
def change_date(duty_id: int) -> ResponseReturnValue:
    """调整时限."""
    form = DateForm()

    def do(duty: DutyFacts) -> None:
        due = form.a_day("due")
        if due is None:
            raise Refused("请选新的时限。", field="due")
        adjusting.change_date(site().now(), me(), duty.id, due, form.doc_no.data or "", form.reason.data or "")

    return _act(duty_id, "date", form, do, "时限已调整，原定日期保留。")


@pages.post("/reopening")
def reopen(duty_id: int) -> ResponseReturnValue:
    """重新办理."""
    form = ReopeningForm()

    def do(duty: DutyFacts) -> None:
        due = form.a_day("due")
        if due is None:
            raise Refused("请选新的时限。", field="due")
        adjusting.reopen(site().now(), me(), duty.id, form.reason.data or "", due)

    return _act(duty_id, "reopening", form, do, "已重新办理，以前的报送和佐证都在。")


@pages.post("/override")
def override(duty_id: int) -> ResponseReturnValue:
    """越过流程, by an administrator."""
    form = OverrideForm()

    def do(duty: DutyFacts) -> None:
        try:
            status = DutyStatus(form.status.data or "")
        except ValueError:
            raise Refused("请选要改成的状态。", field="status") from None
        adjusting.override(site().now(), me(), duty.id, status, form.reason.data or "")

    return _act(duty_id, "override", form, do, "已改状态，理由记入流水。")


def _duty(duty_id: int) -> DutyFacts:
    if me().role not in (Role.OFFICE, Role.ADMIN):
        raise NotAllowed(f"您的身份是{me().role.label}，不能调整责任事项。")
    return duty_here(duty_id)


def _act(duty_id: int, name: str, form: DeskForm, do: Callable[[DutyFacts], None], said: str) -> ResponseReturnValue:
    duty = _duty(duty_id)
    try:
        do(duty)
    except Refused as refused:
        return _page(_duty(duty_id), {name: form}, form.refuse(refused))
    flash(said)
    return redirect(url_for("duties.show", duty_id=duty_id))


def _page(duty: DutyFacts, typed: dict[str, DeskForm], code: int) -> ResponseReturnValue:
    names = ("override",) if me().role is Role.ADMIN else _OFFERS[duty.status]
    shown = {name: typed.get(name, _FORMS[name](formdata=None)).apart(name) for name in names}
    stray = next((form for name, form in typed.items() if name not in shown), None)
    return render_template(
        "adjustments/show.html",
        duty=duty,
        reading=lamp_of(site().today(), duty, working_days()),
        forms=shown,
        stray=stray,
    ), code
