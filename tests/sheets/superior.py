"""A superior's workbook as such things are: a title, a head of two rows, a few empty rows, a sum below, another sheet that counts."""

from __future__ import annotations

from io import BytesIO

from openpyxl import Workbook
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation

THIN = Border(*[Side(style="thin")] * 4)


def superior(empty_rows: int = 5, *, footer: bool = True) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = "附件2"
    sheet["A1"] = "附件2　全省重点任务进展情况统计表"
    sheet["A1"].font = Font(name="黑体", size=18)
    sheet.merge_cells("A1:H1")
    sheet["A2"] = "填报单位（盖章）："
    heads = {
        "A3": "序号",
        "B3": "重点任务",
        "C3": "责任单位",
        "C4": "牵头",
        "D4": "配合",
        "E3": "完成 时限",
        "F3": "工作进展情况（截至本月）",
    }
    heads |= {"G3": "完成率", "H3": "备  注"}
    for place, text in heads.items():
        sheet[place] = text
    for area in ("A3:A4", "B3:B4", "C3:D3", "E3:E4", "F3:F4", "G3:G4", "H3:H4"):
        sheet.merge_cells(area)
    for row in range(5, 5 + empty_rows):
        for column in range(1, 9):
            cell = sheet.cell(row, column)
            cell.border, cell.font = THIN, Font(name="仿宋", size=12)
            cell.alignment = Alignment(wrap_text=True, vertical="center")
        sheet.cell(row, 5).number_format = "yyyy年m月d日"
        sheet.cell(row, 7, f'=IF(B{row}="","",1)').fill = PatternFill("solid", "FFFFCC")
        sheet.row_dimensions[row].height = 30
    end = 5 + empty_rows
    if footer:
        sheet.cell(end, 1, "合计")
        sheet.cell(end, 7, f"=SUM(G5:G{end - 1})")
        sheet.cell(end + 1, 1, "填表人：　　　　联系电话：")
        sheet.merge_cells(start_row=end + 1, end_row=end + 1, start_column=1, end_column=8)
        sheet.row_dimensions[end + 1].height = 44
    sheet.print_title_rows = "1:4"
    sheet.print_area = f"A1:H{end + 1}"
    sheet.column_dimensions["B"].width = 40
    choice = DataValidation(type="list", formula1='"是,否"')
    choice.add(f"H5:H{end - 1}")
    sheet.add_data_validation(choice)
    sheet.conditional_formatting.add(
        f"G5:G{end - 1}", CellIsRule(operator="lessThan", formula=["1"], fill=PatternFill("solid", "FF0000"))
    )
    other = book.create_sheet("汇总")
    other["A1"], other["B1"] = "合计", f"=附件2!G{end}"
    other["B2"] = f"=COUNTA(附件2!B5:B{end - 1})"
    other["B3"] = "=SUM(B1:B2)"
    out = BytesIO()
    book.save(out)
    return out.getvalue()
