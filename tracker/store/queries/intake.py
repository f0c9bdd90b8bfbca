"""What the in-tray pages read (收文所需): received documents, how far they are read, drafts with their doubts, versions of a plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from peewee import JOIN

from tracker.core.doubts import doubts_of
from tracker.store.tables import Draft, Intake, Person, Plan, PlanVersion, Reading, Unit

if TYPE_CHECKING:
    from datetime import date, datetime

    from tracker.core.doubts import Doubt
    from tracker.core.words import LeadRule, Publicity, ReadingState


@dataclass(frozen=True, slots=True)
class IntakeFacts:
    """A received document with its head (收文). `renews_*` name the plan of which it is a new version, `plan_key` what it became."""

    id: int
    name: str
    sha256: str
    size: int
    is_pasted: bool
    received_by: str
    received_at: datetime
    renews_id: int | None
    renews_title: str
    plan_key: str
    admitted_by: str
    admitted_at: datetime | None
    title: str
    doc_no: str
    issuers: tuple[str, ...]
    issued_on: date | None
    period_start: date | None
    period_end: date | None
    period_text: str
    region: str
    level: str
    lead_rule: LeadRule
    lead_rule_why: str
    publicity: Publicity
    is_comment_draft: bool
    reporting: dict[str, Any] | None
    doubts: tuple[str, ...]
    revision: int


@dataclass(frozen=True, slots=True)
class ReadingFacts:
    """How far a document is read (读件进度)."""

    state: ReadingState
    done: int
    total: int
    sentence: str
    lease_until: datetime | None
    finished_at: datetime | None

    @property
    def percent(self) -> int | None:
        """How much is done, 0 to 100; None where it is not known."""
        return min(100, 100 * self.done // self.total) if self.total else None


@dataclass(frozen=True, slots=True)
class DraftFacts:
    """A draft as the review desk shows it (草稿)."""

    id: int
    intake_id: int
    position: int
    list_name: str
    no: str
    group: str
    title: str
    text: str
    text_as_read: str | None
    lead: tuple[str, ...]
    cooperating: tuple[str, ...]
    lead_rule: LeadRule
    units_raw: str
    deadline_text: str | None
    deadline: dict[str, Any]
    source: dict[str, Any]
    doubts: tuple[Doubt, ...]
    as_read: dict[str, Any] | None
    trail: tuple[dict[str, Any], ...]
    is_dropped: bool
    task_id: int | None
    revision: int

    @property
    def open_doubts(self) -> tuple[Doubt, ...]:
        """What is not settled; a dropped line leaves no questions."""
        return () if self.is_dropped else tuple(doubt for doubt in self.doubts if doubt.is_open)

    @property
    def blocking(self) -> int:
        """How many doubts must be decided."""
        return sum(doubt.must_be_decided for doubt in self.open_doubts)

    @property
    def due(self) -> str:
        """The day that the wording means, as ISO text; empty where there is none."""
        return str(self.deadline.get("due") or "")


@dataclass(frozen=True, slots=True)
class TrayLine:
    """A received document on the list, with its reading and its counts."""

    intake: IntakeFacts
    reading: ReadingFacts
    drafts: int
    open_doubts: int


@dataclass(frozen=True, slots=True)
class VersionFacts:
    """A version of a plan (方案版本)."""

    number: int
    doc_no: str
    issued_on: date | None
    source_name: str
    words: str
    at: datetime
    intake_id: int | None


def tray() -> list[TrayLine]:
    """Every document that was not removed, newest first; admitted ones stay as the record."""
    lines = []
    for row in _intakes(Intake.removed_at.is_null()).order_by(Intake.id.desc()):
        facts = _facts(row)
        drafts = drafts_of(row.id) if facts.admitted_at is None else []
        kept = [draft for draft in drafts if not draft.is_dropped]
        reading = reading_of(row.id)
        if reading is not None:
            lines.append(TrayLine(facts, reading, len(kept), sum(len(draft.open_doubts) for draft in kept)))
    return lines


def intake_by_id(intake_id: int) -> IntakeFacts | None:
    """One received document, or None."""
    row = _intakes(Intake.id == intake_id, Intake.removed_at.is_null()).first()
    return _facts(row) if row else None


def reading_of(intake_id: int) -> ReadingFacts | None:
    """How far the document is read; without its text."""
    row = (
        Reading.select(
            Reading.state, Reading.done, Reading.total, Reading.sentence, Reading.lease_until, Reading.finished_at
        )
        .where(Reading.intake == intake_id)
        .first()
    )
    if row is None:
        return None
    return ReadingFacts(row.state, row.done, row.total, row.sentence, row.lease_until, row.finished_at)


def document_of(intake_id: int) -> dict[str, Any] | None:
    """The document as the reader handed it over (blocks, text), as plain values; None until it is read."""
    row = Reading.select(Reading.document).where(Reading.intake == intake_id).first()
    return row.document if row else None


def admitted_at(plan_id: int) -> datetime | None:
    """When a plan's lines first became a ledger (入账)."""
    row = Plan.select(Plan.admitted_at).where(Plan.id == plan_id).first()
    return row.admitted_at if row else None


