"""A shipped plan, admitted on a day of choice, and names into ids."""

from __future__ import annotations

from datetime import datetime

from tasks_seed.shipped import load_shipped
from tracker.actions.intake import Admitted, admit_shipped
from tracker.actions.people import add_person
from tracker.core.facts import Actor
from tracker.core.words import Role
from tracker.store.tables import Task, Unit


def admit(now: datetime, key: str) -> Admitted:
    return admit_shipped(now, load_shipped(key))


def task(no: str, list_name: str = "tasks") -> int:
    return Task.get(Task.no == no, Task.list_name == list_name).id


def unit(name: str) -> int:
    return Unit.get((Unit.name == name) | (Unit.full_name == name)).id


def person(now: datetime, role: Role, unit_id: int | None = None, username: str | None = None) -> Actor:
    name = f"演示{role.label}"
    known = add_person(
        now, username=username or str(role), name=name, role=role, password="a long password", unit_id=unit_id
    )
    return Actor(known, name, role, unit_id)
