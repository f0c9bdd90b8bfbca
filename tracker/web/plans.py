"""Plans and their ledgers (方案、台账)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import Blueprint, render_template, request, url_for

from tracker.actions.working_days import working_days
from tracker.core.access import TABLE, Ability, require
from tracker.core.refusals import NotThere
from tracker.core.words import DeadlineKind, Lamp, PlanStatus, Role
from tracker.store.queries import ledger as ledgers
from tracker.store.queries.intake import versions_of
from tracker.web import rollup
from tracker.web.sign_in import me
from tracker.web.site import site

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from tracker.core.facts import Actor
    from tracker.core.lamps import LampReading
    from tracker.store.queries.ledger import Ledger, PlanFacts, TaskLine, UnitChip

pages = Blueprint("plans", __name__)
LISTED = "listed"
LIST_NAMES = {"tasks": "附件", "inline_tasks": "正文"}


@pages.get("/plans/<key>")
def ledger(key: str) -> ResponseReturnValue:
    """A plan's ledger, narrowed by the filter in the address."""
    require(me(), Ability.SEE_PLANS)
    whole = ledger_here(key)
    chosen = chosen_here()
    lines = [line for line in whole.lines if chosen.fits(line)]
    return render_template(
        "plans/ledger.html",
        plan=whole.plan,
        said=" · ".join(filter(None, (plan_said(whole.plan), _version_said(whole.plan)))),
        chosen=chosen,
        asked=chosen.address,
        units=units_of(whole),
        counts={**whole.counts, LISTED: whole.listed},
        groups=_groups(lines, me()),
        tasks=len(lines),
        duties=sum(rollup.counted(line.duties).owing for line in lines),
        exempt=sum(rollup.counted(line.duties).exempt for line in lines),
        backlog=any(duty.facts.is_backlog and duty.facts.is_open for line in lines for duty in line.duties),
        doubts=sum(bool(line.doubts) for line in lines),
        may_set=me().role is Role.OFFICE,
        may_renew=me().role in TABLE[Ability.TAKE_IN] and whole.plan.status is PlanStatus.IN_FORCE,
        is_whole=len(lines) == len(whole.lines),
        note=working_days().notice(site().today().year),
    )


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the filter asks for (筛选)."""

    text: str = ""
    unit: int | None = None
    lamps: tuple[str, ...] = ()

    @property
    def address(self) -> dict[str, Any]:
        """The filter as the parts of an address, so that another page asks for the same lines."""
        parts: dict[str, Any] = {"q": self.text or None, "unit": self.unit, "lamp": list(self.lamps) or None}
        return {name: value for name, value in parts.items() if value is not None}

    def fits(self, line: TaskLine) -> bool:
        """Whether a line meets every part of the filter."""
        return self._has_text(line) and self._has_unit(line) and self._has_lamp(line)

    def _has_text(self, line: TaskLine) -> bool:
        names = [name for chip in (*line.leads, *line.cooperating) for name in (chip.name, chip.full_name)]
        whole = " ".join((line.no, line.group, line.title, line.text, line.deadline_text or "", *names)).lower()
        return all(word in whole for word in self.text.lower().split())

    def _has_unit(self, line: TaskLine) -> bool:
        if self.unit is None:
            return True
        named = {chip.id for chip in (*line.leads, *line.cooperating)}
        return self.unit in named or any(duty.facts.unit_id == self.unit for duty in line.duties)

    def _has_lamp(self, line: TaskLine) -> bool:
        if not self.lamps:
            return True
        return any(
            str(duty.reading.lamp) in self.lamps or (LISTED in self.lamps and duty.facts.is_listed)
            for duty in line.counted
        )


def chosen_here() -> Chosen:
    """The filter in the address."""
    return Chosen(
        text=request.args.get("q", "").strip(),
        unit=request.args.get("unit", type=int),
        lamps=tuple(name for name in request.args.getlist("lamp") if name in (LISTED, *map(str, Lamp))),
    )


def plan_said(plan: PlanFacts) -> str:
    """文号、印发单位、实施期 in one line."""
    issuers = "、".join(plan.issuers)
    draft = "征求意见稿" if plan.is_comment_draft else ""
    ended = PlanStatus.ENDED.label if plan.status is PlanStatus.ENDED else ""
    parts = (plan.doc_no, draft, issuers, plan.period_text and f"实施期 {plan.period_text}", ended)
    return " · ".join(part for part in parts if part)


def _version_said(plan: PlanFacts) -> str:
    """第 2 版（2025-11-01 印发）: which document the lines come from now."""
    newest = next(iter(versions_of(plan.id)), None)
    if newest is None:
        return ""
    day = f"{newest.issued_on} 印发" if newest.issued_on else f"{newest.at:%Y-%m-%d} 入账"
    return f"第 {newest.number} 版（{day}）"


def unit_chips(chips: tuple[UnitChip, ...]) -> list[dict[str, Any]]:
    """Units as the page shows them; a collective with its size."""
    return [{"name": chip.name, "size": chip.size} for chip in chips]


def beside_lamp(reading: LampReading, line: TaskLine) -> str:
    """The words beside a lamp. A wording without a day is not the same as no wording."""
    return (
        "没有到期日"
        if reading.workdays is None and reading.lamp is Lamp.WAIT and line.deadline_text
        else reading.detail
    )


def _own_unit(actor: Actor) -> int | None:
    """The unit whose duties a liaison may see; None for those who see all."""
    return actor.unit_id if actor.role is Role.LIAISON else None


def ledger_here(key: str) -> Ledger:
    """A plan's ledger as far as this person may see it."""
    found = ledgers.ledger(key, site().today(), working_days(), _own_unit(me()))
    if found is None:
        raise NotThere("没有找到这个方案。")
    return found


