"""离线回执 there and back: openpyxl, python-docx and LibreOffice as the clerk, the pages as everybody sees them."""

from __future__ import annotations

import shutil
import subprocess
from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from slip_filling import COLUMNS, brought_back, docx_filled, filled, slip_of
from visiting import a_file, duty_of, unit_of, visitor
from werkzeug.datastructures import FileStorage

from tracker.core.slips import KEY
from tracker.store.db import connected
from tracker.store.tables import Duty, Entry, Report, SlipDuty, Task

OFFICE = shutil.which("soffice")


def reports_of(duty: int) -> list[tuple[str, str, str]]:
    with connected():
        found = Report.select().where(Report.duty == duty).order_by(Report.id)
        return [(str(each.kind), each.progress, each.next_steps) for each in found]


def re_saved(tmp_path, content: bytes, ending: str) -> bytes:
    """The file as LibreOffice writes it."""
    before = tmp_path / f"slip.{ending}"
    before.write_bytes(content)
    subprocess.run(
        [
            OFFICE, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
            "--convert-to", ending, "--outdir", str(tmp_path / "out"), str(before),
        ],
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip
    return (tmp_path / "out" / f"slip.{ending}").read_bytes()


def test_a_slip_holds_only_the_units_open_duties_locked_wording_and_free_cells(liaison):
    content = slip_of(liaison)
    book = load_workbook(BytesIO(content))
    sheet = book.active
    assert [sheet.cell(row, 3).value for row in range(5, sheet.max_row + 1)] == ["1", "3"]
    assert sheet.protection.sheet is True
    assert sheet.column_dimensions["A"].hidden is True
    assert all(KEY.fullmatch(sheet.cell(row, 1).value) for row in (5, 6))
    assert sheet["D5"].protection.locked is True
    assert [sheet[f"{letter}5"].protection.locked for letter in COLUMNS.values()] == [False] * 4
    assert sheet.data_validations.dataValidation[0].formula1 == '"阶段进展,需要协调,本期无变化"'
    assert sheet["B2"].value.startswith("单位：示例市教育局")


def test_there_and_back_a_slip_becomes_reports_after_a_preview(liaison):
    one, three = duty_of("市教育局", "1"), duty_of("市教育局", "3")
    content = filled(
        slip_of(liaison),
        {
            "1": {"progress": "主体已封顶。\n12月底验收。", "next_steps": "协调消防验收。"},
            "3": {"kind": "需要协调", "progress": "请市财政局明确经费渠道。"},
        },
    )
    address, page = brought_back(liaison, content)
    assert "共 2 行：可以报送 2 行" in page
    assert "主体已封顶。" in page
    assert "以前没有报过。" in page
    assert reports_of(one) == []
    answer = liaison.post(f"{address}/reports", {"duty": [str(one), str(three)]})
    assert answer.status_code == 302
    assert reports_of(one) == [("progress", "主体已封顶。\n12月底验收。", "协调消防验收。")]
    assert reports_of(three) == [("coordination", "请市财政局明确经费渠道。", "")]
    assert "已报送 2 件" in liaison.get(address).text


def test_the_same_slip_twice_changes_nothing_the_second_time(liaison):
    one = duty_of("市教育局", "1")
    content = filled(slip_of(liaison), {"1": {"progress": "主体已封顶。"}})
    address, _ = brought_back(liaison, content)
    assert liaison.post(f"{address}/reports", {"duty": str(one)}).status_code == 302
    assert liaison.post(f"{address}/reports", {"duty": str(one)}).status_code == 409
    again, page = brought_back(liaison, content)
    assert "2025-12-18 已经导入过" in page
    assert liaison.post(f"{again}/reports", {"duty": str(one)}).status_code == 409
    assert len(reports_of(one)) == 1


def test_a_slip_of_an_older_state_never_stands_over_a_newer_report(liaison):
    one = duty_of("市教育局", "1")
    content = filled(slip_of(liaison), {"1": {"progress": "旧的文字。"}})
    liaison.report(one, kind="progress", progress="网页上报的新进展。", files=[])
    address, page = brought_back(liaison, content)
    assert "旧回执不能盖过新的" in page
    assert "旧的文字。" in page
    assert liaison.post(f"{address}/reports", {"duty": str(one)}).status_code == 409
    assert [progress for _, progress, _ in reports_of(one)] == ["网页上报的新进展。"]


def test_what_changed_between_preview_and_confirmation_stops_the_whole(liaison):
    one, three = duty_of("市教育局", "1"), duty_of("市教育局", "3")
    content = filled(slip_of(liaison), {"1": {"progress": "甲。"}, "3": {"progress": "乙。"}})
    address, _ = brought_back(liaison, content)
    liaison.report(one, kind="progress", progress="先到的。", files=[])
    answer = liaison.post(f"{address}/reports", {"duty": [str(one), str(three)]})
    assert answer.status_code == 409
    assert "一行也没有报" in answer.text
    assert "乙。" in answer.text
    assert reports_of(three) == []


def test_a_slip_for_another_unit_is_refused_and_tells_nothing_of_it(liaison, other_liaison):
    content = filled(slip_of(liaison), {"1": {"progress": "代报。"}})
    address, page = brought_back(other_liaison, content)
    assert "这一行是发给别的单位的" in page
    assert f"/duties/{duty_of('市教育局', '1')}" not in page
    assert other_liaison.post(f"{address}/reports", {"duty": str(duty_of("市教育局", "1"))}).status_code == 409
    assert reports_of(duty_of("市教育局", "1")) == []
    assert liaison.get(address).status_code == 404  # another person's upload


def test_a_closed_duty_and_an_altered_wording_are_refused_line_by_line(liaison):
    one, three = duty_of("市教育局", "1"), duty_of("市教育局", "3")

    def altered(sheet):
        sheet["D6"] = "另一项任务。"

    content = filled(slip_of(liaison), {"1": {"progress": "甲。"}, "3": {"progress": "乙。"}}, altered)
    with connected():
        Duty.update(status="closed").where(Duty.id == one).execute()
    _, page = brought_back(liaison, content)
    assert "该事项已销号，不能再报送进展" in page
    assert "任务文字和发出去时不一样" in page
    assert reports_of(three) == []


def test_a_forged_key_reports_nothing(liaison):
    def forged(sheet):
        key = sheet["A5"].value
        sheet["A5"] = key.replace(f"-{duty_of('市教育局', '1')}-", f"-{duty_of('市残联', '4')}-")
        sheet["A6"] = None

    content = filled(slip_of(liaison), {"1": {"progress": "甲。"}, "3": {"progress": "乙。"}}, forged)
    _, page = brought_back(liaison, content)
    assert "系统标记被改动过" in page
    assert "没有系统的标记" in page
    assert "共 2 行：不认得 2 行" in page


def test_rows_sorted_deleted_inserted_and_sheets_renamed_are_still_understood(liaison):
    def jumbled(sheet):
        sheet.title = "Sheet1"
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]
        for number, row in enumerate(reversed(rows), start=5):
            for place, value in enumerate(row, start=1):
                sheet.cell(number, place, value)
        sheet.insert_rows(6)
        sheet.insert_cols(2)
        sheet["B4"] = "本单位备注"
        sheet.column_dimensions["E"].hidden = True
        sheet["L9"] = "填表人：演示"

    content = filled(slip_of(liaison), {"1": {"progress": "甲。"}, "3": {"progress": "乙。"}}, jumbled)
    _, page = brought_back(liaison, content)
    assert "可以报送 2 行" in page
    assert page.index("乙。") < page.index("甲。")


