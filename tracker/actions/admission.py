"""入账: a reviewed document becomes a plan in one transaction, or is refused with the list of what is still open.

What must be decided blocks: no text, an unknown unit, a collective without members, nobody responsible, an undeclared lead, a date of
several readings. Remarks only warn; open ones go into the ledger beside their task.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from tasks_seed.draft import Draft as ReviewedRow
from tasks_seed.draft import LeadRule as ReadRule
from tasks_seed.draft import Place
from tasks_seed.wire import revived
from tracker.actions import history
from tracker.actions.draft_facts import desk_of, reading_of
from tracker.actions.intake import Admitted, ReviewedPlan, admit_reviewed
from tracker.actions.receiving import intake_for, open_intake
from tracker.core.access import Ability, require
from tracker.core.doubts import doubts_of
from tracker.core.letters import numbered
from tracker.core.refusals import Refused
from tracker.core.words import LeadRule, ReadingState
from tracker.store.db import transaction
from tracker.store.tables import Draft, Duty, Intake, Plan, Reading

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from tracker.actions.draft_facts import DraftRow
    from tracker.actions.unit_book import UnitBook
    from tracker.core.facts import Actor


_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Matter:
    """Something open before admission (待定事项): a sentence, whether it blocks, the first draft or the head field it is about.

    The same question of several rows stands once; `count` is how many ask it.
    """

    sentence: str
    blocks: bool
    draft_id: int | None = None
    field: str = ""
    count: int = 1


def open_matters(intake_id: int) -> list[Matter]:
    """Everything that is open, what blocks first, then in the document's order."""
    intake = Intake.get_by_id(intake_id)
    rows = reviewed_rows(intake_id)
    asked: dict[tuple[str, bool], list[DraftRow]] = {}
    for row in rows:
        for doubt in doubts_of(row.doubts):
            if doubt.is_open:
                asked.setdefault((doubt.words, doubt.must_be_decided), []).append(row)
    found = _of_the_head(intake, rows)
    found += [
        Matter(f"{_where(among)} {words}", blocks, among[0].id, count=len(among))
        for (words, blocks), among in asked.items()
    ]
    return sorted(found, key=lambda matter: not matter.blocks)


def admit(now: datetime, actor: Actor, intake_id: int) -> Admitted:
    """Admit a reviewed document as a plan; all of it or nothing. A new version of a plan goes through `plan_versions`."""
    require(actor, Ability.TAKE_IN)
    if intake_for(actor, intake_id).renews_id:
        raise Refused("这是已有方案的新版，请在“新旧对比”里逐条定。")
    with transaction():
        intake = claim(now, actor, intake_id)
        plan = reviewed(now, intake, reviewed_rows(intake_id))
        plan_id, tasks = admit_reviewed(now, plan, by=actor, intake_id=intake_id)
        for row, task_id in zip(reviewed_rows(intake_id), tasks, strict=True):
            Draft.update(task=task_id).where(Draft.id == row.id).execute()
        close(now, actor, intake, plan_id, f"《{plan.title}》入账，{len(tasks)} 项任务")
        duties = Duty.select().where(Duty.plan == plan_id).count()
    return Admitted(plan.key, plan.title, len(tasks), duties, is_new=True)


def claim(now: datetime, actor: Actor, intake_id: int) -> Intake:
    """Take the document for admission: the second of two clicks comes too late, and nothing open may be left."""
    open_intake(actor, intake_id)
    taken = Intake.update(admitted_at=now, admitted_by=actor.id).where(
        Intake.id == intake_id, Intake.admitted_at.is_null(), Intake.removed_at.is_null()
    )
    if not taken.execute():
        raise Refused("这份收文刚刚已经入账。")
    blocking = [matter for matter in open_matters(intake_id) if matter.blocks]
    if blocking:
        first = "；".join(matter.sentence.rstrip("。") for matter in blocking[:_SHOWN])
        more = "……" if len(blocking) > _SHOWN else "。"
        places = sum(matter.count for matter in blocking)
        raise Refused(f"还有 {places} 处没有定，不能入账：{first}{more}")
    return Intake.get_by_id(intake_id)  # type: ignore[no-any-return]  # peewee's models are untyped


def close(now: datetime, actor: Actor, intake: Intake, plan_id: int, words: str) -> None:
    """Name the plan, and seal what was decided: the entry carries the digest of every draft with its trail."""
    Intake.update(plan=plan_id).where(Intake.id == intake.id).execute()
    data = {"drafts_sha256": drafts_digest(intake.id), "sha256": intake.sha256}
    history.record(now, actor, "入账", "intake", intake.id, plan_id=plan_id, words=words, data=data)


