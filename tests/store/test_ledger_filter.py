"""The ledger's filter counts in the database what a reader of the whole ledger would count, on both engines."""

from __future__ import annotations

import logging
import random
from datetime import date, timedelta

import pytest
from peewee import fn

from bench.filling import TODAY, Shape, fill
from tracker.core.searching import folded, words_of
from tracker.core.words import DeadlineKind, DutyKind, DutyStatus, Lamp, RequestStatus, Role, UnitRole
from tracker.holiday_data import load_workdays
from tracker.store.queries.ledger import ledger
from tracker.store.queries.ledger_counts import tally, tasks_without, whole_plan
from tracker.store.queries.ledger_filter import Asked, View
from tracker.store.queries.ledger_page import ledger_page
from tracker.store.tables import Duty, Extension, Objection, Person, Task, TaskUnit, Unit
from tracker.timekeeper import Timekeeper

DAYS = load_workdays(range(2024, 2029))
NOW = Timekeeper().now()


@pytest.fixture
def plan(database) -> int:
    """300 duties in 60 tasks of one plan, beside another: sub-tasks, requests to decide, every kind, odd signs in the text."""
    fill(300, 1, Shape(per_task=5, units=12, listed=30), key="a")
    fill(100, 1, key="b")
    person = Person.insert(username="x", name="演示", role=Role.OFFICE, password_hash="x", created_at=NOW).execute()
    for number, duty in enumerate(Duty.select().where(Duty.plan == 1).order_by(Duty.id)):
        changes = {
            "kind": list(DutyKind)[number % 4],
            "status": DutyStatus.WITHDRAWN if number % 41 == 0 else duty.status,
        }
        if number % 29 == 0:
            changes["is_exempt"] = True
        if number % 7 == 0:
            changes["window_open"] = TODAY + timedelta(days=10)
        if number % 13 == 0:
            changes["due"] = None
        Duty.update(**changes).where(Duty.id == duty.id).execute()
        if number % 11 == 0:
            table = (Extension, Objection)[number % 2]
            _ask(table, duty.id, person, (RequestStatus.PENDING, RequestStatus.GRANTED)[number % 3 == 0])
    for number, task in enumerate(Task.select().where(Task.plan == 1).order_by(Task.id)):
        changes = {
            "deadline_kind": list(DeadlineKind)[number % 6],
            "text": task.text + ("１００％（Ａ类）_" if number % 5 == 0 else ""),
        }
        if number % 10 == 9:
            changes |= {"parent": task.id - 5, "deadline_text": None}
        Task.update(**changes).where(Task.id == task.id).execute()
    return 1


def _ask(table, duty: int, person: int, status: RequestStatus) -> None:
    values = {"duty": duty, "status": status}
    for name, field in table._meta.fields.items():
        if name not in values and not field.null and field.default is None and name != "id":
            values[name] = {"ForeignKeyField": person, "DateField": TODAY, "MomentField": NOW}.get(
                type(field).__name__, "…"
            )
    table.insert(**values).execute()


def read_by_hand(view: View, asked: Asked) -> tuple[set[int], int, int]:
    """The tasks shown, the matching duties and the exempted ones, as somebody with the whole ledger in hand would find them."""
    whole = ledger("a-1", view.today, view.workdays, view.own_unit)
    collectives = dict(Duty.select(Duty.id, Duty.collective).tuples())
    kinds = dict(Duty.select(Duty.id, Duty.kind).tuples())
    names = {unit.id: (unit.name, unit.full_name) for unit in Unit.select()}
    tasks, duties, exempt = set(), 0, 0
    for line in whole.lines:
        chips = (*line.leads, *line.cooperating)
        called = [name for chip in chips for name in (chip.name, *names[chip.id])]
        called += [name for duty in line.duties for name in names[duty.facts.unit_id]]
        text = "\n".join(map(folded, (line.no, line.group, line.title, line.text, line.deadline_text or "", *called)))
        if not all(word in text for word in words_of(asked.text)):
            continue
        if asked.group is not None and line.group != asked.group:
            continue
        if asked.deadline_kinds and line.deadline_kind not in asked.deadline_kinds:
            continue
        in_role = {chip.id for chip in chips if asked.role in (None, chip.role)}
        if asked.units and asked.role and not in_role & set(asked.units):
            continue
        found = [duty for duty in line.duties if _matches(duty, asked, collectives, kinds)]
        own = [duty for duty in found if not duty.facts.is_exempt]
        if asked.narrows_duties and not found:
            continue
        if asked.units and not asked.role and not (found or in_role & set(asked.units)):
            continue
        tasks.add(line.id)
        duties += len(own)
        exempt += len(found) - len(own)
    return tasks, duties, exempt


