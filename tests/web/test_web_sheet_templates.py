"""别人的表格 on the pages: brought once, mapped once, filled each period with the filter that was asked for."""

from __future__ import annotations

from io import BytesIO

from openpyxl import load_workbook
from superior import superior
from visiting import duty_of, unit_of
from werkzeug.datastructures import FileStorage

from tracker.store.db import connected
from tracker.store.tables import Duty, Entry, SheetTemplate


def bring(office, content: bytes, name: str = "省厅统计表.xlsx") -> str:
    answer = office.post("/sheet-templates", {"file": FileStorage(BytesIO(content), name)})
    assert answer.status_code == 302, answer.text
    return answer.location


def filled(office, address: str, query: str):
    answer = office.get(f"{address}/filled.xlsx?{query}")
    assert answer.status_code == 200, answer.text
    return load_workbook(BytesIO(answer.data))


def test_a_form_is_kept_proposed_confirmed_and_filled(office):
    address = bring(office, superior())
    page = office.get(address).text
    assert "按栏目名猜的，请核对" in page
    assert "这一栏是公式" in page
    assert "从第 5 行填起" in page
    columns = {
        f"column-{number}": key
        for number, key in enumerate(["serial", "text", "lead", "cooperating", "due", "progress"], 1)
    }
    assert office.post(f"{address}/columns", columns).status_code == 302
    assert "已核对" in office.get(address).text
    book = filled(office, address, "plan=example-2023")
    sheet = book["附件2"]
    assert [sheet.cell(row, 1).value for row in range(5, 10)] == [1, 2, 3, 4, None]
    assert sheet["B5"].value == "建设一所从幼儿园到高中的特殊教育学校。"
    assert sheet["C5"].value == "市教育局"
    assert sheet["E5"].value.date().isoformat() == "2025-12-31"
    assert sheet["G10"].value == "=SUM(G5:G9)"
    assert book.sheetnames == ["附件2", "汇总"]


def test_the_mapping_is_kept_for_the_next_period(office):
    address = bring(office, superior())
    office.post(f"{address}/columns", {"column-2": "text", "column-8": "lamp"})
    again = office.post("/sheet-templates", {"file": FileStorage(BytesIO(superior(9)), "二季度.xlsx")})
    assert again.location == address
    assert "认得这张表，沿用上次的对应关系" in office.get(address).text
    sheet = filled(office, address, "plan=example-2023")["附件2"]
    assert sheet["A14"].value == "合计"  # the new file's own rows
    assert "临期" in sheet["H5"].value
    with connected():
        assert SheetTemplate.select().count() == 1


def test_the_filter_says_which_rows(office):
    address = bring(office, superior())

    def texts(query: str) -> list[str]:
        sheet = filled(office, address, query)["附件2"]
        return [sheet.cell(row, 3).value for row in range(5, 12) if isinstance(sheet.cell(row, 1).value, int)]

    office.post(f"{address}/columns", {"column-1": "serial", "column-3": "unit"})
    assert texts("plan=example-2023") == ["示例市教育局", "东区、西区", "示例市教育局", "示例市残联"]
    assert texts("plan=example-2023&per=duty") == ["示例市教育局", "东区", "西区", "示例市教育局", "示例市残联"]
    assert texts(f"plan=example-2023&unit={unit_of('市残联')}") == ["示例市残联"]
    with connected():
        Duty.update(status="closed").where(Duty.id == duty_of("市教育局", "1")).execute()
    assert texts("plan=example-2023&scope=open") == ["东区、西区", "示例市教育局", "示例市残联"]
    assert office.get(f"{address}/filled.xlsx?plan=nowhere").status_code == 422
    assert "没有可填的行" in office.get(f"{address}/filled.xlsx?plan=example-2023&unit=99999").text


def test_what_several_units_say_of_a_task_stands_in_one_cell_behind_their_names(office, app):
    from visiting import visitor

    address = bring(office, superior())
    office.post(f"{address}/columns", {"column-2": "text", "column-6": "progress"})
    visitor(app, "jyj").report(duty_of("市教育局", "1"), kind="progress", progress="主体已封顶。", files=[])
    sheet = filled(office, address, "plan=example-2023")["附件2"]
    assert sheet["F5"].value == "主体已封顶。"
    assert sheet["F6"].value is None


def test_a_mapping_of_nothing_or_of_nonsense_is_refused(office):
    address = bring(office, superior())
    for columns in ({}, {"column-2": ""}, {"column-2": "no such column"}, {"column-99": "text"}):
        assert office.post(f"{address}/columns", columns).status_code == 422


def test_a_form_can_be_dropped_and_every_step_is_in_the_history(office):
    address = bring(office, superior())
    office.post(f"{address}/columns", {"column-2": "text"})
    assert office.post(f"{address}/removal").status_code == 302
    assert office.get(address).status_code == 404
    with connected():
        said = [entry.verb for entry in Entry.select().where(Entry.about == "sheet_template").order_by(Entry.id)]
    assert said == ["收下别人的表格", "核定表格栏目", "删去别人的表格"]


def test_a_bad_form_is_refused_beside_its_field_and_nothing_is_kept(office):
    for name, content, said in (
        ("表.xlsm", b"x", "可以带宏"),
        ("表.xlsx", b"x", "对不上"),
        ("表.xlsx", b"", "文件是空的"),
    ):
        answer = office.post("/sheet-templates", {"file": FileStorage(BytesIO(content), name)})
        assert answer.status_code == 422
        assert said in answer.text
    with connected():
        assert SheetTemplate.select().count() == 0
