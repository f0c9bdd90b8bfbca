"""Deciding to speak (催办): a pure, level-triggered ladder.

Asking twice says nothing twice; after an outage only the latest stage is said; a new date starts the ladder again, because
the date is part of every notice's key.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.core.ladder import Rung
from tracker.core.words import Audience, CaseStatus, DutyKind, DutyStatus, Stage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from tracker.core.facts import DutyFacts
    from tracker.core.ladder import Ladder
    from tracker.core.workdays import Workdays


@dataclass(frozen=True, slots=True)
class Notice:
    """A decision to speak: *this audience should hear about this duty, at this stage, for this date, because …*.

    `ping`: the unit's liaison may be mentioned by name, because the matter is due at once and not late.
    """

    duty: DutyFacts
    audience: Audience
    stage: Stage
    step: str
    anchor: date
    because: str
    ping: bool = False

    @property
    def key(self) -> str:
        """The notice's identity; said once. The anchor date is in it: an extension starts the ladder again."""
        return f"{self.duty.id}:{self.anchor:%Y%m%d}:{self.step}:{self.audience}"


def notices_due(today: date, duties: Iterable[DutyFacts], ladder: Ladder, workdays: Workdays) -> list[Notice]:
    """What stands to be said on `today` about `duties`: the latest stage of each, for each audience.

    What was said before is left out later, where notices meet their channels (`letters.letters_for`), because each channel
    says a thing once for itself. Nothing is said on a day that is no working day.
    """
    if not workdays.is_workday(today):
        return []
    return [notice for duty in duties for notice in _latest(today, duty, ladder, workdays)]


def listings_due(today: date, duties: Iterable[DutyFacts], ladder: Ladder, workdays: Workdays) -> list[DutyFacts]:
    """Duties for which the ladder now proposes a listing (建议挂牌) and that have no case yet.

    Periodic reports are never proposed by the clock; neither is anything while the ball lies with the office.
    """
    propose_at = ladder.propose_at
    if propose_at is None:
        return []
    return [
        duty
        for duty in duties
        if duty.status is DutyStatus.ACTIVE
        and duty.kind is not DutyKind.REPORT
        and not duty.waits_for_office
        and duty.case_status is None
        and (late := _days_late(today, duty, workdays)) is not None
        and late >= propose_at
    ]


def next_look(today: date, duty: DutyFacts, ladder: Ladder, workdays: Workdays) -> date | None:
    """The first day after `today` on which the ladder may have something new to say about `duty`; None when never.

    Stored with the duty, so that a tick costs what is due and not what is kept.
    """
    moments = sorted(moment.day for moment in _moments(duty, ladder, workdays) if moment.day > today)
    return moments[0] if moments else None


def timetable(duty: DutyFacts, ladder: Ladder, workdays: Workdays) -> list[tuple[date, list[Notice]]]:
    """Every day on which something would be said about `duty` if it stayed as it is, with what: a preview of the ladder."""
    days = sorted({workdays.on_or_after(moment.day) for moment in _moments(duty, ladder, workdays)})
    spoken = [(day, notices_due(day, [duty], ladder, workdays)) for day in days]
    steps = [notices[0].step if notices else "" for _, notices in spoken]
    return [each for each, step, before in zip(spoken, steps, ["", *steps], strict=False) if step and step != before]


@dataclass(frozen=True, slots=True)
class _Moment:
    day: date
    rung: Rung
    step: str
    anchor: date


def _latest(today: date, duty: DutyFacts, ladder: Ladder, workdays: Workdays) -> Iterator[Notice]:
    reached = [moment for moment in _moments(duty, ladder, workdays) if moment.day <= today]
    if not reached:
        return
    latest = max(reached, key=lambda moment: moment.day)
    because = _because(today, duty, latest, workdays)
    is_at_once = latest.rung.stage is Stage.BEFORE and latest.rung.at >= -1
    for audience in latest.rung.audiences:
        ping = ladder.mention and is_at_once and audience is Audience.UNIT
        yield Notice(duty, audience, latest.rung.stage, latest.step, latest.anchor, because, ping)