def _matches(duty, asked: Asked, collectives, kinds) -> bool:
    facts = duty.facts
    lamp_fits = not (asked.lamps or asked.is_listed) or (
        duty.reading.lamp in asked.lamps or (asked.is_listed and facts.is_listed)
    )
    return all(
        (
            not asked.units or asked.role or {facts.unit_id, collectives[facts.id]} & set(asked.units),
            lamp_fits,
            not (asked.due_from and (facts.due is None or facts.due < asked.due_from)),
            not (asked.due_to and (facts.due is None or facts.due > asked.due_to)),
            not asked.duty_kinds or kinds[facts.id] in asked.duty_kinds,
            not asked.is_open or facts.is_open,
            not facts.is_exempt or not (asked.lamps or asked.is_listed or asked.is_open),
        )
    )


def a_filter(dice: random.Random, units: list[int], groups: list[str]) -> Asked:
    """Two or three parts chosen at random."""
    texts = ["资源教室", "100%（a类）", "_", "%", "市教育局", "第3县", "3 配备", "ＰＵＢＬＩＣ", "'; --", "月底前"]
    parts = {
        "text": dice.choice(texts),
        "units": tuple(dice.sample(units, dice.randint(1, 2))),
        "role": dice.choice([None, *UnitRole]),
        "lamps": tuple(dice.sample(list(Lamp), dice.randint(1, 2))),
        "is_listed": True,
        "due_from": TODAY + timedelta(days=dice.randint(-40, 60)),
        "due_to": TODAY + timedelta(days=dice.randint(-10, 150)),
        "deadline_kinds": tuple(dice.sample(list(DeadlineKind), 2)),
        "duty_kinds": tuple(dice.sample(list(DutyKind), 2)),
        "group": dice.choice(groups),
        "is_open": True,
    }
    return Asked(**{name: parts[name] for name in dice.sample(list(parts), dice.randint(1, 3))})


def test_counts_are_those_of_a_reader_with_the_whole_ledger(plan):
    dice = random.Random(20261120)
    units = [unit for (unit,) in Unit.select(Unit.id).order_by(Unit.id).limit(25).tuples()]
    groups = [group for (group,) in Task.select(Task.group).where(Task.plan == plan).distinct().tuples()]
    for own_unit in (None, units[3]):
        view = View(plan, TODAY, DAYS, own_unit)
        whole = whole_plan(view)
        for asked in (Asked(), *(a_filter(dice, units, groups) for _ in range(25))):
            tasks, duties, exempt = read_by_hand(view, asked)
            found = tally(view, asked, whole)
            assert (found.tasks, found.duties, found.exempt) == (len(tasks), duties, exempt), asked
            page = ledger_page(view, asked, found, 1, 1000)
            assert {line.id for line in page.lines} == tasks, asked
            narrowed = ledger("a-1", TODAY, DAYS, own_unit, asked)
            assert {line.id for line in narrowed.lines} == tasks
            assert sum(len(line.duties) for line in narrowed.lines) == duties + exempt
            assert tasks_without(view, asked) == sum(not line.duties for line in narrowed.lines)


