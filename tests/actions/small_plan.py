"""A small fictional plan in a real database, for tests of the verbs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

from tracker.actions.evidence import Upload
from tracker.actions.people import add_person
from tracker.config import Config, read_config
from tracker.core.facts import Actor
from tracker.core.words import DeadlineKind, DutyKind, LeadRule, Publicity, Role, UnitRole
from tracker.store.tables import Duty, Plan, Task, TaskUnit, Unit
from tracker.store.vault import Vault

SHANGHAI = ZoneInfo("Asia/Shanghai")
PDF = b"%PDF-1.4\n% a demo paper\n"


def at(text: str) -> datetime:
    """A moment in Shanghai from `2026-01-08 09:30`."""
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=SHANGHAI)


def pdf(name: str = "佐证.pdf", content: bytes = PDF) -> Upload:
    return Upload(name, BytesIO(content))


@dataclass(frozen=True)
class Town:
    """One plan with three duties of two units, and the people around it."""

    plan: int
    education: int
    finance: int
    duties: tuple[int, int, int]
    liaison: Actor
    other_liaison: Actor
    office: Actor
    second_office: Actor
    leader: Actor
    vault: Vault
    config: Config


def make_town(folder: Path, *, publicity: Publicity = Publicity.PUBLIC, admitted_on: date = date(2025, 3, 1)) -> Town:
    now = at("2025-03-01 10:00")
    plan = Plan.insert(
        key="yanshi",
        title="演示市特殊教育提升计划",
        issuers=["演示市教育局"],
        issued_on=date(2025, 2, 1),
        region="演示市",
        lead_rule=LeadRule.EXPLICIT,
        publicity=publicity,
        admitted_at=now,
    ).execute()
    education, finance = (
        Unit.insert(region="演示市", name=name, full_name=f"演示{name}").execute() for name in ("市教育局", "市财政局")
    )
    duties = [
        _duty(plan, number, unit, due, admitted_on)
        for number, (unit, due) in enumerate(
            [(education, date(2025, 12, 31)), (finance, date(2025, 12, 31)), (education, date(2026, 6, 30))], start=1
        )
    ]
    return Town(
        plan=plan,
        education=education,
        finance=finance,
        duties=(duties[0], duties[1], duties[2]),
        liaison=_person("lian", Role.LIAISON, education),
        other_liaison=_person("cai", Role.LIAISON, finance),
        office=_person("du", Role.OFFICE),
        second_office=_person("du2", Role.OFFICE),
        leader=_person("ling", Role.LEADER),
        vault=Vault(folder / "evidence"),
        config=read_config({"TRACKER_SECRET_KEY": "a key for tests only"}, data_dir=str(folder)),
    )


def _duty(plan: int, number: int, unit: int, due: date, admitted_on: date) -> int:
    task = Task.insert(
        plan=plan,
        position=number,
        no=str(number),
        text=f"第 {number} 项演示任务的原文",
        lead_rule=LeadRule.EXPLICIT,
        deadline_text="2025年底前",
        deadline_kind=DeadlineKind.FIXED,
        deadline_due=due,
        deadline={},
    ).execute()
    TaskUnit.insert(task=task, unit=unit, role=UnitRole.LEAD, position=1, as_written="市某局").execute()
    return Duty.insert(
        plan=plan,
        task=task,
        unit=unit,
        kind=DutyKind.CLOSING,
        period="once",
        window_open=date(2025, 2, 1),
        due=due,
        due_original=due,
        admitted_on=admitted_on,
        next_look_on=admitted_on,
    ).execute()


def _person(username: str, role: Role, unit: int | None = None) -> Actor:
    name = f"演示{role.label}·{username}"
    person = add_person(
        at("2025-03-01 10:00"), username=username, name=name, role=role, password="a long password", unit_id=unit
    )
    return Actor(person, name, role, unit)
