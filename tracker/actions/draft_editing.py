"""Editing a draft (改草稿): each change is saved at once, leaves a trail, and never overwrites what somebody else wrote meanwhile."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from tasks_seed.wire import plain
from tracker.actions.draft_facts import DECIDED, ask, decided_date, desk_of, foresee, names_in, read_wording, reading_of
from tracker.actions.receiving import open_intake
from tracker.core.access import Ability, require
from tracker.core.doubts import NOT_BY_A_WORD, Doubt, doubts_of
from tracker.core.refusals import Moved, NotThere, Refused
from tracker.core.words import DoubtKind, LeadRule
from tracker.store.db import transaction
from tracker.store.tables import Draft

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tracker.actions.draft_facts import Desk, DraftRow, Foreseen
    from tracker.core.facts import Actor

_LONGEST = {"no": 32, "title": 2_000, "group": 2_000, "text": 20_000, "deadline_text": 2_000}
_ONE_STROKE = timedelta(minutes=10)
_MOST_TRAIL = 200
GONE = "没有找到这条草稿，可能已经移走。"


class Conflict(Moved):
    """Somebody else changed this draft meanwhile (两人同时改); nothing was written. `mine` and `theirs` hold the fields that differ."""

    def __init__(self, mine: dict[str, str], theirs: dict[str, str], revision: int) -> None:
        super().__init__("这一条刚刚有人改过，您写的还没有存。请看两边的文字，选一种。")
        self.mine, self.theirs, self.revision = mine, theirs, revision


def edit(now: datetime, actor: Actor, draft_id: int, revision: int, typed: Mapping[str, str]) -> int:
    """Save the fields that `typed` names (no, group, title, text, lead, cooperating, deadline_text, due); returns the new revision.

    A changed deadline wording is compiled anew; a changed `due` (ISO text) is a date that this person decided.
    Raises `Conflict` where the draft is no longer the one of that revision and says something else.
    """
    require(actor, Ability.TAKE_IN)
    with transaction():
        row = draft_for(actor, draft_id)
        before = shown(row)
        wanted = {name: text[: _LONGEST.get(name, 20_000)].strip() for name, text in typed.items() if name in before}
        changed = {name: text for name, text in wanted.items() if text != before[name]}
        if not changed:
            return int(row.revision)
        if row.revision != revision:
            raise Conflict(changed, {name: before[name] for name in changed}, row.revision)
        desk = desk_of(row.intake, now.date())
        _apply(desk, row, changed, actor)
        return keep(now, actor, desk, row, {name: (before[name], text) for name, text in changed.items()})


def settle(now: datetime, actor: Actor, draft_id: int, revision: int, doubt: tuple[str, str], answer: str = "") -> int:
    """Settle one doubt, named by its kind and words; returns the new revision.

    `answer` is a day for a deadline of several readings, a lead rule for an undeclared lead, else nothing: 核对过.
    """
    require(actor, Ability.TAKE_IN)
    with transaction():
        row = draft_for(actor, draft_id)
        found = next((each for each in doubts_of(row.doubts) if (str(each.kind), each.words) == doubt), None)
        if found is None or not found.is_open:
            return int(row.revision)  # somebody was faster, or the question is gone: nothing to do
        if row.revision != revision:
            raise Moved("这一条刚刚有人改过，请看过再处理疑点。")
        desk = desk_of(row.intake, now.date())
        said = _settled(desk, row, found, answer, actor)
        settled = found.settle(actor.name, now.isoformat(), said).to_json()
        row.doubts = [settled if (each["kind"], each["words"]) == doubt else each for each in row.doubts]
        return keep(now, actor, desk, row, {"doubt": (found.words, said)})


def set_dropped(now: datetime, actor: Actor, draft_id: int, *, is_dropped: bool) -> int:
    """这不是任务 / 恢复: a dropped line stays readable and is not admitted."""
    require(actor, Ability.TAKE_IN)
    with transaction():
        row = draft_for(actor, draft_id)
        if row.is_dropped == is_dropped:
            return int(row.revision)
        row.is_dropped = is_dropped
        trail = {"is_dropped": ("", "去掉" if is_dropped else "恢复")}
        return keep(now, actor, desk_of(row.intake, now.date()), row, trail)


def draft_for(actor: Actor, draft_id: int) -> DraftRow:
    """A draft that can still be changed; call inside the transaction of the change."""
    row = Draft.get_or_none(Draft.id == draft_id)
    if row is None:
        raise NotThere(GONE)
    row.intake = open_intake(actor, row.intake_id)
    return row


def outlook(draft_id: int, today: date) -> Foreseen:
    """What the deadline of a draft will become, with its reason (为什么是这一天)."""
    row = Draft.get_by_id(draft_id)
    return foresee(desk_of(row.intake, today), reading_of(row.deadline), row.deadline_text)


def shown(row: DraftRow) -> dict[str, str]:
    """A draft's fields as a form shows them."""
    due = row.deadline.get("due") if row.deadline.get(DECIDED) else None
    return {
        "no": row.no,
        "group": row.group,
        "title": row.title,
        "text": row.text,
        "lead": "、".join(row.lead),
        "cooperating": "、".join(row.cooperating),
        "deadline_text": row.deadline_text or "",
        "due": due or "",  # only a day that a person decided; what the wording says stands beside it
    }


