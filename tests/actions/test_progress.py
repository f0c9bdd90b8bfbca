from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from small_plan import PDF, Town, at, pdf

from tracker.actions import history, progress, review
from tracker.actions.duty_door import move_duty
from tracker.actions.evidence import Upload
from tracker.actions.progress import ReportText
from tracker.actions.review import ALL_TICKED, Verdict
from tracker.core.refusals import Moved, NotAllowed, NotThere, Refused
from tracker.core.words import DutyStatus, ReportKind, ReturnReason
from tracker.store.queries.desks import history_of, reports_of, waiting_reports
from tracker.store.queries.duties import duty_by_id
from tracker.store.tables import Evidence, Report

NOW = at("2025-12-20 10:00")
CLOSE = ReportText(ReportKind.CLOSURE, "机制文件已印发", approved_by_head="演示局长", approved_on=date(2025, 12, 19))
REDO = Verdict("请注明取数日期", reason=ReturnReason.FACTS, redo_by=date(2025, 12, 26))


def report(town: Town, text: ReportText = CLOSE, files=None, actor=None, duty: int | None = None) -> int:
    return progress.report(
        NOW,
        actor or town.liaison,
        duty or town.duties[0],
        text,
        [pdf()] if files is None else files,
        vault=town.vault,
        max_mb=1,
    )


def status(town: Town) -> DutyStatus:
    found = duty_by_id(town.duties[0])
    assert found
    return found.status


def test_a_claim_with_evidence_goes_to_the_office_and_closes_when_accepted(town):
    report_id = report(town)
    assert status(town) is DutyStatus.SUBMITTED
    assert [waiting.report.id for waiting in waiting_reports()] == [report_id]
    review.accept(at("2025-12-22 09:00"), town.office, report_id, ALL_TICKED)
    assert status(town) is DutyStatus.CLOSED
    assert [entry.verb for entry in history_of("duty", town.duties[0])] == ["采纳并销号", "申请销号"]
    assert history.verify()[1] == []


def test_a_returned_claim_comes_back_with_its_reason(town):
    report_id = report(town)
    review.give_back(NOW, town.office, report_id, REDO)
    assert status(town) is DutyStatus.ACTIVE
    found = reports_of(town.duties[0])[0]
    assert (found.reason, found.opinion, found.redo_by) == (ReturnReason.FACTS, "请注明取数日期", date(2025, 12, 26))


def test_a_claim_is_accepted_only_with_all_six_questions_ticked(town):
    report_id = report(town)
    with pytest.raises(Refused, match="文书格式是否规范"):
        review.accept(NOW, town.office, report_id, Verdict(ticked=frozenset(set(ReturnReason) - {ReturnReason.FORM})))
    assert status(town) is DutyStatus.SUBMITTED


@pytest.mark.parametrize(
    ("verdict", "field"),
    [
        (Verdict("请改"), "reason"),
        (Verdict(" ", reason=ReturnReason.FACTS), "opinion"),
        (Verdict("请改", reason=ReturnReason.FACTS), "redo_by"),
        (Verdict("请改", reason=ReturnReason.FACTS, redo_by=date(2025, 12, 1)), "redo_by"),
    ],
)
def test_a_return_says_why_what_and_by_when(town, verdict, field):
    with pytest.raises(Refused) as refused:
        review.give_back(NOW, town.office, report(town), verdict)
    assert refused.value.field == field


def test_stage_progress_does_not_stop_the_units_clock(town):
    report(town, ReportText(ReportKind.PROGRESS, "已印发征求意见稿"), files=[])
    assert status(town) is DutyStatus.ACTIVE


@pytest.mark.parametrize(
    ("text", "files", "field"),
    [
        (ReportText(ReportKind.PROGRESS, "  "), [], "progress"),
        (CLOSE, [], "files"),
        (ReportText(ReportKind.CLOSURE, "已完成"), None, "approved_by_head"),
        (ReportText(ReportKind.CLOSURE, "已完成", approved_by_head="演示局长"), None, "approved_on"),
        (ReportText(ReportKind.NO_CHANGE, ""), None, "kind"),
        (ReportText(ReportKind.ELSEWHERE, ""), [], "files"),
        (ReportText(ReportKind.PROGRESS, "学生身份证 11010119900307803X 已登记"), [], "progress"),
        (ReportText(ReportKind.PROGRESS, "长" * 4001), [], "progress"),
    ],
)
def test_what_is_missing_is_named_and_nothing_is_written(town, text, files, field):
    with pytest.raises(Refused) as refused:
        report(town, text, files)
    assert refused.value.field == field
    assert Report.select().count() == 0


def test_another_unit_does_not_even_learn_that_the_duty_exists(town):
    with pytest.raises(NotThere):
        report(town, actor=town.other_liaison)
    with pytest.raises(NotAllowed):
        report(town, actor=town.office)


def test_a_second_reviewer_is_told_who_was_first(town):
    report_id = report(town)
    review.accept(NOW, town.office, report_id)
    with pytest.raises(Refused):
        review.give_back(NOW, town.second_office, report_id, REDO)
    assert status(town) is DutyStatus.CLOSED


def test_a_liaison_cannot_review(town):
    with pytest.raises(NotAllowed):
        review.accept(NOW, town.liaison, report(town))


def test_a_closed_duty_takes_no_more_reports(town):
    review.accept(NOW, town.office, report(town))
    with pytest.raises(Refused, match="该事项已销号"):
        report(town)


def test_two_people_acting_at_once_leave_one_claim(town):
    stale = duty_by_id(town.duties[0])
    report(town)
    assert stale
    with pytest.raises(Moved):
        move_duty(stale, DutyStatus.SUBMITTED)


def archive(*members: tuple[str, bytes]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as made:
        for name, content in members:
            made.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("空.pdf", b"", "文件是空的"),
        ("大.pdf", PDF + b"x" * 1_048_577, "超过 1 MB"),
        ("演示.exe", b"MZ", "只收 PDF、Word、Excel 和图片"),
        ("表.png", PDF, "对不上"),
        ("表.xlsx", archive(("other/x", b"1")), "对不上"),
        ("", PDF, "没有名字"),
        ("11010119900307803X.pdf", PDF, "身份证号"),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_in_a_sentence(town, name, content, sentence):
    with pytest.raises(Refused, match=sentence) as refused:
        report(town, files=[Upload(name, BytesIO(content))])
    assert refused.value.field == "files"
    assert (Report.select().count(), Evidence.select().count()) == (0, 0)


def test_path_parts_are_dropped_and_the_same_file_is_kept_once(town):
    report(town, files=[pdf("../../etc/佐证.pdf"), pdf("C:\\桌面\\又一份.pdf")])
    assert [row.name for row in Evidence.select()] == ["佐证.pdf"]


def test_the_kept_file_is_the_file_that_was_sent(town):
    report(town)
    row = Evidence.get()
    assert town.vault.read_bytes(row.sha256) == PDF
    assert [path for path in town.vault.shelf.folder.iterdir() if path.name.startswith(".incoming")] == []