def drafts_digest(intake_id: int) -> str:
    """One digest over all drafts of a document, with who decided what: what the history vouches for."""
    names = ("id", "no", "text", "lead", "cooperating", "deadline_text", "deadline", "doubts", "trail", "is_dropped")
    rows = Draft.select().where(Draft.intake == intake_id).order_by(Draft.id)
    kept = [[getattr(row, name) for name in names] for row in rows]
    return sha256(json.dumps(kept, ensure_ascii=False, sort_keys=True, default=str).encode()).hexdigest()


def reviewed(now: datetime, intake: Intake, rows: Sequence[DraftRow], key: str = "") -> ReviewedPlan:
    """The document as a plan whose lines were all reviewed; writes the units that the registry did not hold."""
    desk = desk_of(intake, now.date())
    names = dict.fromkeys(name for row in rows for name in (*row.lead, *row.cooperating))
    units = {name: unit_id for name in names if (unit_id := desk.book.keep(name)) is not None}
    return ReviewedPlan(
        key=key or _key(intake),
        title=intake.title,
        doc_no=intake.doc_no or None,
        issuers=tuple(intake.issuers),
        issued_on=intake.issued_on,
        period=desk.period,
        region=intake.region,
        level=intake.level,
        lead_rule=_rule(intake.lead_rule, rows),
        lead_rule_why=intake.lead_rule_why,
        publicity=intake.publicity,
        is_comment_draft=intake.is_comment_draft,
        reporting=intake.reporting,
        addressed=_addressed(intake, desk.book),
        source_name=intake.name,
        source_sha256=intake.sha256,
        rows=tuple(reviewed_row(row) for row in rows),
        units=units,
    )


def reviewed_row(row: DraftRow) -> ReviewedRow:
    """A draft as the ledger takes it; only remarks that nobody answered go along."""
    return ReviewedRow(
        no=row.no,
        group=row.group,
        text=row.text,
        title=row.title,
        text_as_read=row.text_as_read,
        list_name=row.list_name,
        lead=tuple(row.lead),
        cooperating=tuple(row.cooperating),
        lead_rule=ReadRule(row.lead_rule),
        units_raw=row.units_raw,
        deadline_text=row.deadline_text,
        deadline=reading_of(row.deadline),
        doubts=tuple(doubt.words for doubt in doubts_of(row.doubts) if doubt.is_open),
        source=revived(Place, row.source),
    )


def reviewed_rows(intake_id: int) -> list[DraftRow]:
    """The rows that will be admitted, in their order."""
    rows = Draft.select().where(Draft.intake == intake_id, Draft.is_dropped == False)  # noqa: E712 - SQL
    return list(rows.order_by(Draft.position, Draft.id))


def _where(rows: Sequence[DraftRow]) -> str:
    """任务（3）, or 任务（3）等 5 条."""
    first = numbered(rows[0].no) if rows[0].no else f"第 {rows[0].position} 行"
    return first if len(rows) == 1 else f"{first}等 {len(rows)} 条"


def _of_the_head(intake: Intake, rows: Sequence[DraftRow]) -> list[Matter]:
    found = []
    state = Reading.get(Reading.intake == intake.id).state
    if state is not ReadingState.READ:
        found.append(Matter("文件还没有读完。", blocks=True))
    if not rows:
        found.append(Matter("一条任务也没有，不能入账。", blocks=True))
    must = {"title": "方案名称没有写。", "region": "地区没有写：单位按地区认。", "level": "层级没有选。"}
    found += [Matter(sentence, blocks=True, field=name) for name, sentence in must.items() if not getattr(intake, name)]
    if intake.issued_on is None:
        found.append(Matter("没有印发日期，早于印发的时限查不出来。", blocks=False, field="issued_on"))
    if not (intake.period_start and intake.period_end):
        found.append(Matter("没有实施期，长期坚持的任务不知道编到哪一年。", blocks=False, field="period_start"))
    if not intake.reporting:
        found.append(Matter("没有报送日历，长期坚持的任务没有定期报告日。", blocks=False, field="way"))
    return found + [Matter(words, blocks=False) for words in intake.doubts]


def _key(intake: Intake) -> str:
    key = f"plan-{intake.id}"
    while Plan.select().where(Plan.key == key).exists():
        key += "-a"
    return key


def _rule(rule: LeadRule, rows: Sequence[DraftRow]) -> LeadRule:
    """The plan's rule; one that was never asked for all follows what the rows say."""
    if rule is not LeadRule.ASK:
        return rule
    rules: list[Any] = [row.lead_rule for row in rows if row.lead_rule is not LeadRule.ASK]
    return max(dict.fromkeys(rules), key=rules.count) if rules else LeadRule.ASK


def _addressed(intake: Intake, book: UnitBook) -> tuple[int, ...]:
    """Where the issuer answers for all, the collectives to which the plan is sent owe each line."""
    if intake.lead_rule is not LeadRule.ISSUER:
        return ()
    known = [name for name in intake.addressed if book.of(name).members]
    return tuple(unit_id for name in known if (unit_id := book.keep(name)) is not None)