def _moments(duty: DutyFacts, ladder: Ladder, workdays: Workdays) -> Iterator[_Moment]:
    """Every moment at which the ladder speaks about this duty as it stands, in no order."""
    if not duty.is_open:
        return
    if duty.is_listed and duty.listed_on is not None:
        yield from _weekly(
            Stage.LISTED,
            "listed",
            duty.listed_on,
            ladder.week,
            520,
            (Audience.UNIT, Audience.OFFICE),
            workdays,
        )
        return
    if duty.waits_for_office:
        since = duty.waiting_since
        if since is not None:
            yield from _weekly(Stage.REVIEW, "review", since, ladder.review_after, 12, (Audience.OFFICE,), workdays)
        return
    if duty.due is None or duty.case_status is CaseStatus.DISMISSED:
        return
    backlog = _backlog_day(duty)
    if duty.kind is DutyKind.REPORT:
        if duty.window_open is not None and backlog is None:
            opening = workdays.on_or_after(duty.window_open)
            yield _Moment(opening, Rung(Stage.OPENING, 0), "opening", duty.due)
        yield from _rungs(duty, ladder.report, backlog, workdays)
        return
    yield from _rungs(duty, ladder.closing, backlog, workdays)
    start = workdays.add(backlog or duty.due, max(0, ladder.closing[-1].at))
    yield from _weekly(
        Stage.WEEKLY,
        "weekly",
        start,
        ladder.week,
        ladder.weekly_times,
        (Audience.UNIT,),
        workdays,
        anchor=duty.due,
    )


def _rungs(duty: DutyFacts, rungs: tuple[Rung, ...], backlog: date | None, workdays: Workdays) -> Iterator[_Moment]:
    """The rungs around the date; for a duty admitted late (存量), one summary at admission and the later rungs from there."""
    if duty.due is None:
        return
    if backlog is not None:
        summary = Rung(Stage.BACKLOG, 0, (Audience.UNIT, Audience.OFFICE))
        yield _Moment(workdays.on_or_after(backlog), summary, "backlog", duty.due)
        rungs = tuple(rung for rung in rungs if rung.at > 1)
    for rung in rungs:
        day = workdays.add(backlog or duty.due, rung.at) if rung.at else workdays.on_or_before(backlog or duty.due)
        yield _Moment(day, rung, f"{rung.stage}{rung.at:+d}", duty.due)


def _weekly(
    stage: Stage,
    name: str,
    start: date,
    every: int,
    times: int,
    audiences: tuple[Audience, ...],
    workdays: Workdays,
    *,
    anchor: date | None = None,
) -> Iterator[_Moment]:
    day = start
    for turn in range(1, times + 1):
        day = workdays.add(day, every)
        yield _Moment(day, Rung(stage, every * turn, audiences), f"{name}#{turn}", anchor or start)


def _backlog_day(duty: DutyFacts) -> date | None:
    """The admission day of a duty whose date had passed by then, else None."""
    if duty.due is None or duty.ladder_from is None or duty.ladder_from <= duty.due:
        return None
    return duty.ladder_from


def _days_late(today: date, duty: DutyFacts, workdays: Workdays) -> int | None:
    if duty.due is None or today <= duty.due:
        return None
    return workdays.between(_backlog_day(duty) or duty.due, today)


def _because(today: date, duty: DutyFacts, moment: _Moment, workdays: Workdays) -> str:
    """The reason of a notice in one sentence."""
    stage = moment.rung.stage
    if stage is Stage.REVIEW:
        return f"{moment.anchor:%Y-%m-%d} 报送后已等待 {workdays.between(moment.anchor, today)} 个工作日"
    if stage is Stage.LISTED:
        return f"{moment.anchor:%Y-%m-%d} 挂牌，尚未销号"
    if stage is Stage.OPENING:
        return f"本期报送已开放，{duty.due:%Y-%m-%d} 截止"
    if stage is Stage.BACKLOG:
        return f"{duty.due:%Y-%m-%d} 到期，登记时已过期（存量）"
    if duty.due is not None and today <= duty.due:
        left = workdays.between(today, duty.due)
        return f"{duty.due:%Y-%m-%d} 到期，还有 {left} 个工作日" if left else f"{duty.due:%Y-%m-%d} 今天到期"
    late = _days_late(today, duty, workdays)
    return f"{duty.due:%Y-%m-%d} 到期，已过 {late} 个工作日"
