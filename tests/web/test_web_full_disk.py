"""What somebody at a desk sees when the disk is full, read-only or broken: a sentence, and the text that was typed."""

from __future__ import annotations

from visiting import a_file, duty_of

from tracker.actions import reading
from tracker.store.db import connected
from tracker.store.tables import Evidence, Report
from tracker.store.tables import database as bound

LONG = "写了很久的一段话。" * 400


def fill_up() -> None:
    """SQLite's own limit: not a page more than there are."""
    pages = bound.execute_sql("PRAGMA page_count").fetchone()[0]
    bound.execute_sql(f"PRAGMA max_page_count = {pages}")


def test_a_full_disk_keeps_what_was_typed(app, liaison):
    duty = duty_of("市教育局", "1")
    with connected():
        fill_up()
        sent = liaison.report(duty, progress=LONG)
        assert sent.status_code == 503
        assert "磁盘满了" in sent.text
        assert LONG in sent.text
        assert (Report.select().count(), Evidence.select().count()) == (0, 0)
        assert liaison.get("/").status_code in (200, 302), "reading goes on"
        bound.execute_sql("PRAGMA max_page_count = 1000000")
        assert liaison.report(duty, progress=LONG, files=[a_file()]).status_code == 302
        assert Report.select().count() == 1


def test_a_read_only_disk_keeps_what_was_typed(app, liaison):
    duty = duty_of("市教育局", "1")
    with connected():
        bound.execute_sql("PRAGMA query_only = 1")
        sent = liaison.report(duty, progress=LONG)
        assert sent.status_code == 503
        assert "只读" in sent.text
        assert LONG in sent.text
        bound.execute_sql("PRAGMA query_only = 0")


def test_a_button_without_a_form_to_go_back_to_answers_with_a_page_of_its_own(app, office):
    sent = office.post("/intake", {"text": "示例市方案\n一、建成一个资源教室（2025年12月底前）。\n"})
    reading.wait_for_all()
    number = sent.headers["Location"].split("/")[2]
    with connected():
        bound.execute_sql("PRAGMA query_only = 1")
        refused = office.post(f"/intake/{number}/removal")
        bound.execute_sql("PRAGMA query_only = 0")
    assert refused.status_code == 503
    assert "只读" in refused.text
    assert "后退" in refused.text


def test_a_database_that_is_broken_is_a_page_without_the_database(app, config, liaison):
    path = config.data_dir / "tracker.db"
    bound.close()
    for ending in ("-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    whole = path.read_bytes()
    path.write_bytes(b"this is no database at all" * 1000)
    answer = liaison.get("/plans")
    assert answer.status_code == 503
    assert "请告诉管理员" in answer.text or "请马上告诉管理员" in answer.text
    assert "Traceback" not in answer.text
    assert answer.headers["Retry-After"] == "120"
    bound.close()
    path.write_bytes(whole)
    assert liaison.get("/plans").status_code in (200, 302)
