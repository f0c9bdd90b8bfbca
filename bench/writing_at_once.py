"""Processes that write at once (同时写入), for `bench.writers` and for tests/process/test_many_writers.py.

Four writers share a duty: a liaison's stage report and
a reviewer's decision follow each other, and whoever comes second is told so in a sentence. Every verb that was done is one entry
of the history; an entry too few is a lost update.
"""

from __future__ import annotations

import multiprocessing
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from tasks_seed.shipped import load_shipped
from tracker.actions import history, progress, review
from tracker.actions.intake import admit_shipped
from tracker.actions.people import add_person
from tracker.core.facts import Actor
from tracker.core.refusals import OutOfOrder, Refused
from tracker.core.words import ReportKind, ReportStatus, ReturnReason, Role
from tracker.store.db import connected, migrate, open_database
from tracker.store.tables import Duty, Entry, Report
from tracker.store.vault import Vault
from tracker.timekeeper import SHANGHAI

if TYPE_CHECKING:
    from multiprocessing.synchronize import Barrier

WRITERS, SECONDS = 32, 30.0
SHARING = 4
NOW = datetime(2023, 6, 1, 9, tzinfo=SHANGHAI)
PASSWORD = "a password for the bench 42"  # noqa: S105 - of a throw-away database
CONTEXT = multiprocessing.get_context("forkserver")


@dataclass
class Told:
    """What one writer met: verbs done, sentences of those refused, sentences of a ground that failed, the longest wait."""

    done: int = 0
    second: int = 0
    failed: list[str] = field(default_factory=list)
    longest: float = 0.0


@dataclass(frozen=True)
class Outcome:
    """All writers together, and what the database holds afterwards."""

    done: int
    second: int
    failed: Counter[str]
    longest: float
    seconds: float
    entries: int
    faults: int


def write_at_once(
    url: str, folder: Path, *, writers: int = WRITERS, seconds: float = SECONDS, most: int = 10**9
) -> Outcome:
    """Let so many processes write until the time is over or each has done `most` verbs; then look at what stands."""
    CONTEXT.set_forkserver_preload(["bench.writing_at_once", "psycopg"])
    duties, people = _prepare(url)
    start = CONTEXT.Barrier(writers + 1)
    pipes = []
    for number in range(writers):
        here, there = CONTEXT.Pipe(duplex=False)
        duty = duties[number // SHARING % len(duties)]
        words = (there, start, url, str(folder), duty, people, seconds, most)
        CONTEXT.Process(target=_write, args=words, daemon=True).start()
        there.close()
        pipes.append(here)
    start.wait()
    begun = perf_counter()
    told: list[Told] = [pipe.recv() for pipe in pipes]
    took = perf_counter() - begun
    opened = open_database(url)
    with connected():
        _, faults = history.verify()
        entries = Entry.select().where(Entry.about == "duty", Entry.at == NOW).count()
    opened.close()
    return Outcome(
        done=sum(each.done for each in told),
        second=sum(each.second for each in told),
        failed=Counter(sentence for each in told for sentence in each.failed),
        longest=max(each.longest for each in told),
        seconds=took,
        entries=entries,
        faults=len(faults),
    )


def _prepare(url: str) -> tuple[list[int], tuple[Actor, Actor]]:
    opened = open_database(url)
    migrate()
    with connected():
        admit_shipped(datetime(2023, 3, 1, 9, tzinfo=SHANGHAI), load_shipped("tuoli-2023"))
        unit = Duty.select(Duty.unit).order_by(Duty.id).scalar()
        ids = []
        for username, role, place in (("lianluo", Role.LIAISON, unit), ("ducha", Role.OFFICE, None)):
            name = f"演示{role.label}"
            ids.append(add_person(NOW, username=username, name=name, role=role, password=PASSWORD, unit_id=place))
        duties = [row.id for row in Duty.select(Duty.id).where(Duty.unit == unit).order_by(Duty.id).limit(8)]
    opened.close()
    liaison = Actor(ids[0], "演示联络员", Role.LIAISON, unit)
    return duties, (liaison, Actor(ids[1], "演示督查员", Role.OFFICE, None))


def _write(
    pipe: object,
    start: Barrier,
    url: str,
    folder: str,
    duty: int,
    people: tuple[Actor, Actor],
    seconds: float,
    most: int,
) -> None:
    """One writer: what can be done with its duty now, again and again, each in a connection of its own as a request is."""
    open_database(url)
    vault, told = Vault(Path(folder)), Told()
    start.wait()
    end = perf_counter() + seconds
    while perf_counter() < end and told.done < most:
        begun = perf_counter()
        try:
            with connected():
                _verb(duty, people, vault)
            told.done += 1
        except OutOfOrder as trouble:
            told.failed.append(trouble.sentence)
        except Refused:
            told.second += 1
        except Exception as fault:  # noqa: BLE001 - whatever else happened is what this looks for
            told.failed.append(f"{type(fault).__name__}: {fault}")
        told.longest = max(told.longest, perf_counter() - begun)
    pipe.send(told)  # type: ignore[attr-defined]


def _verb(duty: int, people: tuple[Actor, Actor], vault: Vault) -> None:
    liaison, office = people
    waiting = Report.get_or_none(Report.duty == duty, Report.status == ReportStatus.SUBMITTED)
    if waiting is None:
        text = progress.ReportText(ReportKind.PROGRESS, "按计划推进。", "", "6月底前完成下一步。")
        progress.report(NOW, liaison, duty, text, (), vault=vault, max_mb=1)
        return
    verdict = review.Verdict(ticked=frozenset(ReturnReason), opinion="同意。")
    review.accept(NOW, office, waiting.id, verdict)
