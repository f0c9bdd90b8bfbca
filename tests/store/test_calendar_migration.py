"""A database of the first schema, with subscriptions in use, goes on with its subscriptions."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from playhouse.migrations import Runner

import tracker.store
from tracker.actions.calendar_reading import read_feed, token_hash, whole_calendar
from tracker.store import db
from tracker.timekeeper import SHANGHAI

FOLDER = Path(tracker.store.__file__).parent / "migrations"
NOW = datetime(2025, 12, 20, 10, 0, tzinfo=SHANGHAI)
ROWS = (
    (
        "INSERT INTO plan (id, key, title, issuers, period_text, region, level, lead_rule, lead_rule_why, publicity, "
        "is_comment_draft, settings, source_name, source_sha256, admitted_at, status) VALUES (1, 'k', '演示方案', '[]', '', "
        "'演示市', '', 'explicit', '', 'public', 0, '{}', '', '', '2025-03-01T01:00:00.000000Z', 'in_force')"
    ),
    (
        "INSERT INTO unit (id, region, name, full_name, level, function, is_collective) "
        "VALUES (1, '演示市', '市教育局', '演示市教育局', '', '', 0)"
    ),
    (
        'INSERT INTO task (id, plan_id, position, list_name, no, "group", title, text, lead_rule, units_raw, deadline_kind, '
        "deadline, doubts, source, outcome_why) VALUES (1, 1, 1, 'tasks', '1', '', '', '演示任务', 'explicit', '', 'fixed', "
        "'{}', '[]', '{}', '')"
    ),
    (
        "INSERT INTO duty (id, plan_id, task_id, unit_id, kind, period, due, due_original, why, status, is_exempt, admitted_on, "
        "reopened, revision) VALUES (1, 1, 1, 1, 'closing', 'once', '2025-12-31', '2025-12-31', '[]', 'active', 0, "
        "'2025-03-01', 0, 0)"
    ),
    (
        "INSERT INTO feed_item (uid, duty_id, digest, dates_digest, sequence, last_modified, body) "
        "VALUES ('duty-1@old.tracker', 1, 'a', 'b', 0, '2025-12-01T01:00:00.000000Z', x'00')"
    ),
    (
        "INSERT INTO feed (kind, plan_id, unit_id, token_hash, tail, etag, created_at, user_agent) "
        "VALUES ('unit', 1, 1, '{hash}', 'oken', '', '2025-12-01T01:00:00.000000Z', '')"
    ),
)


def test_a_subscription_made_before_the_ledger_reads_on(tmp_path):
    opened = db.open_database(f"sqlite:///{tmp_path / 'old.db'}")
    with db.connected():
        Runner(opened, str(FOLDER)).up("0001_first_light")
        for statement in ROWS:
            opened.execute_sql(statement.replace("{hash}", token_hash("an old token")))
    db.migrate()
    with db.connected():
        body = whole_calendar(read_feed(NOW, "an old token", base_url="https://example.test")).plain
    assert body.count(b"BEGIN:VEVENT") == 1
    assert "演示任务".encode() in body
    opened.close()