def units_of(whole: Ledger) -> list[tuple[str, str]]:
    """Every unit that the ledger names or that owes something, in the document's order."""
    found: dict[int, str] = {}
    for line in whole.lines:
        for chip in (*line.leads, *line.cooperating):
            found.setdefault(chip.id, chip.name)
        for duty in line.duties:
            found.setdefault(duty.facts.unit_id, duty.facts.unit_name)
    return [("", "全部单位"), *((str(unit_id), name) for unit_id, name in found.items())]


def _groups(lines: list[TaskLine], actor: Actor) -> list[dict[str, Any]]:
    groups: list[dict[str, Any]] = []
    last: tuple[str, str] | None = None
    for line in lines:
        if (line.list_name, line.group) != last:
            last = (line.list_name, line.group)
            groups.append({"title": line.group, "lines": []})
        groups[-1]["lines"].append(line)
    return [
        {
            "title": group["title"],
            "note": _group_note(group["lines"]),
            "rows": [_row(line, actor) for line in group["lines"]],
        }
        for group in groups
    ]


def _group_note(lines: list[TaskLine]) -> str:
    tally = rollup.counted(duty for line in lines for duty in line.duties)
    return f"{len(lines)} 项任务" + (f"，已销号 {rollup.said(tally)}" if tally.owing or tally.exempt else "")


def _why_no_lamp(line: TaskLine, actor: Actor) -> str:
    if line.outcome is not None:
        return line.outcome.label
    return "不归您单位" if actor.role is Role.LIAISON else "未立责任事项"


def _row(line: TaskLine, actor: Actor) -> dict[str, Any]:
    reading, foremost = line.reading, line.foremost
    is_undated = line.deadline_kind is DeadlineKind.NONE
    backlog = sum(duty.facts.is_backlog and duty.facts.is_open for duty in line.counted)
    return {
        "no": line.no,
        "text": line.text,
        "href": url_for("tasks.show", task_id=line.id),
        "lead": unit_chips(line.leads),
        "cooperating": unit_chips(line.cooperating),
        "wording": line.deadline_text,
        "original": foremost.facts.due_original if foremost else line.deadline.get("due"),
        "effective": foremost.facts.due if foremost else None,
        "none_said": "原文未写时限" if is_undated else "没有确定的日子",
        "lamp": str(reading.lamp) if reading else None,
        "lamp_detail": beside_lamp(reading, line) if reading else None,
        "lamp_none": _why_no_lamp(line, actor),
        "listed": any(duty.facts.is_listed for duty in line.duties),
        "done": line.closed,
        "total": len(line.counted),
        "exempt": line.exempt,
        "backlog": backlog,
        "sub": line.parent_id is not None,
        "lamps": [str(lamp) for lamp in line.lamps],
        "doubts": len(line.doubts),
    }
