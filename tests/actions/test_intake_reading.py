"""A received document is read (读取): to a head with drafts or to a sentence, by one process."""

from __future__ import annotations

import json
import threading
from datetime import date, timedelta
from io import BytesIO

import pytest
from received import a_plan, rows_of
from review_desk import NOW

from tasks_seed.reading_apart import Progress, Stage
from tracker.actions import admission, reading, receiving
from tracker.actions.evidence import Upload
from tracker.core.refusals import Refused
from tracker.core.words import ReadingState
from tracker.store.db import connected
from tracker.store.queries import intake as queries
from tracker.store.tables import Entry, Intake, Plan, Reading, Task
from tracker.timekeeper import real_now


def test_a_document_becomes_a_head_and_drafts_and_no_task(office, intake):
    head = Intake.get_by_id(intake)
    assert (head.title, head.doc_no) == ("示例市资源教室建设实施方案（2025—2027年）", "示政办〔2025〕3号")
    assert (head.issued_on, head.region, head.level) == (date(2025, 3, 1), "示例市", "市")
    assert [row.no for row in rows_of(intake)] == ["1", "2", "3", "4"]
    assert Task.select().count() == Plan.select().count() == 0


def test_every_row_knows_where_it_stands_in_the_document(office, intake):
    text = Reading.get(Reading.intake == intake).document["text"]
    for row in rows_of(intake):
        assert row.text in text[row.source["start"] : row.source["end"]]


def test_the_real_reader_reads_it_in_a_process_of_its_own(office, vault):
    intake_id = receiving.receive(NOW, office, Upload("方案.docx", BytesIO(a_plan())), vault=vault, max_mb=5)
    assert reading.read(lambda: NOW, vault, intake_id)
    assert Reading.get(Reading.intake == intake_id).state is ReadingState.READ
    assert len(rows_of(intake_id)) == 4


def test_pasted_text_is_read_too(office, vault):
    text = "示例市实施方案\n一、重点任务\n（一）建设资源教室。（牵头单位：市教育局，配合单位：市财政局，完成时限：2026年6月底前）\n"
    intake_id = receiving.receive_text(NOW, office, text, vault=vault)
    assert reading.read(lambda: NOW, vault, intake_id)
    (row,) = rows_of(intake_id)
    assert (row.lead, row.cooperating) == (["市教育局"], ["市财政局"])


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("方案.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "另存为 .docx"),
        ("方案.docx", b"PK\x03\x04 not really", "方案|文件"),
        ("方案.pdf", b"MZ" + b"x" * 600, "方案|文件"),
        ("方案.txt", b"   \n  ", "空"),
    ],
)
def test_a_bad_file_is_a_sentence_and_nothing_is_half_imported(office, vault, name, content, said):
    intake_id = receiving.receive(NOW, office, Upload(name, BytesIO(content)), vault=vault, max_mb=5)
    assert reading.read(lambda: NOW, vault, intake_id)
    job = Reading.get(Reading.intake == intake_id)
    assert job.state is ReadingState.REFUSED
    assert any(word in job.sentence for word in said.split("|"))
    assert rows_of(intake_id) == []
    assert any(matter.blocks for matter in admission.open_matters(intake_id))


@pytest.mark.parametrize(("content", "said"), [(b"", "空的"), (b"x" * (1024 * 1024 + 1), "超过 1 MB")])
def test_an_empty_or_too_large_file_is_not_taken_in(office, vault, content, said):
    with pytest.raises(Refused, match=said):
        receiving.receive(NOW, office, Upload("方案.docx", BytesIO(content)), vault=vault, max_mb=1)
    assert Intake.select().count() == 0


def test_the_same_document_is_under_review_once(office, intake, vault):
    again = receiving.receive(NOW, office, Upload("同一份.docx", BytesIO(a_plan())), vault=vault, max_mb=5)
    assert again == intake
    assert Intake.select().count() == 1


def test_two_processes_do_not_read_the_same_job(office, vault, database):
    intake_id = receiving.receive(NOW, office, Upload("方案.docx", BytesIO(a_plan())), vault=vault, max_mb=5)
    won = []

    def try_it() -> None:
        with connected():
            won.append(reading.read(lambda: NOW, vault, intake_id))

    threads = [threading.Thread(target=try_it) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(won) == [False, False, False, True]
    assert Reading.get(Reading.intake == intake_id).tries == 1
    assert len(rows_of(intake_id)) == 4


def test_a_reader_that_died_leaves_a_job_that_can_be_taken_up_again(office, vault):
    intake_id = receiving.receive(NOW, office, Upload("方案.docx", BytesIO(a_plan())), vault=vault, max_mb=5)
    assert reading._claim(intake_id, "the one that dies")
    with pytest.raises(Refused, match="正在读取"):
        reading.ask_again(NOW, office, intake_id)
    Reading.update(lease_until=real_now() - timedelta(seconds=1)).where(Reading.intake == intake_id).execute()
    reading.ask_again(NOW, office, intake_id)
    assert reading.read(lambda: NOW, vault, intake_id)
    with pytest.raises(reading._Lost):  # the dead one comes back: it may not write any more
        reading._end(intake_id, "the one that dies", ReadingState.BROKEN, "")
    assert len(rows_of(intake_id)) == 4


def test_progress_is_written_a_few_times_a_second_and_only_by_who_reads(office, vault):
    intake_id = receiving.receive(NOW, office, Upload("方案.docx", BytesIO(a_plan())), vault=vault, max_mb=5)
    reading._claim(intake_id, "reader")
    tell = reading._teller(intake_id, "reader")
    tell(Progress(Stage.READING, 3, 12, "正在读第 3 页，共 12 页。"))
    tell(Progress(Stage.READING, 4, 12, "正在读第 4 页，共 12 页。"))  # within the same moment: not worth a row
    job = queries.reading_of(intake_id)
    assert (job.percent, job.sentence) == (25, "正在读第 3 页，共 12 页。")
    assert job.lease_until > real_now()
    with pytest.raises(reading._Lost):
        reading._teller(intake_id, "somebody else")(Progress(Stage.READING, 5, 12, ""))


def test_what_is_read_and_under_review_is_not_read_over(office, intake):
    with pytest.raises(Refused, match="已经读完"):
        reading.ask_again(NOW, office, intake)


def test_history_never_holds_the_text_of_a_refused_document(office, vault):
    intake_id = receiving.receive(NOW, office, Upload("方案.pdf", BytesIO(b"MZ secret words")), vault=vault, max_mb=1)
    reading.read(lambda: NOW, vault, intake_id)
    assert "secret" not in json.dumps([[entry.words, entry.data] for entry in Entry.select()])
