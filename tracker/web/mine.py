"""What a liaison is asked for (我的事项): worst lamp first, made for a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, render_template, url_for

from tracker.actions.working_days import working_days
from tracker.core.access import Ability, require
from tracker.core.lamps import URGENCY, lamp_of
from tracker.core.letters import numbered, shorten
from tracker.core.refusals import NotAllowed
from tracker.core.words import DutyKind, DutyStatus, Lamp
from tracker.store.queries import pages as readings
from tracker.store.queries.case_lists import going_on
from tracker.store.queries.desks import unit_duties
from tracker.store.queries.supporting import supporting_count
from tracker.store.queries.units import unit_name
from tracker.web.case_steps import turn_of
from tracker.web.sign_in import me
from tracker.web.site import site

if TYPE_CHECKING:
    from datetime import date

    from flask.typing import ResponseReturnValue

    from tracker.core.facts import DutyFacts
    from tracker.core.lamps import LampReading
    from tracker.core.workdays import Workdays
    from tracker.store.queries.pages import Returned

pages = Blueprint("mine", __name__)
_NOW = (Lamp.LATE, Lamp.NEAR)
_CARD_CHARACTERS = 80  # about four lines of a phone; the duty's page has the whole text


@pages.get("/mine")
def index() -> ResponseReturnValue:
    """The unit's open duties in three heaps: to be done now, with the office, later."""
    require(me(), Ability.REPORT)
    unit_id = me().unit_id
    if unit_id is None:
        raise NotAllowed("您还没有所在单位，请找管理员补上。")
    today, workdays = site().today(), working_days()
    read = [(duty, lamp_of(today, duty, workdays)) for duty in unit_duties(unit_id)]
    read.sort(key=_urgency)
    duties = [duty for duty, _ in read]
    returned = readings.returned_words([duty.id for duty in duties if duty.status is DutyStatus.ACTIVE])
    wordings = readings.wordings([duty.task_id for duty in duties])
    leading = readings.leading(unit_id, list(wordings))
    cards = [
        (
            _heap(duty, reading, returned),
            _card(
                duty,
                reading,
                wording=wordings.get(duty.task_id),
                leads=duty.task_id in leading,
                returned=returned.get(duty.id),
                left=_left(duty, reading, today, workdays),
                today=today,
            ),
        )
        for duty, reading in read
    ]
    return render_template(
        "mine/index.html",
        unit=unit_name(unit_id),
        total=readings.duty_count(unit_id),
        now=[card for heap, card in cards if heap == "now"],
        reviewed=[card for heap, card in cards if heap == "review"],
        later=[card for heap, card in cards if heap == "later"],
        closed=readings.closed_lately(unit_id),
        cases=[(case, turn_of(case, today, workdays)) for case in going_on(unit_id)],
        asked=supporting_count(unit_id),
    )


def _urgency(pair: tuple[DutyFacts, LampReading]) -> tuple[int, str, int]:
    duty, reading = pair
    return URGENCY.index(reading.lamp), duty.due.isoformat() if duty.due else "9999", duty.id


def _heap(duty: DutyFacts, reading: LampReading, returned: dict[int, Returned]) -> str:
    if duty.id in returned or reading.lamp in _NOW:
        return "now"
    return "review" if reading.lamp is Lamp.REVIEW else "later"


def _card(
    duty: DutyFacts,
    reading: LampReading,
    *,
    wording: str | None,
    leads: bool,
    returned: Returned | None,
    left: str,
    today: date,
) -> dict[str, Any]:
    role = "牵头" if leads else "承办"
    submitted = duty.status is DutyStatus.SUBMITTED
    said = ""
    if returned:
        when = f"（{returned.at.month}月{returned.at.day}日，{returned.reviewer}）" if returned.at else ""
        said = f"{returned.opinion}{when}"
    ball = (
        ("在督查室审核，不催您。" if submitted else f"{reading.detail}，不催您。")
        if reading.lamp is Lamp.REVIEW
        else ""
    )
    return {
        "text": shorten(duty.task_title, _CARD_CHARACTERS),
        "href": url_for("duties.show", duty_id=duty.id),
        "lamp": str(reading.lamp),
        "listed": duty.is_listed,
        "label": f"{numbered(duty.task_no)} {role} · {duty.kind.label}",
        "wording": wording,
        "left": left,
        "original": duty.due_original,
        "effective": duty.due,
        "returned": said,
        "ball": ball,
        "duty_id": duty.id,
        "is_periodic": duty.kind is DutyKind.REPORT,
        "may_extend": duty.due is not None and today <= duty.due and not duty.waits_for_office,
        "answer": "补正后再报" if returned else "报进展",
    }


def _left(duty: DutyFacts, reading: LampReading, today: date, workdays: Workdays) -> str:
    if reading.detail and reading.lamp is not Lamp.REVIEW:
        return reading.detail
    if duty.waiting_since is not None:
        waited = workdays.between(duty.waiting_since, today)
        return f"已等 {waited} 个工作日" if waited else "今天报送"
    return f"还有 {reading.workdays} 个工作日" if reading.workdays is not None else ""