def test_a_row_that_somebody_added_by_hand_is_named_and_not_reported(liaison):
    def added(sheet):
        sheet["D7"], sheet["J7"] = "自己加的任务", "已办。"

    _, page = brought_back(liaison, filled(slip_of(liaison), {}, added))
    assert "可能是新添的行" in page
    assert "自己加的任务" in page


def test_a_row_copied_twice_is_reported_by_neither(liaison):
    def copied(sheet):
        for place in range(1, 13):
            sheet.cell(7, place, sheet.cell(5, place).value)

    _, page = brought_back(liaison, filled(slip_of(liaison), {"1": {"progress": "甲。"}}, copied))
    assert page.count("同一件事项在表里出现了两次") == 2


def test_numbers_dates_and_formulas_in_free_cells(liaison):
    def typed(sheet):
        sheet["J5"], sheet["L5"] = 0.975, 46022
        sheet["J5"].number_format, sheet["L5"].number_format = "0.0%", "yyyy-mm-dd"
        sheet["J6"] = "=1+1"

    address, page = brought_back(liaison, filled(slip_of(liaison), {}, typed))
    assert "97.5%" in page
    assert "2025-12-31" in page
    assert "进展情况是公式" in page
    liaison.post(f"{address}/reports", {"duty": str(duty_of("市教育局", "1"))})
    assert reports_of(duty_of("市教育局", "1")) == [("progress", "97.5%", "2025-12-31")]