def test_a_page_says_of_each_line_what_the_whole_ledger_says(plan):
    whole = ledger("a-1", TODAY, DAYS)
    view = View(plan, TODAY, DAYS)
    page = ledger_page(view, Asked(), whole_plan(view).tally, 1, 1000)
    assert [line.id for line in page.lines] == [line.id for line in whole.lines]
    for mine, theirs in zip(page.lines, whole.lines, strict=True):
        assert mine.reading == theirs.reading
        assert (mine.closed, mine.owing, mine.exempt) == (theirs.closed, len(theirs.counted), theirs.exempt)
        assert [lamp for lamp, number in mine.lamps.items() for _ in range(number)] == list(theirs.lamps)
        assert mine.listed == sum(duty.facts.is_listed for duty in theirs.counted)
        assert mine.backlog == sum(duty.facts.is_backlog and duty.facts.is_open for duty in theirs.counted)
        assert mine.leads == theirs.leads
        if theirs.foremost and theirs.foremost.facts.due:
            assert mine.foremost.due <= theirs.foremost.facts.due
    assert whole_plan(view).lamps == whole.counts
    assert whole_plan(view).listed == sum(
        duty.facts.is_listed and not duty.facts.is_exempt for line in whole.lines for duty in line.duties
    )


def test_a_group_is_counted_over_all_pages(plan):
    view = View(plan, TODAY, DAYS)
    found = whole_plan(view).tally
    second = ledger_page(view, Asked(), found, 2, 7)
    assert (second.page, second.pages, len(second.lines)) == (2, 9, 7)
    assert all(number == found.groups[key] for key, (number, _) in second.groups.items())
    assert ledger_page(view, Asked(), found, 99, 7).page == 9
    alone = tally(view, Asked(group=second.lines[0].group), whole_plan(view))
    key = (second.lines[0].list_name, second.lines[0].group)
    assert second.groups[key][1].owing == alone.duties


@pytest.mark.parametrize(
    ("query", "text", "is_found"),
    [
        ("资源教室", "建设资源教室并配齐设备", True),
        ("资源　设备", "建设资源教室并配齐设备", True),
        ("资源 食堂", "建设资源教室并配齐设备", False),
        ("2025年", "到２０２５年底", True),
        ("（一）", "一(一)", True),
        ("iep", "制定ＩＥＰ方案", True),
        ("①", "1.", True),
        ("100%", "100分", False),
        ("a_b", "axb", False),
        ("", "随便什么", True),
    ],
)
def test_text_is_found_whatever_its_width_and_case(database, query, text, is_found):
    fill(1, 1)
    Task.update(text=text, title="", group="", no="", deadline_text=None).execute()
    TaskUnit.delete().execute()
    Unit.update(name=fn.SUBSTR("甲乙丙", 1, 1).concat(Unit.id.cast("TEXT")), full_name="庚").execute()
    view = View(1, TODAY, DAYS)
    assert tally(view, Asked(text=query), whole_plan(view)).tasks == int(is_found)


def test_a_page_takes_the_same_queries_for_one_task_and_for_a_thousand(database):
    fill(1, 1, key="small")
    fill(3_000, 1, Shape(per_task=3), key="large")
    assert Task.select().where(Task.plan == 2).count() == 1_000
    for asked in (
        Asked(),
        Asked(text="月底前", lamps=tuple(Lamp)),
        Asked(due_from=date(2026, 1, 1), duty_kinds=tuple(DutyKind)),
    ):
        taken = [_queries(View(plan, TODAY, DAYS), asked) for plan in (1, 2)]
        assert taken[0] == taken[1] <= 15


def _queries(view: View, asked: Asked) -> int:
    """How many statements go to the database, by the library's own log."""
    log, hook, number = logging.getLogger("peewee"), logging.Handler(), [0]
    hook.emit = lambda _record: number.__setitem__(0, number[0] + 1)  # type: ignore[method-assign]
    log.addHandler(hook)
    level, _ = log.level, log.setLevel(logging.DEBUG)
    try:
        whole = whole_plan(view)
        ledger_page(view, asked, tally(view, asked, whole))
    finally:
        log.removeHandler(hook)
        log.setLevel(level)
    return number[0]


def test_dates_are_inclusive_at_both_ends(database):
    fill(1, 1)
    Duty.update(due=date(2026, 11, 30), status=DutyStatus.ACTIVE, is_exempt=False).execute()
    view = View(1, TODAY, DAYS)
    for first, last, number in (
        (date(2026, 11, 30), date(2026, 11, 30), 1),
        (date(2026, 12, 1), None, 0),
        (None, date(2026, 11, 29), 0),
        (None, date(2026, 11, 30), 1),
    ):
        assert tally(view, Asked(due_from=first, due_to=last), whole_plan(view)).duties == number
