"""What a liaison leaves behind (移交清单): open matters, promises with their dates, requests, files, calendars, drafts."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any

from tracker.core.facts import GOING_ON
from tracker.core.words import ReportKind, ReportStatus, RequestStatus
from tracker.store.queries.desks import extensions_of, objections_of, unit_duties
from tracker.store.tables import (
    Case,
    CaseMeasure,
    Duty,
    Entry,
    Evidence,
    Extension,
    Feed,
    Objection,
    Report,
    ReportDraft,
    SlipUpload,
    Task,
)

if TYPE_CHECKING:
    from tracker.core.facts import DutyFacts
    from tracker.store.queries.people import PersonLine

_MOST_FILES = 500
_LONG = 60
_CALENDAR_VERBS = ("新建订阅", "更换订阅地址")


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the list: which matter, what of it, until when. `duty_id` leads to its page."""

    title: str
    words: str
    due: str = ""
    duty_id: int | None = None


@dataclass(frozen=True, slots=True)
class HandoverList:
    """移交清单: 未办结事项, 已作的承诺, 待答复的申请, 已报送的佐证, 草稿, 日历订阅."""

    duties: tuple[Item, ...]
    promises: tuple[Item, ...]
    requests: tuple[Item, ...]
    files: tuple[Item, ...]
    drafts: tuple[Item, ...]
    calendars: tuple[Item, ...]

    def kept(self) -> dict[str, list[dict[str, Any]]]:
        """The list as plain values, to be kept with the hand-over."""
        return {field.name: [asdict(item) for item in getattr(self, field.name)] for field in fields(self)}


def handover_list(person: PersonLine) -> HandoverList:
    """Everything that goes to the successor of this liaison, as of now."""
    unit_id = person.unit_id or 0
    duties = unit_duties(unit_id)
    names = {duty.id: _name(duty) for duty in duties}
    return HandoverList(
        duties=tuple(
            Item(names[duty.id], _state(duty), f"{duty.due:%Y-%m-%d}" if duty.due else "", duty.id) for duty in duties
        ),
        promises=(*_later_dates(names), *_redoings(names), *_measures(names)),
        requests=_requests(names),
        files=_files(person.id),
        drafts=_drafts(person.id),
        calendars=tuple(Item(_calendar(row), f"地址尾号 {row.tail}") for row in calendars_of(person.id)),
    )


def calendars_of(person_id: int) -> list[Feed]:
    """The living subscriptions whose secret address this person knows: the own ones, and those the person made."""
    made = Entry.select(Entry.about_id).where(
        Entry.actor == person_id, Entry.about == "feed", Entry.verb.in_(_CALENDAR_VERBS)
    )
    known = (Feed.person == person_id) | Feed.id.in_(made)
    return list(Feed.select().where(Feed.revoked_at.is_null(), known).order_by(Feed.id))


def _name(duty: DutyFacts) -> str:
    return _line(duty.task_no, duty.task_title)


def _state(duty: DutyFacts) -> str:
    said = [duty.status.label, duty.kind.label, *(["挂牌督办"] if duty.is_listed else [])]
    return f"{'，'.join(said)}。《{duty.plan_title}》"


def _line(no: str, words: str) -> str:
    return f"（{no}）{words if len(words) <= _LONG else words[:_LONG] + '……'}"


def _later_dates(names: dict[int, str]) -> list[Item]:
    """Dates that extensions moved: what was promised for the time until then."""
    rows = extensions_of(Extension.duty.in_(list(names)), Extension.status == RequestStatus.GRANTED)
    return [
        Item(names[each.duty_id], f"延期后的安排：{each.plan}", f"{each.granted_until:%Y-%m-%d}", each.duty_id)
        for each in rows
        if each.granted_until
    ]


def _redoings(names: dict[int, str]) -> list[Item]:
    rows = Report.select(Report.duty, Report.opinion, Report.redo_by).where(
        Report.duty.in_(list(names)), Report.status == ReportStatus.RETURNED, Report.redo_by.is_null(False)
    )
    latest = {duty_id: (opinion, day) for duty_id, opinion, day in rows.order_by(Report.id).tuples()}
    return [
        Item(names[duty_id], f"退回补正：{opinion}", f"{day:%Y-%m-%d}", duty_id)
        for duty_id, (opinion, day) in latest.items()
    ]


def _measures(names: dict[int, str]) -> list[Item]:
    rows = (
        CaseMeasure.select(Case.duty, CaseMeasure.text, CaseMeasure.responsible, CaseMeasure.due)
        .join(Case)
        .where(Case.duty.in_(list(names)), Case.status.in_(tuple(GOING_ON)), CaseMeasure.is_current == True)  # noqa: E712 - SQL
        .order_by(CaseMeasure.due, CaseMeasure.id)
    )
    return [
        Item(names[duty_id], f"整改措施：{text}（{responsible}）", f"{due:%Y-%m-%d}", duty_id)
        for duty_id, text, responsible, due in rows.tuples()
    ]


def _requests(names: dict[int, str]) -> tuple[Item, ...]:
    inside = list(names)
    later = extensions_of(Extension.duty.in_(inside), Extension.status == RequestStatus.PENDING)
    contested = objections_of(Objection.duty.in_(inside), Objection.status == RequestStatus.PENDING)
    return (
        *(
            Item(names[each.duty_id], f"申请延期：{each.reason}", f"{each.until:%Y-%m-%d}", each.duty_id)
            for each in later
        ),
        *(Item(names[each.duty_id], f"职责异议：{each.reason}", "", each.duty_id) for each in contested),
    )


def _files(person_id: int) -> tuple[Item, ...]:
    """What this person sent, the newest first; the files themselves stay where they are."""
    rows = (
        Evidence.select(Evidence.name, Task.no, Task.title, Task.text, Report.submitted_at, Report.duty, Report.kind)
        .join(Report)
        .join(Duty)
        .join(Task)
        .where(Report.author == person_id)
        .order_by(Evidence.id.desc())
        .limit(_MOST_FILES)
    )
    return tuple(
        Item(name, f"{_line(no, title or text)} · {ReportKind(kind).label}", f"{at:%Y-%m-%d}", duty_id)
        for name, no, title, text, at, duty_id, kind in rows.tuples()
    )


def _drafts(person_id: int) -> tuple[Item, ...]:
    rows = ReportDraft.select(ReportDraft, Duty, Task).join(Duty).join(Task).where(ReportDraft.person == person_id)
    kept = [
        Item(_line(row.duty.task.no, row.duty.task.title or row.duty.task.text), "没有报送的草稿", "", row.duty_id)
        for row in rows.order_by(ReportDraft.id)
    ]
    uploads = SlipUpload.select().where(SlipUpload.person == person_id, SlipUpload.sent_at.is_null())
    return (*kept, *(Item(row.name, "收回、还没有确认的离线回执") for row in uploads.order_by(SlipUpload.id)))


def _calendar(row: Feed) -> str:
    return f"日历订阅（{row.kind.label}）"