def kept_document(plan_id: int, task_id: int) -> dict[str, Any] | None:
    """The document that a line of a plan was read from, where it was taken in here (原文); None for what came another way."""
    row = (
        Reading.select(Reading.document)
        .join(Draft, on=(Draft.intake == Reading.intake))
        .join(PlanVersion, on=(PlanVersion.intake == Reading.intake))
        .where(PlanVersion.plan == plan_id, Draft.task_id == task_id)
        .order_by(PlanVersion.number.desc())
        .first()
    )
    return row.document if row else None


def drafts_of(intake_id: int) -> list[DraftFacts]:
    """Every draft in the document's order, dropped ones among them."""
    rows = Draft.select().where(Draft.intake == intake_id).order_by(Draft.position, Draft.id)
    return [_draft(row) for row in rows]


def draft_by_id(draft_id: int) -> DraftFacts | None:
    """One draft, or None."""
    row = Draft.get_or_none(Draft.id == draft_id)
    return _draft(row) if row else None


def regions() -> list[str]:
    """The regions that the registry knows, for a form's suggestions."""
    return [region for (region,) in Unit.select(Unit.region).distinct().order_by(Unit.region).tuples()]


def versions_of(plan_id: int) -> list[VersionFacts]:
    """The versions of a plan, newest first."""
    rows = PlanVersion.select().where(PlanVersion.plan == plan_id).order_by(PlanVersion.number.desc())
    return [
        VersionFacts(row.number, row.doc_no, row.issued_on, row.source_name, row.words, row.at, row.intake_id)
        for row in rows
    ]


def waiting_intakes() -> int:
    """How many received documents are not yet admitted."""
    return int(Intake.select().where(Intake.removed_at.is_null(), Intake.admitted_at.is_null()).count())


_Receiver, _Admitter = Person.alias(), Person.alias()
_Old, _New = Plan.alias(), Plan.alias()


def _intakes(*where: Any) -> Any:  # noqa: ANN401 - peewee expressions and a query
    return (
        Intake.select(
            Intake,
            _Receiver.name.alias("receiver"),
            _Admitter.name.alias("admitter"),
            _Old.title.alias("old_title"),
            _New.key.alias("new_key"),
        )
        .join_from(Intake, _Receiver, on=(Intake.received_by == _Receiver.id))
        .join_from(Intake, _Admitter, JOIN.LEFT_OUTER, on=(Intake.admitted_by == _Admitter.id))
        .join_from(Intake, _Old, JOIN.LEFT_OUTER, on=(Intake.renews == _Old.id))
        .join_from(Intake, _New, JOIN.LEFT_OUTER, on=(Intake.plan == _New.id))
        .where(*where)
        .objects()
    )


def _facts(row: Any) -> IntakeFacts:  # noqa: ANN401 - a peewee row
    return IntakeFacts(
        id=row.id,
        name=row.name,
        sha256=row.sha256,
        size=row.size,
        is_pasted=bool(row.is_pasted),
        received_by=row.receiver,
        received_at=row.received_at,
        renews_id=row.renews_id,
        renews_title=row.old_title or "",
        plan_key=row.new_key or "",
        admitted_by=row.admitter or "",
        admitted_at=row.admitted_at,
        title=row.title,
        doc_no=row.doc_no,
        issuers=tuple(row.issuers),
        issued_on=row.issued_on,
        period_start=row.period_start,
        period_end=row.period_end,
        period_text=row.period_text,
        region=row.region,
        level=row.level,
        lead_rule=row.lead_rule,
        lead_rule_why=row.lead_rule_why,
        publicity=row.publicity,
        is_comment_draft=bool(row.is_comment_draft),
        reporting=row.reporting,
        doubts=tuple(row.doubts),
        revision=row.revision,
    )


def _draft(row: Any) -> DraftFacts:  # noqa: ANN401 - a peewee row
    return DraftFacts(
        id=row.id,
        intake_id=row.intake_id,
        position=row.position,
        list_name=row.list_name,
        no=row.no,
        group=row.group,
        title=row.title,
        text=row.text,
        text_as_read=row.text_as_read,
        lead=tuple(row.lead),
        cooperating=tuple(row.cooperating),
        lead_rule=row.lead_rule,
        units_raw=row.units_raw,
        deadline_text=row.deadline_text,
        deadline=row.deadline,
        source=row.source,
        doubts=doubts_of(row.doubts),
        as_read=row.as_read,
        trail=tuple(row.trail),
        is_dropped=bool(row.is_dropped),
        task_id=row.task_id,
        revision=row.revision,
    )