def test_text_that_looks_like_a_formula_goes_out_and_comes_back_as_text(liaison):
    one = duty_of("市教育局", "1")
    hostile = '=HYPERLINK("http://127.0.0.1","点")'
    liaison.report(one, kind="progress", progress=hostile, files=[])
    sheet = load_workbook(BytesIO(slip_of(liaison))).active
    assert hostile in sheet["H5"].value
    book = load_workbook(BytesIO(liaison.get("/plans/example-2023/ledger.xlsx?edition=data").data))
    heads = [cell.value for cell in book.active[1]]
    cell = book.active.cell(2, heads.index("当前进展") + 1)
    assert (cell.value, cell.data_type, cell.quotePrefix) == (hostile, "s", True)


def test_what_the_rules_of_reporting_refuse_is_said_in_the_preview(liaison):
    content = filled(
        slip_of(liaison),
        {"1": {"kind": "本期无变化"}, "3": {"progress": "学生身份证号110101201501011234已登记。"}},
    )
    _, page = brought_back(liaison, content)
    assert "“本期无变化”只用于定期报告" in page
    assert "进展情况里像是有身份证号" in page


def test_the_office_enters_what_a_unit_sent_and_may_not_review_it(app, office):
    one = duty_of("市教育局", "1")
    content = filled(slip_of(office, unit=str(unit_of("市教育局"))), {"1": {"progress": "邮件报来的进展。"}})
    address, page = brought_back(office, content)
    assert "示例市教育局" in page
    assert office.post(f"{address}/reports", {"duty": str(one)}).status_code == 302
    assert reports_of(one) == [("progress", "邮件报来的进展。", "")]
    with connected():
        report = Report.get(Report.duty == one)
        assert report.author.username == "ducha"
        assert [entry.verb for entry in Entry.select().order_by(Entry.id.desc()).limit(2)] == [
            "导入离线回执",
            "阶段进展",
        ]
    answer = office.accept(report.id)
    assert answer.status_code == 403
    assert "报送人不能审核自己的报送" in answer.text


def test_a_liaison_cannot_make_another_units_slip(liaison):
    sheet = load_workbook(BytesIO(slip_of(liaison, unit=str(unit_of("市残联"))))).active
    assert sheet["B2"].value.startswith("单位：示例市教育局")


def test_nothing_chosen_is_said_and_the_page_keeps_every_word(liaison):
    address, _ = brought_back(liaison, filled(slip_of(liaison), {"1": {"progress": "留着的字。"}}))
    assert liaison.post(f"{address}/reports", {"duty": ["9" * 60_000, "x", "-1"]}).status_code == 422
    answer = liaison.post(f"{address}/reports")
    assert answer.status_code == 422
    assert "请至少选一行" in answer.text
    assert "留着的字。" in answer.text


