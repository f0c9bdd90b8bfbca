"""What a story is told with: its steps, its chapters, the world they stand in (杀进程测试的步骤)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import received
from small_plan import Town, at

from tasks_seed.shipped import ShippedPlan, load_shipped
from tracker.core.facts import Actor
from tracker.store.tables import Case, Duty, Intake, Person, Task
from tracker.store.vault import Vault

NOW = at("2026-01-29 09:30")
LATER = at("2026-02-20 10:00")
KEY = "a key for tests only"
Deed = Callable[["World"], object]


@dataclass(frozen=True)
class Step:
    """One moment of the story. `verb` is empty for a `between`; `is_many` verbs write in several transactions."""

    verb: str
    run: Deed
    is_many: bool = False


@dataclass(frozen=True)
class World:
    """What a step may ask for."""

    folder: Path
    town: Town

    @property
    def kept(self) -> dict[str, Any]:
        return {"vault": self.vault, "max_mb": 1}

    @property
    def vault(self) -> Vault:
        return self.town.vault

    def newest(self, table: Any) -> Any:
        return table.select().order_by(table.id.desc()).first()

    def duty(self, number: int) -> int:
        """The duty of the plan's line `number`."""
        return int(Duty.select(Duty.id).join(Task).where(Task.position == number, Task.plan == self.town.plan).scalar())

    def case(self, number: int) -> int:
        return int(Case.select(Case.id).where(Case.duty == self.duty(number)).scalar())

    def draft(self, no: str) -> Any:
        return received.row_of(self.newest(Intake).id, no)


class Chapter(list[Step]):
    """The steps of one matter, in the order in which they were written down."""

    def verb(self, name: str, *, is_many: bool = False) -> Callable[[Deed], Deed]:
        def keep(run: Deed) -> Deed:
            self.append(Step(name, run, is_many))
            return run

        return keep

    def between(self, run: Deed) -> Deed:
        self.append(Step("", run))
        return run


def admin() -> Actor:
    row = Person.get(Person.username == "guan")
    return Actor(row.id, row.name, row.role)


@cache
def shipped(key: str) -> ShippedPlan:
    return load_shipped(key)
