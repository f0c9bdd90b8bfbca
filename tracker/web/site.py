"""What every page may ask of its installation (本站): the time, the configuration, the evidence folder, the messenger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import current_app, g

from tracker.actions.practice import practice_time

if TYPE_CHECKING:
    from datetime import date, datetime

    from tracker.actions.courier import Courier
    from tracker.config import Config
    from tracker.store.vault import Vault
    from tracker.timekeeper import Timekeeper


@dataclass(frozen=True, slots=True)
class Site:
    """One running installation."""

    config: Config
    timekeeper: Timekeeper
    vault: Vault
    courier: Courier | None = None
    robots_url: str | None = None

    def now(self) -> datetime:
        """This moment, or the practice moment of a demo."""
        return self.timekeeper.now()

    def today(self) -> date:
        """The day of this moment."""
        return self.now().date()


def site() -> Site:
    """The installation that answers this request."""
    found: Site = current_app.extensions["tracker"]
    return found


def is_demo() -> bool:
    """Whether this is a practice installation (演示); asked of the database once a request."""
    if "is_demo" not in g:
        g.is_demo = practice_time() is not None
    return bool(g.is_demo)