def test_a_unit_without_open_duties_gets_a_sentence(app):
    with connected():
        Duty.update(status="closed").execute()
    answer = visitor(app, "jyj").post("/slips", {"as": "xlsx"})
    assert answer.status_code == 422
    assert "现在没有可以报送的事项" in answer.text


def test_the_ledgers_own_text_changed_meanwhile_asks_for_a_new_slip(liaison):
    content = filled(slip_of(liaison), {"1": {"progress": "甲。"}})
    with connected():
        Task.update(text="改过的任务。").where(Task.no == "1").execute()
    assert "台账里的任务文字改过" in brought_back(liaison, content)[1]


def test_a_word_slip_there_and_back(liaison):
    one = duty_of("市教育局", "1")
    content = slip_of(liaison, **{"as": "docx"})
    content = docx_filled(content, {0: {"进展情况": "主体已封顶。", "下一步措施": "验收。"}})
    address, page = brought_back(liaison, content, "回执.docx")
    assert "共 2 行：可以报送 1 行，没有填写 1 行" in page
    assert liaison.post(f"{address}/reports", {"duty": str(one)}).status_code == 302
    assert reports_of(one) == [("progress", "主体已封顶。", "验收。")]


def test_a_word_slip_whose_controls_were_dropped_and_kind_typed_over(liaison):
    document = docx.Document(BytesIO(slip_of(liaison, **{"as": "docx"})))
    for control in list(document.element.body.iter(qn("w:sdt"))):
        for run in control.iter(qn("w:r")):
            control.addprevious(run)
        control.getparent().remove(control)
    kind = next(row for row in document.tables[0].rows if row.cells[0].text == "这次报的是")
    kind.cells[1].paragraphs[0].text = "需要协调"
    out = BytesIO()
    document.save(out)
    content = docx_filled(out.getvalue(), {0: {"进展情况": "请明确经费。"}})
    _, page = brought_back(liaison, content, "回执.docx")
    assert "可以报送 1 行" in page
    assert "需要协调" in page


@pytest.mark.skipif(
    OFFICE is None, reason="NOT CHECKED: no soffice here; install libreoffice-calc and libreoffice-writer"
)
@pytest.mark.parametrize("ending", ["xlsx", "docx"])
def test_a_slip_that_libreoffice_saved_is_still_whole(liaison, tmp_path, ending):
    one = duty_of("市教育局", "1")
    content = slip_of(liaison, **{"as": ending})
    if ending == "xlsx":
        content = filled(content, {"1": {"progress": "２０２５年１２月封顶。\n验收在即。"}})
    else:
        content = docx_filled(content, {0: {"进展情况": "２０２５年１２月封顶。"}})
    address, page = brought_back(liaison, re_saved(tmp_path, content, ending), f"回执.{ending}")
    assert "共 2 行：可以报送 1 行，没有填写 1 行" in page
    assert liaison.post(f"{address}/reports", {"duty": str(one)}).status_code == 302
    assert reports_of(one)[0][1].startswith("２０２５年１２月封顶。")
    with connected():
        assert SlipDuty.get(SlipDuty.duty == one).report_id is not None


def test_any_other_workbook_or_paper_is_told_apart(liaison):
    book = Workbook()
    book.active["A1"] = "别的表"
    out = BytesIO()
    book.save(out)
    answer = liaison.post("/slips/uploads", {"file": FileStorage(BytesIO(out.getvalue()), "别的.xlsx")})
    assert answer.status_code == 422
    assert "没有找到回执的行" in answer.text
    answer = liaison.post("/slips/uploads", {"file": a_file("回执.pdf")})
    assert "这里只收 .xlsx、.docx 文件" in answer.text
    assert "请选择填好的回执文件" in liaison.post("/slips/uploads").text
    assert get_column_letter(10) == COLUMNS["progress"]
