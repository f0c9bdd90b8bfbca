"""Whole rows at once (成批处理): lead rule for all, drop, restore, split, merge, add; each is one transaction with one entry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tasks_seed.wire import plain
from tracker.actions import history
from tracker.actions.draft_editing import draft_for, keep, lead_by
from tracker.actions.draft_facts import DraftRow, desk_of, names_in, reading_of
from tracker.actions.receiving import open_intake
from tracker.core.access import Ability, require
from tracker.core.doubts import doubts_of
from tracker.core.refusals import Moved, NotThere, Refused
from tracker.core.words import DoubtKind, LeadRule
from tracker.store.db import transaction
from tracker.store.tables import Draft, Intake

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from tracker.core.facts import Actor

_MOST_PARTS = 50
_RULES = (LeadRule.FIRST_LISTED, LeadRule.ALL_RESPONSIBLE, LeadRule.ISSUER)


def set_lead_rule(now: datetime, actor: Actor, intake_id: int, rule: LeadRule, why: str = "") -> int:
    """牵头规则 for every row whose document does not name the lead; returns how many rows follow it now.

    By `issuer` the issuing body stands for the rows that name nobody.
    """
    require(actor, Ability.TAKE_IN)
    if rule not in _RULES:
        raise Refused("请选一种牵头规则。", field="rule")
    with transaction():
        intake = open_intake(actor, intake_id)
        if rule is LeadRule.ISSUER and not intake.issuers:
            raise Refused("还没有写印发单位，请先在方案概况里补上。", field="rule")
        desk = desk_of(intake, now.date())
        rows = [row for row in _rows(intake_id) if row.lead_rule is not LeadRule.EXPLICIT and not row.is_dropped]
        done = [row for row in rows if _follow(row, rule, intake.issuers)]
        for row in done:
            keep(now, actor, desk, row, {"lead_rule": ("", rule.label)})
        values: dict[str, Any] = {"lead_rule": rule, "revision": Intake.revision + 1}
        if why.strip():
            values["lead_rule_why"] = why.strip()[:2_000]
        Intake.update(**values).where(Intake.id == intake_id).execute()
        words = f"{rule.label}，{len(done)} 条"
        history.record(now, actor, "草稿牵头规则", "intake", intake_id, plan_id=intake.renews_id, words=words)
    return len(done)


def set_dropped(now: datetime, actor: Actor, intake_id: int, draft_ids: Sequence[int], *, is_dropped: bool) -> int:
    """Drop or restore the chosen rows; returns how many changed."""
    require(actor, Ability.TAKE_IN)
    with transaction():
        intake = open_intake(actor, intake_id)
        rows = [row for row in _chosen(intake_id, draft_ids) if row.is_dropped != is_dropped]
        desk = desk_of(intake, now.date())
        word = "去掉" if is_dropped else "恢复"
        for row in rows:
            row.is_dropped = is_dropped
            keep(now, actor, desk, row, {"is_dropped": ("", word)})
        _record(now, actor, f"{word}草稿", intake, rows)
    return len(rows)


def settle_remarks(now: datetime, actor: Actor, intake_id: int, draft_ids: Sequence[int]) -> int:
    """Say that the remarks (读件提示) of the chosen rows were looked at; what must be decided stays open."""
    require(actor, Ability.TAKE_IN)
    with transaction():
        intake = open_intake(actor, intake_id)
        desk = desk_of(intake, now.date())
        rows = []
        for row in _chosen(intake_id, draft_ids):
            doubts = doubts_of(row.doubts)
            settled = [
                doubt.settle(actor.name, now.isoformat(), "核对过，照原文")
                if doubt.is_open and doubt.kind is DoubtKind.REMARK
                else doubt
                for doubt in doubts
            ]
            if tuple(settled) != doubts:
                row.doubts = [doubt.to_json() for doubt in settled]
                keep(now, actor, desk, row, {"doubt": ("读件提示", "核对过，照原文")})
                rows.append(row)
        _record(now, actor, "核对提示", intake, rows)
    return len(rows)


def merge(now: datetime, actor: Actor, intake_id: int, draft_ids: Sequence[int]) -> int:
    """Merge the chosen rows into the first: texts one below the other, units together; the others are dropped. Returns its id.

    Where their deadlines differ the first one's stands and the row says so.
    """
    require(actor, Ability.TAKE_IN)
    with transaction():
        intake = open_intake(actor, intake_id)
        rows = [row for row in _chosen(intake_id, draft_ids) if not row.is_dropped]
        if len(rows) < 2:  # noqa: PLR2004 - one row is merged with nothing
            raise Refused("请至少选两条再合并。")
        first, rest = rows[0], rows[1:]
        desk = desk_of(intake, now.date())
        before = first.text
        first.text = "\n".join(row.text.strip() for row in rows if row.text.strip())
        first.lead = list(dict.fromkeys(name for row in rows for name in row.lead))
        also = dict.fromkeys(name for row in rows for name in row.cooperating if name not in first.lead)
        first.cooperating = list(also)
        dated = next((row for row in rows if row.deadline_text), first)
        if dated is not first and not first.deadline_text:
            first.deadline_text, first.deadline = dated.deadline_text, dated.deadline
        wordings = dict.fromkeys(row.deadline_text for row in rows if row.deadline_text)
        if len(wordings) > 1:
            _remember(first, f"合并的几条时限不同：{'；'.join(wordings)}。现在用“{first.deadline_text}”，请核对。")
        first.source = _spanning([row.source for row in rows])
        Draft.update(source=first.source, as_read=first.as_read).where(Draft.id == first.id).execute()
        keep(now, actor, desk, first, {"text": (before, first.text)})
        for row in rest:
            row.is_dropped = True
            keep(now, actor, desk, row, {"is_dropped": ("", f"并入（{first.no}）")})
        _record(now, actor, "合并草稿", intake, rows)
    return int(first.id)


def split(now: datetime, actor: Actor, draft_id: int, revision: int, parts: Sequence[str]) -> list[int]:
    """Split a row into one row a part, each with the units and the deadline of the whole; returns their ids, the first is the old row."""
    require(actor, Ability.TAKE_IN)
    texts = [part.strip()[:20_000] for part in parts if part.strip()]
    if len(texts) < 2:  # noqa: PLR2004 - one part is the row as it was
        raise Refused("请在要拆开的地方空一行，分成两段以上。", field="parts")
    if len(texts) > _MOST_PARTS:
        raise Refused(f"一次最多拆成 {_MOST_PARTS} 条。", field="parts")
    with transaction():
        row = draft_for(actor, draft_id)
        if row.revision != revision:
            raise Moved("这一条刚刚有人改过，请看过再拆。")
        desk = desk_of(row.intake, now.date())
        _make_room(row.intake_id, row.position, len(texts) - 1)
        before, no = row.text, row.no
        row.text, row.no = texts[0], f"{no}-1"[:32]
        keep(now, actor, desk, row, {"text": (before, row.text), "no": (no, row.no)})
        ids = [int(row.id)]
        for number, text in enumerate(texts[1:], start=2):
            copied = {name: getattr(row, name) for name in _COPIED}
            made = Draft.insert(
                **copied,
                intake=row.intake_id,
                position=row.position + number - 1,
                no=f"{no}-{number}"[:32],
                text=text,
                as_read={**(row.as_read or {}), "doubts": []},
            ).execute()
            part = Draft.get_by_id(made)
            keep(now, actor, desk, part, {"text": ("", text)})
            ids.append(int(made))
        _record(now, actor, "拆分草稿", row.intake, [row])
    return ids


def add(now: datetime, actor: Actor, intake_id: int, after: int | None = None, text: str = "", units: str = "") -> int:
    """Add a row that the parser did not find, behind the row `after` (None: at the end); returns its id."""
    require(actor, Ability.TAKE_IN)
    with transaction():
        intake = open_intake(actor, intake_id)
        rows = _rows(intake_id)
        before = next((row for row in rows if row.id == after), rows[-1] if rows else None)
        position = before.position if before else 0
        _make_room(intake_id, position, 1)
        names = names_in(units)
        made = Draft.insert(
            intake=intake_id,
            position=position + 1,
            list_name=before.list_name if before else "tasks",
            group=before.group if before else "",
            text=text.strip()[:20_000],
            lead=names[:1],
            cooperating=names[1:],
            lead_rule=LeadRule.EXPLICIT,
            deadline=plain(reading_of(None)),
        ).execute()
        row = Draft.get_by_id(made)
        keep(now, actor, desk_of(intake, now.date()), row, {"text": ("", "新增一条")})
        _record(now, actor, "新增草稿", intake, [row])
    return int(made)


_COPIED = (
    "list_name", "group", "title", "lead", "cooperating", "lead_rule", "units_raw", "deadline_text", "deadline", "source",
)  # fmt: skip


def _rows(intake_id: int) -> list[DraftRow]:
    return list(Draft.select().where(Draft.intake == intake_id).order_by(Draft.position, Draft.id))


def _chosen(intake_id: int, draft_ids: Sequence[int]) -> list[DraftRow]:
    wanted = set(draft_ids)
    rows = [row for row in _rows(intake_id) if row.id in wanted]
    if not rows:
        raise Refused("请先勾选草稿。") if not wanted else NotThere("没有找到选中的草稿，可能已经移走。")
    return rows


def _follow(row: DraftRow, rule: LeadRule, issuers: Sequence[str]) -> bool:
    """Whether the rule says something of this row, and do it."""
    if rule is LeadRule.ISSUER:
        if row.lead or row.cooperating:
            return False
        row.lead, row.lead_rule = [issuers[0]], LeadRule.ISSUER
        return True
    if not row.lead and not row.cooperating:
        return False
    before = (row.lead, row.cooperating, row.lead_rule)
    lead_by(row, rule)
    return before != (row.lead, row.cooperating, row.lead_rule)


def _make_room(intake_id: int, position: int, rows: int) -> None:
    later = Draft.update(position=Draft.position + rows).where(Draft.intake == intake_id, Draft.position > position)
    later.execute()


def _remember(row: DraftRow, words: str) -> None:
    kept = row.as_read or {}
    row.as_read = {**kept, "doubts": [*(kept.get("doubts") or ()), words]}


def _spanning(places: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """A place that covers several: the first one's, up to the end of the last."""
    known = [place for place in places if place.get("start") is not None and place.get("end") is not None]
    if not known:
        return places[0]
    first, last = min(known, key=lambda place: place["start"]), max(known, key=lambda place: place["end"])
    return {**first, "end": last["end"], "end_line": last.get("end_line") or last.get("line")}


def _record(now: datetime, actor: Actor, verb: str, intake: Intake, rows: Sequence[DraftRow]) -> None:
    numbers = "、".join(row.no or "新" for row in rows[:20]) + ("……" if len(rows) > 20 else "")  # noqa: PLR2004 - enough to see
    data = {"drafts": [row.id for row in rows]}
    words = f"{len(rows)} 条：{numbers}"
    history.record(now, actor, verb, "intake", intake.id, plan_id=intake.renews_id, words=words, data=data)
