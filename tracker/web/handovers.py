"""移交: what a leaving liaison has open, who goes on, and the list to print and sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, make_response, render_template
from wtforms import RadioField, StringField
from wtforms.fields.choices import SelectChoice

from tracker.actions import handing_over
from tracker.actions.handing_over import Successor
from tracker.core.refusals import NotThere, Refused
from tracker.core.whole_numbers import whole_number
from tracker.feeds.addresses import https_address
from tracker.store.queries import people as readings
from tracker.store.queries.handing_over import handover_list
from tracker.web.forms import DeskForm
from tracker.web.people import shown_once
from tracker.web.sign_in import me
from tracker.web.site import site

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from tracker.store.queries.people import PersonLine

pages = Blueprint("handovers", __name__)
_NEW = "new"
SECTIONS = {
    "duties": ("未办结的事项", "没有未办结的事项。"),
    "promises": ("已作的承诺", "没有延期安排、补正期限和整改措施。"),
    "requests": ("等待答复的申请", "没有等待答复的申请。"),
    "drafts": ("没有报送的草稿", "没有草稿。"),
    "calendars": ("日历订阅", "没有日历订阅。"),
    "files": ("报送过的佐证", "没有报送过佐证。"),
}
"""The list's sections in the order of the paper: title, and what stands where there is nothing."""


class HandoverForm(DeskForm):
    """Who goes on, and why."""

    successor = RadioField("接手人", validate_choice=False)
    username = StringField("新账号")
    name = StringField("新联络员姓名")
    words = StringField("移交原因")

    def chosen(self) -> Successor:
        """Who goes on. Raises `Refused`."""
        given = self.successor.data or ""
        if given == _NEW:
            return Successor(username=self.username.data or "", name=self.name.data or "")
        person_id = whole_number(given)
        if person_id is None:
            raise Refused("请选接手人。", field="successor")
        return Successor(person_id)


@pages.get("/people/<int:person_id>/handover")
def prepare(person_id: int) -> ResponseReturnValue:
    """What there is to hand over, and the form."""
    leaver = handing_over.leaving(person_id)
    return _page(leaver, _with_colleagues(HandoverForm(formdata=None), leaver), 200)


@pages.post("/people/<int:person_id>/handover")
def hand_over(person_id: int) -> ResponseReturnValue:
    """Hand over; first password and new calendar addresses are shown on this answer and never again."""
    leaver = handing_over.leaving(person_id)
    form = _with_colleagues(HandoverForm(), leaver)
    try:
        made = handing_over.hand_over(site().now(), me(), person_id, form.chosen(), form.words.data or "")
    except Refused as refused:
        return _page(leaver, form, form.refuse(refused))
    line = _handover(made.id)
    addresses = [https_address(site().config.base_url, token) for token in made.tokens]
    successor = readings.person_by_id(line.successor_id)
    return shown_once(
        make_response(
            render_template(
                "handovers/hand_over.html",
                line=line,
                successor=successor,
                password=made.first_password,
                addresses=addresses,
            )
        )
    )


@pages.get("/handovers/<int:handover_id>")
def show(handover_id: int) -> ResponseReturnValue:
    """移交清单, as it was on that day, to print and sign."""
    line = _handover(handover_id)
    return render_template("handovers/show.html", line=line, sections=SECTIONS, items=line.items)


def _handover(handover_id: int) -> readings.HandoverLine:
    line = readings.handover_by_id(handover_id)
    if line is None:
        raise NotThere("没有找到这份移交清单。")
    return line


def _with_colleagues(form: HandoverForm, leaver: PersonLine) -> HandoverForm:
    colleagues = [each for each in readings.liaisons_of(leaver.unit_id or 0) if each.id != leaver.id]
    form.successor.choices = [
        *(SelectChoice(str(each.id), f"{each.name}（{'B' if each.is_deputy else 'A'}岗）") for each in colleagues),
        SelectChoice(_NEW, "新建一个账号"),
    ]
    if form.successor.data is None:
        form.successor.data = form.successor.choices[0].value
    return form


def _page(leaver: PersonLine, form: HandoverForm, code: int) -> ResponseReturnValue:
    items = handover_list(leaver).kept()
    return render_template("handovers/prepare.html", person=leaver, form=form, sections=SECTIONS, items=items), code
