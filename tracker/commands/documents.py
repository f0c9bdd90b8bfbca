"""Documents and ledgers: seed, parse, export, deadline (文件和台账)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tasks_seed.draft import to_json
from tasks_seed.shipped import TableRefused, load_shipped, read_folder, shipped_keys
from tracker.actions.deadline_answer import answer_deadline
from tracker.actions.intake import admit_all
from tracker.actions.working_days import working_days
from tracker.commands.opening import day, no_plan, opened, put, tell
from tracker.core.refusals import NotThere, Refused
from tracker.core.words import Edition, PaperSize
from tracker.holiday_data import load_workdays
from tracker.store.db import connected
from tracker.store.queries.ledger import ledger
from tracker.store.queries.stories import stories_of

if TYPE_CHECKING:
    import argparse

    from tasks_seed.shipped import ShippedPlan


def seed(args: argparse.Namespace) -> None:
    """Admit the shipped plans; a second run changes nothing."""
    _, timekeeper = opened()
    try:
        plans = [_own_tables(args.tables)] if args.tables else [load_shipped(key) for key in _wanted(args.plan)]
    except TableRefused as refused:
        raise Refused(str(refused)) from None
    with connected():
        admitted = admit_all(timekeeper.now(), plans)
    for plan in admitted:
        state = "列入台账" if plan.is_new else "台账里已有，没有改动"
        tell(f"{plan.key}：{plan.title}，{plan.tasks} 项任务，{plan.duties} 件责任事项，{state}")
    if args.json:
        put([{"key": plan.key, "tasks": plan.tasks, "duties": plan.duties, "new": plan.is_new} for plan in admitted])


def _wanted(key: str | None) -> tuple[str, ...]:
    return shipped_keys() if key is None else (key,)


def _own_tables(folder: str) -> ShippedPlan:
    path = Path(folder).resolve()
    if not path.is_dir():
        raise NotThere(f"没有找到文件夹“{path.name}”。")
    return read_folder(path, path.name)


def parse(args: argparse.Namespace) -> None:
    """Read a plan document into drafts with doubts; writes nothing."""
    from tasks_seed.readers import DocumentRefused  # noqa: PLC0415 - document readers take half a second to load
    from tasks_seed.reading_apart import read_and_parse  # noqa: PLC0415 - the same

    path = Path(args.file)
    if not path.is_file():
        raise NotThere(f"没有找到文件“{path.name}”。")
    try:
        draft = read_and_parse(path).plan
    except DocumentRefused as refused:
        raise Refused(str(refused)) from None
    if args.json:
        put(to_json(draft))
        return
    for task in draft.tasks:
        tell(
            f"{task.no} {task.title or task.text[:40]}｜牵头 {'、'.join(task.lead) or '？'}｜时限 {task.deadline_text or '未写'}"
        )
    tell(f"共 {len(draft.tasks)} 条草稿，{sum(bool(task.doubts) for task in draft.tasks)} 条有疑点。")


def export(args: argparse.Namespace) -> None:
    """The ledger as JSON or xlsx."""
    from tracker.exports import ledger_json, ledger_xlsx  # noqa: PLC0415 - workbooks: the clock needs none

    if not args.json and not args.xlsx:
        raise Refused("请写 --json 或 --xlsx 文件名。")
    _, timekeeper = opened()
    today = timekeeper.now().date()
    with connected():
        found = ledger(args.plan, today, working_days())
        stories = stories_of(found.plan.id) if found and args.xlsx else None
    if found is None:
        raise NotThere(no_plan(args.plan))
    if stories is not None:
        edition, paper = Edition(args.edition), PaperSize(args.paper)
        _write_whole(Path(args.xlsx), ledger_xlsx(found, stories, today, edition=edition, paper=paper))
        tell(f"已导出 {args.xlsx}")
    if args.json:
        put(ledger_json(found))


def _write_whole(path: Path, content: bytes) -> None:
    """The file whole or not at all: written beside its place, then renamed."""
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def deadline(args: argparse.Namespace) -> None:
    """What a wording compiles to, and why."""
    issued, first, last = (day(value) for value in (args.issued, args.first, args.last))
    if first and last and last < first:
        raise Refused("实施期的止日不能早于起日。")
    answer = answer_deadline(args.wording, load_workdays(range(2019, 2036)), issued_on=issued, first=first, last=last)
    if args.json:
        put(answer)
        return
    for duty in answer["duties"]:
        tell(f"{duty['due']} {duty['kind']}：{'；'.join(duty['why'])}")
    for doubt in answer["doubts"]:
        tell(f"疑点：{doubt}")
