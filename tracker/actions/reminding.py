"""Reminding (催办): gather what may be due, decide purely, apply in one transaction a letter.

Running a tick twice says nothing twice; missing a day loses nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from peewee import IntegrityError, chunked

from tracker.actions import history, listing, outbox
from tracker.actions.freshening import notice_items
from tracker.actions.ladders import Ladders, ladders
from tracker.actions.working_days import working_days
from tracker.core.hours import is_letter_time, letter_minute
from tracker.core.letters import Letter, letters_for, said_key
from tracker.core.words import CaseStatus, DispatchKind, DispatchState
from tracker.store.bulk import write_rows
from tracker.store.db import transaction
from tracker.store.queries.duties import open_duties, to_look_at
from tracker.store.tables import Case, Dispatch, Duty, Plan, Said
from tracker.timekeeper import SHANGHAI

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date

    from tracker.core.facts import DutyFacts
    from tracker.core.letters import ChannelFacts
    from tracker.core.workdays import Workdays

_BATCH = 400


@dataclass(frozen=True, slots=True)
class Tick:
    """What one tick did, or would do (一次检视)."""

    at: datetime
    written: bool
    note: str
    letters: tuple[Letter, ...] = ()
    proposals: tuple[DutyFacts, ...] = ()
    dispatches: dict[int, int] = field(default_factory=dict)  # channel id -> outbox row
    missing: dict[int, str] = field(default_factory=dict)  # year without its notice -> the sentence that says so

    def to_json(self) -> dict[str, Any]:
        """The `tick --json` shape."""
        return {
            "at": self.at.isoformat(),
            "written": self.written,
            "note": self.note,
            "letters": [letter_json(letter, self.dispatches, _goes_at(letter, self.at)) for letter in self.letters],
            "missing_years": _missing_json(self.missing),
            "proposals": [
                {"duty": duty.id, "plan": duty.plan_key, "task_no": duty.task_no, "unit": duty.unit_name}
                for duty in self.proposals
            ],
        }


def tick(now: datetime, *, write: bool = True) -> Tick:
    """Look once, as of `now`: propose listings (建议挂牌) and write the daily letters into the outbox."""
    today, workdays = now.date(), working_days()
    if not workdays.is_workday(today):
        return Tick(now, write, "今天不是工作日，不发提醒。", missing=missing_years(today, (), workdays))
    duties = to_look_at(today)
    by_plan = ladders(duty.plan_id for duty in duties)
    proposals = tuple(by_plan.listings(today, duties, workdays))
    if write:
        _propose(now, proposals)
    if not is_letter_time(now):
        missing = missing_years(today, (), workdays)
        return Tick(now, write, "提醒只在工作日 09:00–11:00 之间写。", proposals=proposals, missing=missing)
    if not duties:
        return Tick(now, write, "没有要说的。", missing=missing_years(today, (), workdays))
    channels = outbox.active_channels()
    notices = by_plan.notices(today, duties, workdays)
    spoken = _spoken_today(now, channels)
    said = _said_keys({notice.duty.id for notice in notices})
    letters = [
        letter
        for letter in letters_for(notices, channels, said, today, outbox.LINK_BASE)
        if letter.channel is None or letter.channel.id not in spoken
    ]
    dispatches = _apply(now, letters, duties, spoken, by_plan) if write else {}
    note = "" if letters else "没有要说的。"
    return Tick(now, write, note, tuple(letters), proposals, dispatches, missing_years(today, letters, workdays))


@dataclass(frozen=True, slots=True)
class RehearsedDay:
    """What would be said on one day (提醒预演)."""

    day: date
    note: str
    letters: tuple[Letter, ...]
    proposals: tuple[DutyFacts, ...]
    missing: dict[int, str] = field(default_factory=dict)

    def goes_at(self, letter: Letter) -> datetime | None:
        """The minute at which a letter of this day leaves; None where no channel carries it."""
        return _goes_at(letter, datetime.combine(self.day, time(), SHANGHAI))

    def to_json(self) -> dict[str, Any]:
        """The `rehearse --json` shape of one day."""
        return {
            "date": self.day.isoformat(),
            "note": self.note,
            "letters": [letter_json(letter, {}, self.goes_at(letter)) for letter in self.letters],
            "missing_years": _missing_json(self.missing),
            "proposals": [{"duty": duty.id, "plan": duty.plan_key, "task_no": duty.task_no} for duty in self.proposals],
        }


def rehearse(first: date, last: date) -> list[RehearsedDay]:
    """What the ladder would say on each day from `first` to `last` if nothing else happened; writes nothing.

    As a tick does, it looks at a duty on the days on which there may be something new to say, and not on all of them.
    """
    workdays, by_plan = working_days(), ladders()
    channels = outbox.active_channels()
    duties = open_duties(first)
    said = set(_said_keys({duty.id for duty in duties}))
    proposed: set[int] = set()
    looks: dict[date, list[DutyFacts]] = {first: duties}
    days = []
    for offset in range((last - first).days + 1):
        day, tomorrow = first + timedelta(days=offset), first + timedelta(days=offset + 1)
        due = sorted(looks.pop(day, ()), key=lambda duty: duty.id)
        if not workdays.is_workday(day):
            looks.setdefault(tomorrow, []).extend(due)
            days.append(RehearsedDay(day, "不是工作日", (), (), missing_years(day, (), workdays)))
            continue
        letters = letters_for(by_plan.notices(day, due, workdays), channels, said, day, outbox.LINK_BASE)
        said.update(
            said_key(letter.channel, notice) for letter in letters if letter.channel for notice in letter.notices
        )
        proposals = [duty for duty in by_plan.listings(day, due, workdays) if duty.id not in proposed]
        proposed.update(duty.id for duty in proposals)
        days.append(RehearsedDay(day, "", tuple(letters), tuple(proposals), missing_years(day, letters, workdays)))
        waiting = {notice.duty.id for letter in letters if letter.channel is None for notice in letter.notices}
        for duty in due:
            later = tomorrow if duty.id in waiting else by_plan.next_look(day, duty, workdays)
            if later is not None:
                looks.setdefault(later, []).append(duty)
    return days


def missing_years(day: date, letters: Sequence[Letter], workdays: Workdays) -> dict[int, str]:
    """Years without their notice through which these letters count working days, each with the sentence that says so."""
    starts = {notice.duty.ladder_from or notice.duty.due or day for letter in letters for notice in letter.notices}
    years = {year for start in {day, *starts} for year in range(min(start, day).year, max(start, day).year + 1)}
    return {year: note for year in sorted(years) if (note := workdays.notice(year))}


def letter_json(letter: Letter, dispatches: dict[int, int], goes_at: datetime | None) -> dict[str, Any]:
    """A letter as plain values, each notice with its reason."""
    channel = letter.channel
    return {
        "channel": channel.name if channel else None,
        "platform": str(channel.platform) if channel else None,
        "dispatch": dispatches.get(channel.id) if channel else None,
        "title": letter.title,
        "text": letter.body,
        "goes_at": goes_at.isoformat() if goes_at else None,
        "notices": [
            {
                "key": notice.key,
                "duty": notice.duty.id,
                "plan": notice.duty.plan_key,
                "task_no": notice.duty.task_no,
                "unit": notice.duty.unit_name,
                "audience": str(notice.audience),
                "stage": str(notice.stage),
                "due": notice.duty.due.isoformat() if notice.duty.due else None,
                "because": notice.because,
            }
            for notice in letter.notices
        ],
    }


def _goes_at(letter: Letter, decided_at: datetime) -> datetime | None:
    return letter_minute(letter.channel.id, decided_at) if letter.channel else None


def _missing_json(missing: dict[int, str]) -> list[dict[str, Any]]:
    return [{"year": year, "note": note} for year, note in missing.items()]


def _propose(now: datetime, duties: Sequence[DutyFacts]) -> None:
    """A case for each duty; where the plan says `listing = automatic` the plate is hung at once (内部督办)."""
    if not duties:
        return
    automatic = _automatic_plans({duty.plan_id for duty in duties})
    for batch in chunked(duties, _BATCH):
        with transaction():
            for duty, case_id in _propose_some(now, batch):
                if duty.plan_id in automatic:
                    listing.list_automatically(now, case_id)


def _propose_some(now: datetime, duties: Sequence[DutyFacts]) -> list[tuple[DutyFacts, int]]:
    """The cases of those that have none yet, with their entries; two clock processes follow each other."""
    history.hold()
    of_these = Case.duty.in_([duty.id for duty in duties])
    known = {duty_id for (duty_id,) in Case.select(Case.duty).where(of_these).tuples()}
    new = [duty for duty in duties if duty.id not in known]
    if not new:
        return []
    facts = [f"原定 {each.due_original:%Y-%m-%d}，现定 {each.due:%Y-%m-%d}，至今没有经审核的办结佐证。" for each in new]
    rows = [
        {"duty": each.id, "plan": each.plan_id, "status": CaseStatus.PROPOSED, "facts": words, "proposed_at": now}
        for each, words in zip(new, facts, strict=True)
    ]
    write_rows(Case, rows)
    made = dict(Case.select(Case.duty, Case.id).where(of_these).tuples())
    happened = [
        history.Happening("建议挂牌", "duty", each.id, each.plan_id, words, {"case": made[each.id]})
        for each, words in zip(new, facts, strict=True)
    ]
    history.record_all(now, None, happened)
    return [(each, made[each.id]) for each in new]


def _automatic_plans(plan_ids: set[int]) -> set[int]:
    rows = Plan.select(Plan.id, Plan.settings).where(Plan.id.in_(sorted(plan_ids))).tuples()
    return {plan_id for plan_id, settings in rows if (settings or {}).get("listing") == "automatic"}


def _apply(
    now: datetime, letters: Sequence[Letter], looked_at: Sequence[DutyFacts], spoken: Collection[int], by_plan: Ladders
) -> dict[int, int]:
    """Write each letter with the marks of what it says; then set when each duty is looked at next."""
    waiting: set[int] = set()
    dispatches: dict[int, int] = {}
    for letter in letters:
        written = _write(now, letter) if letter.channel else None
        if letter.channel and written:
            dispatches[letter.channel.id] = written
        else:
            waiting.update(notice.duty.id for notice in letter.notices)
    _look_next(now.date(), looked_at, waiting, by_plan, again_tomorrow=bool(spoken))
    return dispatches


def _look_next(
    today: date, looked_at: Sequence[DutyFacts], waiting: Collection[int], by_plan: Ladders, *, again_tomorrow: bool
) -> None:
    workdays, tomorrow = working_days(), today + timedelta(days=1)
    by_day: dict[date | None, list[int]] = {}
    for duty in looked_at:
        later = by_plan.next_look(today, duty, workdays)
        if duty.id in waiting or again_tomorrow:
            later = min(filter(None, (later, tomorrow)))
        by_day.setdefault(later, []).append(duty.id)
    with transaction():
        for later, duty_ids in by_day.items():
            for start in range(0, len(duty_ids), _BATCH):
                batch = duty_ids[start : start + _BATCH]
                Duty.update(next_look_on=later).where(Duty.id.in_(batch), Duty.admitted_on <= today).execute()


def _write(now: datetime, letter: Letter) -> int | None:
    """One letter: its marks (已说) and its outbox row together, or nothing where another process was first."""
    channel = letter.channel
    if channel is None:
        return None
    duty_ids = sorted({notice.duty.id for notice in letter.notices})
    try:
        with transaction():
            dispatch = outbox.queue(
                now,
                letter,
                kind=DispatchKind.LETTER,
                duty_ids=duty_ids,
                items=notice_items(letter),
                send_from=letter_minute(channel.id, now),
                once=_once(channel, now),
            )
            rows = [
                {"key": said_key(channel, notice), "duty": notice.duty.id, "dispatch": dispatch, "at": now}
                for notice in letter.notices
            ]
            write_rows(Said, rows)
    except IntegrityError:  # another clock process wrote it in the same moment
        return None
    return dispatch


def _spoken_today(now: datetime, channels: Iterable[ChannelFacts]) -> set[int]:
    """Of these channels those that had their daily letter already: one written today, or an earlier one that went out today."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    letters = Dispatch.select(Dispatch.channel).where(Dispatch.kind == DispatchKind.LETTER)
    delivered = (Dispatch.state == DispatchState.DELIVERED) & (Dispatch.done_at >= midnight) & (Dispatch.done_at <= now)
    spoken = {channel for (channel,) in letters.where(delivered).tuples()}
    for batch in chunked((_once(channel, now) for channel in channels), _BATCH):
        spoken |= {channel for (channel,) in letters.where(Dispatch.once.in_(batch)).tuples()}
    return spoken


def _once(channel: ChannelFacts, now: datetime) -> str:
    """The key that lets a channel have one letter a day."""
    return f"letter:{channel.id}:{now:%Y-%m-%d}"


def _said_keys(duty_ids: set[int]) -> set[str]:
    keys: set[str] = set()
    ordered = sorted(duty_ids)
    for start in range(0, len(ordered), _BATCH):
        batch = ordered[start : start + _BATCH]
        keys.update(key for (key,) in Said.select(Said.key).where(Said.duty.in_(batch)).tuples())
    return keys
