"""How a demo's past is played (演): by which doors, with which papers, by whom for which duty."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from typing import Any

import requests
from form_token import token_of
from received import a_plan
from running import Demo

from tracker.actions import practice, progress
from tracker.actions.evidence import Upload
from tracker.actions.people import demo_people
from tracker.actions.progress import ReportText
from tracker.config import Config, read_config
from tracker.core.facts import Actor, DutyFacts
from tracker.core.refusals import Refused
from tracker.core.words import DutyKind, ReportKind
from tracker.store.db import connected, open_database
from tracker.store.queries.desks import unit_duties
from tracker.store.vault import Vault
from tracker.timekeeper import Timekeeper


@dataclass
class Story:
    """What was played: where the pages of the story are (`places`), and who plays."""

    demo: Demo
    config: Config
    vault: Vault
    people: dict[str, Actor] = field(default_factory=dict)
    places: dict[str, Any] = field(default_factory=dict)

    @property
    def now(self) -> datetime:
        return Timekeeper(practice.practice_time).now()

    @property
    def kept(self) -> dict[str, Any]:
        return {"vault": self.vault, "max_mb": self.config.max_upload_mb}

    def door(self, username: str) -> requests.Session:
        """A session of one of the demo people, as the sign-in page's own buttons make it."""
        session = requests.Session()
        session.headers["Referer"] = f"{self.demo.web}/complaint"
        self.post(session, "/demo/sign-in", {"username": username})
        return session

    def post(self, session: requests.Session, path: str, data: dict[str, Any], **files: tuple[str, bytes]) -> str:
        """Send a form; returns the address it led to."""
        page = session.get(f"{self.demo.web}/complaint" if session.cookies else f"{self.demo.web}/sign-in", timeout=30)
        body = {"csrf_token": token_of(page.text), **data}
        answer = session.post(f"{self.demo.web}{path}", data=body, files=files or None, timeout=60)
        assert answer.ok, f"{path}: {answer.status_code} {answer.text[-2000:]}"
        return answer.url.removeprefix(self.demo.web)


@contextmanager
def telling(demo: Demo) -> Iterator[Story]:
    """The demo's own database and vault, opened beside the running demo."""
    config = read_config({}, data_dir=str(demo.data))
    opened = open_database(config.database_url)
    try:
        with connected():
            story = Story(demo, config, Vault(config.vault_dir), dict(demo_people()))
            story.config.robot_hosts.update(practice.robot_hosts())
            yield story
    finally:
        opened.close()


def closings(actor: Actor) -> list[DutyFacts]:
    """What the liaison's unit owes by a date and has not touched, in the plan's order."""
    return [each for each in unit_duties(actor.unit_id or 0) if each.kind is DutyKind.CLOSING and each.is_open]


def may_claim(story: Story, actor: Actor, duty: DutyFacts) -> bool:
    """Whether nobody else must have finished first."""
    claim = ReportText(ReportKind.CLOSURE, "已完成", is_stamped=True)
    try:
        progress.check_report(story.now, actor, duty.id, claim, has_files=True)
    except Refused:
        return False
    return True


def a_file(name: str) -> Upload:
    return Upload(name, BytesIO(a_plan()))
