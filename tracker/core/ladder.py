"""The ladder (阶梯): how many working days before or after the date, which stage, who hears it. Data, one a plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tracker.core.refusals import Refused
from tracker.core.words import Audience, Stage

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FARTHEST = 120
"""Working days: a rung farther from the date than half a year speaks of nothing anybody does."""
MOST_RUNGS = 12
_BOTH = (Audience.UNIT, Audience.OFFICE)
CLOSING_STAGES = (Stage.BEFORE, Stage.OVERDUE, Stage.URGE, Stage.SHEET, Stage.PROPOSE)
REPORT_STAGES = (Stage.BEFORE, Stage.OVERDUE, Stage.URGE)


@dataclass(frozen=True, slots=True)
class Rung:
    """One rung (阶梯的一级): `at` working days after the date (negative: before it), who hears it."""

    stage: Stage
    at: int
    audiences: tuple[Audience, ...] = (Audience.UNIT,)


@dataclass(frozen=True, slots=True)
class Ladder:
    """The ladder of a plan (阶梯). Rungs in order of `at`.

    After the last closing rung it speaks every `week` working days, `weekly_times` times, and is silent then (the office's
    page goes on showing it); a listed matter is heard every `week`; a reviewer every `review_after` working days. `mention` lets
    the letter ping the liaison of a unit whose own matter is due today or on the next working day; nobody late is ever named.
    """

    closing: tuple[Rung, ...] = (
        Rung(Stage.BEFORE, -15),
        Rung(Stage.BEFORE, -5),
        Rung(Stage.BEFORE, -1),
        Rung(Stage.OVERDUE, 1),
        Rung(Stage.URGE, 5, _BOTH),
        Rung(Stage.SHEET, 10, _BOTH),
        Rung(Stage.PROPOSE, 20, _BOTH),
    )
    report: tuple[Rung, ...] = (Rung(Stage.BEFORE, -2), Rung(Stage.OVERDUE, 1))
    week: int = 5
    weekly_times: int = 4
    review_after: int = 5
    mention: bool = False

    @property
    def propose_at(self) -> int | None:
        """Working days after the date at which a listing is proposed (建议挂牌); None: never by the clock."""
        return next((rung.at for rung in self.closing if rung.stage is Stage.PROPOSE), None)

    def to_json(self) -> dict[str, Any]:
        """The ladder as plain values, as it stands in a plan's settings."""
        return {
            "closing": [_rung_json(rung) for rung in self.closing],
            "report": [_rung_json(rung) for rung in self.report],
            "week": self.week,
            "weekly_times": self.weekly_times,
            "review_after": self.review_after,
            "mention": self.mention,
        }


DEFAULT_LADDER = Ladder()


def ladder_from(settings: Mapping[str, Any] | None) -> Ladder:
    """The ladder in a plan's settings; the default one where the plan has none of its own."""
    kept = (settings or {}).get("ladder")
    if not kept:
        return DEFAULT_LADDER
    return Ladder(
        closing=tuple(_rung(each) for each in kept["closing"]),
        report=tuple(_rung(each) for each in kept["report"]),
        week=int(kept["week"]),
        weekly_times=int(kept["weekly_times"]),
        review_after=int(kept["review_after"]),
        mention=bool(kept.get("mention", False)),
    )


def make_ladder(
    closing: Sequence[Rung],
    report: Sequence[Rung],
    *,
    week: int,
    weekly_times: int,
    review_after: int,
    mention: bool = False,
) -> Ladder:
    """A ladder that the office wrote, in order; raises `Refused` with the sentence that says what cannot be."""
    _check(closing, CLOSING_STAGES, "办结类阶梯", "closing")
    _check(report, REPORT_STAGES, "定期报告阶梯", "report")
    proposals = [rung.at for rung in closing if rung.stage is Stage.PROPOSE]
    if len(proposals) > 1:
        raise Refused("“建议挂牌”只能有一级。", field="closing")
    if proposals and proposals[0] < max(rung.at for rung in closing):
        raise Refused("“建议挂牌”要放在最后一级：先催办，再建议挂牌。", field="closing")
    for number, low, high, field, said in (
        (week, 3, 20, "week", "每隔几个工作日再催一次，应在 3 到 20 之间。"),
        (weekly_times, 0, 12, "weekly_times", "最后一级之后再催的次数，应在 0 到 12 之间。"),
        (review_after, 1, 20, "review_after", "待审几个工作日提醒审核人，应在 1 到 20 之间。"),
    ):
        if not low <= number <= high:
            raise Refused(said, field=field)
    return Ladder(_ordered(closing), _ordered(report), week, weekly_times, review_after, mention)


def _check(rungs: Sequence[Rung], stages: tuple[Stage, ...], name: str, field: str) -> None:
    if not rungs:
        raise Refused(f"{name}至少要有一级。", field=field)
    if len(rungs) > MOST_RUNGS:
        raise Refused(f"{name}最多 {MOST_RUNGS} 级。", field=field)
    days = [rung.at for rung in rungs]
    if len(set(days)) < len(days):
        raise Refused(f"{name}里有两级是同一天，请合成一级。", field=field)
    for rung in rungs:
        said = f"{name}里的“{rung.stage.label}”"
        if rung.stage not in stages:
            raise Refused(f"{said}不能放在这里。", field=field)
        if not rung.audiences:
            raise Refused(f"{said}没有写提醒谁。", field=field)
        if abs(rung.at) > FARTHEST:
            raise Refused(f"{said}离到期日太远，最多 {FARTHEST} 个工作日。", field=field)
        if (rung.stage is Stage.BEFORE) != (rung.at <= 0):
            where = "到期前或当天" if rung.stage is Stage.BEFORE else "到期之后"
            raise Refused(f"{said}只能在{where}。", field=field)


def _ordered(rungs: Sequence[Rung]) -> tuple[Rung, ...]:
    return tuple(sorted(rungs, key=lambda rung: rung.at))


def _rung_json(rung: Rung) -> dict[str, Any]:
    return {"stage": str(rung.stage), "at": rung.at, "audiences": [str(each) for each in rung.audiences]}


def _rung(kept: Mapping[str, Any]) -> Rung:
    return Rung(Stage(kept["stage"]), int(kept["at"]), tuple(Audience(each) for each in kept["audiences"]))
