"""A calendar of 10,000 duties: the library, plain joining, and the product's own requests, in one run.

Usage: .venv/bin/python -m bench.calendar_feeds [NUMBER_OF_DUTIES]
"""

from __future__ import annotations

import sys
import tempfile
from datetime import date, datetime, timedelta
from pathlib import Path

from icalendar import Calendar
from peewee import chunked

from bench.timing import least_ms, show
from tracker.actions import calendar_reading
from tracker.actions.calendar_texts import Scope, text_bodies
from tracker.actions.subscribing import Subscription, add_feed
from tracker.config import Config
from tracker.core.words import DeadlineKind, DutyKind, FeedKind, LeadRule, Publicity
from tracker.feeds.shelf import Shelf
from tracker.feeds.variants import Variant
from tracker.feeds.writing import calendar_bytes
from tracker.store.db import connected, migrate, open_database, transaction
from tracker.store.tables import Duty, Plan, Task, Unit
from tracker.timekeeper import SHANGHAI, Practice, Timekeeper, real_now
from tracker.web import create_app

NOW = datetime(2025, 12, 18, 10, 0, tzinfo=SHANGHAI)
TEXT = "推进特殊教育学校标准化建设，{n}号任务：健全送教上门制度，落实“一人一案”，完善资源教室配备；按期报送佐证"


def main(count: int) -> None:
    """Fill a ledger, subscribe the office to all of it, and measure."""
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(f"sqlite:///{folder}/bench.db")
        migrate()
        config = Config(Path(folder), f"sqlite:///{folder}/bench.db", "only for a benchmark", "https://example.test")
        with connected():
            _fill(count)
            token = add_feed(NOW, Subscription(FeedKind.OFFICE))
        moment = [NOW]
        app = create_app(config, Timekeeper(lambda: Practice(moment[0], real_now())))
        _measure(app.test_client(), f"/feeds/{token}.ics", moment, count)
        database.close()


def _measure(client, path: str, moment: list[datetime], count: int) -> None:  # noqa: ANN001 - flask's test client
    first = least_ms(lambda: client.get(path), runs=1)
    answer = client.get(path)
    etag, gzipped = {"If-None-Match": answer.headers["ETag"]}, {"Accept-Encoding": "gzip"}
    with connected():
        bodies = text_bodies(moment[0].date(), Scope(None, None), Variant.of(FeedKind.OFFICE))[1]
    name = str(Calendar.from_ical(answer.data)["X-WR-CALNAME"])
    whole = Calendar.from_ical(answer.data)
    if not whole.to_ical(sorted=False) == whole.to_ical() == answer.data == calendar_bytes(name, bodies):
        raise SystemExit("the bytes differ from the library's")
    rows = [
        ("icalendar: Calendar.to_ical() of the finished components", least_ms(whole.to_ical, runs=3)),
        ("plain joining of kept bytes (yardstick)", least_ms(lambda: calendar_bytes(name, bodies))),
        ("request, nothing kept yet (all derived and written)", first),
        ("request, warm, plain", least_ms(lambda: client.get(path))),
        ("request, warm, gzip", least_ms(lambda: client.get(path, headers=gzipped))),
        ("request, 304", least_ms(lambda: client.get(path, headers=etag))),
        ("of which: opening and closing the database", least_ms(_open_and_close)),
        ("request, new process (kept bytes from the database)", least_ms(lambda: _new_process(client, path))),
        ("request, first of a new day, 304", least_ms(lambda: _next_day(client, path, moment, etag), runs=3)),
        ("request after 1 % of the duties moved", least_ms(lambda: _moved(client, path, moment, count // 100), runs=3)),
    ]
    show(f"Calendar of {count:,} duties, {len(answer.data) / 1e6:.2f} MB", rows, rows[0][0])


def _open_and_close() -> None:
    with connected():
        pass


def _new_process(client, path: str) -> None:  # noqa: ANN001 - flask's test client
    calendar_reading._shelf = Shelf()  # noqa: SLF001 - as a process that has just started
    client.get(path)


def _next_day(client, path: str, moment: list[datetime], etag: dict[str, str]) -> None:  # noqa: ANN001 - the same
    moment[0] += timedelta(days=1)
    if client.get(path, headers=etag).status_code != 304:  # noqa: PLR2004 - the very status
        raise SystemExit("a new day alone must not change the calendar")


def _moved(client, path: str, moment: list[datetime], count: int) -> None:  # noqa: ANN001 - the same
    moment[0] += timedelta(hours=1)
    with connected():
        day = date(2026, 3, 1) + timedelta(days=moment[0].hour)
        Duty.update(due=day).where(Duty.id <= count).execute()
    client.get(path)


def _fill(count: int) -> None:
    with transaction():
        plan = Plan.insert(
            key="bench",
            title="示例市特殊教育发展提升行动计划",
            issuers=[],
            region="示例市",
            lead_rule=LeadRule.EXPLICIT,
            publicity=Publicity.PUBLIC,
            admitted_at=NOW,
        ).execute()
        units = [Unit.insert(region="示例市", name=f"单位{n}", full_name=f"示例市单位{n}").execute() for n in range(50)]
        tasks = [_task(plan, n) for n in range(1, count + 1)]
        for part in chunked(tasks, 500):
            Task.insert_many(part).execute()
        task_ids = [task_id for (task_id,) in Task.select(Task.id).order_by(Task.id).tuples()]
        for part in chunked((_duty(plan, task, units[n % 50], n) for n, task in enumerate(task_ids)), 500):
            Duty.insert_many(part).execute()


def _task(plan: int, number: int) -> dict[str, object]:
    return {
        "plan": plan,
        "position": number,
        "no": str(number),
        "text": TEXT.format(n=number),
        "lead_rule": LeadRule.EXPLICIT,
        "deadline_text": "2025年底前完成，并长期坚持",
        "deadline_kind": DeadlineKind.FIXED,
        "deadline": {},
    }


def _duty(plan: int, task: int, unit: int, number: int) -> dict[str, object]:
    due = date(2025, 12, 1) + timedelta(days=number % 400)
    return {
        "plan": plan,
        "task": task,
        "unit": unit,
        "kind": DutyKind.CLOSING,
        "period": "once",
        "due": due,
        "due_original": due,
        "admitted_on": date(2025, 3, 1),
    }


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