def keep(now: datetime, actor: Actor, desk: Desk, row: DraftRow, changes: Mapping[str, tuple[str, str]]) -> int:
    """Ask the row again and write it with its trail; refuses where another process was faster."""
    revision = row.revision
    row.doubts = [doubt.to_json() for doubt in ask(desk, row)]
    row.trail = _longer(row.trail, now, actor, changes)
    names = ("no", "group", "title", "text", "lead", "cooperating", "lead_rule", "deadline_text", "deadline")
    values = {name: getattr(row, name) for name in (*names, "doubts", "trail", "is_dropped")}
    kept = Draft.update(**values, revision=revision + 1).where(Draft.id == row.id, Draft.revision == revision)
    if not kept.execute():
        raise Moved("这一条刚刚有人改过，请看过再改。")
    row.revision = revision + 1
    return int(revision + 1)


def lead_by(row: DraftRow, rule: LeadRule) -> None:
    """Put a row's units in the order of a lead rule; the document's own order stays."""
    together = [*row.lead, *row.cooperating]
    row.lead = together if rule is LeadRule.ALL_RESPONSIBLE else together[:1]
    row.cooperating = [] if rule is LeadRule.ALL_RESPONSIBLE else together[1:]
    row.lead_rule = rule


def _apply(desk: Desk, row: DraftRow, changed: Mapping[str, str], actor: Actor) -> None:
    for name in ("no", "group", "title", "text"):
        if name in changed:
            setattr(row, name, changed[name])
    if "lead" in changed:
        row.lead = names_in(changed["lead"])
    if "cooperating" in changed:
        row.cooperating = names_in(changed["cooperating"])
    row.cooperating = [name for name in row.cooperating if name not in row.lead]
    if "deadline_text" in changed:
        row.deadline_text = changed["deadline_text"] or None
        row.deadline = plain(read_wording(desk, row.deadline_text, reading_of(row.deadline).basis or "column"))
    if "due" in changed:
        row.deadline = _decided(desk, row, changed["due"], actor)


def _decided(desk: Desk, row: DraftRow, due: str, actor: Actor) -> dict[str, Any]:
    if not due:
        return plain(read_wording(desk, row.deadline_text, reading_of(row.deadline).basis or "column"))  # type: ignore[no-any-return]
    try:
        day = date.fromisoformat(due)
    except ValueError:
        raise Refused("核定日期请写成 2025-12-31 这样。", field="due") from None
    return decided_date(reading_of(row.deadline), day, actor.name)


def _settled(desk: Desk, row: DraftRow, doubt: Doubt, answer: str, actor: Actor) -> str:
    """Do what the answer says to the row; returns the answer in words."""
    if doubt.kind in NOT_BY_A_WORD:
        raise Refused("请把文字补上。" if doubt.kind is DoubtKind.TEXT else "请改单位名称，或者登记这个单位。")
    if doubt.kind is DoubtKind.LEAD:
        rule = LeadRule.ALL_RESPONSIBLE if answer == LeadRule.ALL_RESPONSIBLE else LeadRule.FIRST_LISTED
        lead_by(row, rule)
        return rule.label
    if doubt.kind is DoubtKind.DATE:
        return _settled_date(desk, row, doubt, answer, actor)
    return "核对过，照原文"


def _settled_date(desk: Desk, row: DraftRow, doubt: Doubt, answer: str, actor: Actor) -> str:
    if answer and answer not in doubt.offers:
        raise Refused("请从给出的日期里选，或者填写核定日期。", field="due")
    reading = reading_of(row.deadline)
    if not answer and (doubt.offers or foresee(desk, reading, row.deadline_text).refusal):
        raise Refused("请选一个日期，或者改时限文字、填写核定日期。", field="due")
    if not answer:
        return "照原文，不定日期"
    row.deadline = decided_date(reading, date.fromisoformat(answer), actor.name)
    return f"按 {answer}"


def _longer(
    trail: list[dict[str, Any]], now: datetime, actor: Actor, changes: Mapping[str, tuple[str, str]]
) -> list[dict[str, Any]]:
    """The trail with these changes; what one person types into one field within minutes is one stroke."""
    grown = list(trail)
    for name, (before, after) in changes.items():
        last = grown[-1] if grown else None
        same = last is not None and (last["by"], last["field"]) == (actor.id, name)
        if last is not None and same and name != "doubt" and now - datetime.fromisoformat(last["at"]) < _ONE_STROKE:
            grown[-1] = {**last, "after": after}
            continue
        grown.append(
            {
                "at": now.isoformat(),
                "by": actor.id,
                "name": actor.name,
                "field": name,
                "before": before[:2_000],
                "after": after[:2_000],
            }
        )
    return grown[-_MOST_TRAIL:]
