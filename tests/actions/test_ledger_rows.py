"""The ledger's columns tell what happened to each duty, on both engines."""

from __future__ import annotations

from datetime import date

from small_plan import Town, at, pdf

from tracker.actions import extending, progress, review
from tracker.actions.extending import ExtensionDecision
from tracker.actions.progress import ReportText
from tracker.actions.review import ALL_TICKED
from tracker.core.requests import ExtensionPapers
from tracker.core.words import CaseStatus, Pace, ReportKind
from tracker.exports import ledger_rows, task_rows
from tracker.holiday_data import load_workdays
from tracker.store.queries.ledger import ledger
from tracker.store.queries.stories import paces_of, stories_of
from tracker.store.tables import Case, Duty, Exemption, Indicator, TaskUnit

NOW, TODAY = at("2025-12-15 10:00"), date(2025, 12, 18)
DAYS = load_workdays(range(2025, 2027))


def rows_of(town: Town):
    found = ledger("yanshi", TODAY, DAYS)
    stories = stories_of(town.plan)
    return found, stories, {row.duty_key: row for row in ledger_rows(found, stories, TODAY)}


def report(town: Town, duty: int, text: ReportText, actor=None, files=()) -> int:
    return progress.report(NOW, actor or town.liaison, duty, text, files, vault=town.vault, max_mb=1)


def test_a_row_tells_reports_files_values_extension_and_closure(town):
    one, two, three = town.duties
    task = Duty.get_by_id(one).task_id
    target = Indicator.insert(
        task=task, position=1, name="入学率", comparison="at_least", value="97", unit="%"
    ).execute()
    asked = extending.ask(NOW, town.liaison, one, ExtensionPapers(date(2026, 3, 31), "摸底", "延后印发", "3月底"))
    extending.decide(NOW, town.office, asked, ExtensionDecision(date(2026, 2, 27), doc_no="延〔2025〕3号"))
    report(town, one, ReportText(ReportKind.COORDINATION, "请明确经费"))
    report(
        town,
        one,
        ReportText(ReportKind.PROGRESS, "已印发", "经费不足", "继续", values={target: "96.5"}),
        files=[pdf("文件.pdf")],
    )
    claim = report(town, two, ReportText(ReportKind.CLOSURE, "已办结", is_stamped=True), town.other_liaison, [pdf()])
    review.accept(NOW, town.office, claim, ALL_TICKED)
    _, _, rows = rows_of(town)
    first = rows[f"duty-{one}"]
    assert (first.progress, first.problems, first.next_steps) == ("已印发", "经费不足", "继续")
    assert first.coordination == "请明确经费"
    assert first.evidence.endswith("文件.pdf")
    assert first.figures.startswith("入学率")
    assert "96.5%" in first.figures
    assert first.target.startswith("入学率")
    assert (first.due, first.due_original, first.extensions) == (
        date(2026, 2, 27), date(2025, 12, 31), "1 次（延〔2025〕3号）",
    )  # fmt: skip
    assert (first.self_state, first.state, first.updated) == ("阶段进展（待审）", "达进度", NOW.date())
    assert first.liaison == "演示联络员·lian"
    second = rows[f"duty-{two}"]
    assert (second.state, second.closing) == ("已完成", "2025-12-15，演示督查员·du")
    assert rows[f"duty-{three}"].progress == ""


def test_a_returned_report_tells_nothing_and_an_exempted_duty_says_why(town):
    one, two, _ = town.duties
    report_id = report(town, one, ReportText(ReportKind.PROGRESS, "不清楚的话"))
    review.give_back(NOW, town.office, report_id, review.Verdict("写清楚", reason=review.ReturnReason.FACTS))
    Duty.update(is_exempt=True).where(Duty.id == two).execute()
    Exemption.insert(task=Duty.get_by_id(two).task_id, unit=town.finance, reason="没有特教学校", at=NOW).execute()
    _, _, rows = rows_of(town)
    assert (rows[f"duty-{one}"].progress, rows[f"duty-{one}"].self_state) == ("", "")
    assert (rows[f"duty-{two}"].state, rows[f"duty-{two}"].state_why) == ("豁免", "没有特教学校")


def test_a_listing_stands_in_its_columns_and_puts_the_task_behind(town):
    one = town.duties[0]
    Case.insert(
        duty=one, plan=town.plan, status=CaseStatus.RECTIFYING, facts="未办结", proposed_at=NOW, number="挂〔2025〕1号",
        decided_at=NOW, limit=date(2026, 3, 31),
    ).execute()  # fmt: skip
    found, stories, rows = rows_of(town)
    row = rows[f"duty-{one}"]
    assert (row.level, row.listing) == ("挂牌督办", "挂〔2025〕1号，2025-12-15 挂牌，限期 2026-03-31")
    assert Pace.BEHIND in [reading.pace for _, reading in paces_of(found, stories, TODAY)]


def test_one_row_a_task_puts_what_several_units_say_behind_their_names(town):
    one, two, _ = town.duties
    TaskUnit.update(task=Duty.get_by_id(one).task_id).where(TaskUnit.unit == town.finance).execute()
    Duty.update(task=Duty.get_by_id(one).task_id).where(Duty.id == two).execute()
    report(town, one, ReportText(ReportKind.PROGRESS, "甲办了一半"))
    report(town, two, ReportText(ReportKind.PROGRESS, "乙办完了"), town.other_liaison)
    found, stories, _ = rows_of(town)
    first = task_rows(found, stories, TODAY)[0]
    assert first.progress == "演示市教育局：甲办了一半\n演示市财政局：乙办完了"
    assert first.unit == "演示市教育局、演示市财政局"
    assert [row.serial for row in task_rows(found, stories, TODAY)] == [1, 2, 3]
