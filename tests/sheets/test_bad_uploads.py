"""Every bad file gets one sentence and leaves nothing behind: broken, locked, empty, huge, with macros, misnamed, or a trap."""

from __future__ import annotations

import random
from dataclasses import replace
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest
from openpyxl import Workbook
from superior import superior

from tracker import incoming
from tracker.core.refusals import Refused

SHEET = "xl/worksheets/sheet1.xml"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def a_book() -> bytes:
    book = Workbook()
    book.active.append(["重点任务", "责任单位", "进展情况"])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def a_paper() -> bytes:
    out = BytesIO()
    docx.Document().save(out)
    return out.getvalue()


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """The package with one part added or replaced."""
    out = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for each in old.namelist():
            if each != name:
                new.writestr(each, old.read(each))
        new.writestr(name, part)
    return out.getvalue()


def sheet(rows: str, after: str = "") -> bytes:
    return f'<?xml version="1.0"?><worksheet {MAIN}><sheetData>{rows}</sheetData>{after}</worksheet>'.encode()


def said_of(name: str, content: bytes) -> str:
    """The sentence that a file is refused with, or that it was read."""
    try:
        incoming.read_layouts(name, BytesIO(content), 20)
    except Refused as no:
        return no.sentence
    return "读完了。"


def refused(name: str, content: bytes, max_mb: int = 20) -> str:
    """The sentence with which both doors answer."""
    with pytest.raises(Refused) as by_slips:
        incoming.read_slip(name, BytesIO(content), max_mb)
    if name.endswith(".docx"):
        return by_slips.value.sentence
    with pytest.raises(Refused) as by_layouts:
        incoming.read_layouts(name, BytesIO(content), max_mb)
    assert by_slips.value.field == by_layouts.value.field == "file"
    return by_layouts.value.sentence


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("空.xlsx", b"", "文件是空的"),
        ("宏.xlsm", a_book(), "可以带宏"),
        ("二进制.xlsb", a_book(), "可以带宏"),
        ("旧的.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "这里只收"),
        ("没有后缀", a_book(), "这里只收"),
        ("改名.xlsx", b"%PDF-1.7\n", "内容和后缀 .xlsx 对不上"),
        ("改名.xlsx", a_paper(), "内容和后缀 .xlsx 对不上"),
        ("旧格式.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "内容是旧格式的"),
        (
            "加密.xlsx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
            "文件设了打开密码",
        ),
        ("藏宏.xlsx", with_part(a_book(), "xl/vbaProject.bin", b"x"), "文件里带宏或控件"),
        ("宏表.xlsx", with_part(a_book(), "xl/macrosheets/sheet1.xml", b"x"), "文件里带宏或控件"),
        ("截断.xlsx", a_book()[:-200], "文件已损坏"),
        ("半个.xlsx", a_book()[:40], "文件已损坏"),
        ("坏表.xlsx", with_part(a_book(), SHEET, b"<worksheet><not closed"), "文件已损坏或者结构不完整"),
        ("炸弹.xlsx", with_part(a_book(), SHEET, bytes(210 * 1024 * 1024)), "展开以后大得不正常"),
        ("压得太狠.xlsx", with_part(a_book(), SHEET, bytes(30 * 1024 * 1024)), "展开以后大得不正常"),
        ("太大.xlsx", b"PK\x03\x04" + bytes(2 * 1024 * 1024), "超过 1 MB"),
        ("../../etc/坏\x00名.xlsx", b"", "没有收“坏名.xlsx”"),
        ("截断.docx", a_paper()[:-500], "文件已损坏"),
        ("藏宏.docx", with_part(a_paper(), "word/vbaProject.bin", b"x"), "文件里带宏或控件"),
        ("坏文.docx", with_part(a_paper(), "word/document.xml", b"<w:document"), "文件已损坏或者结构不完整"),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 12 else "",
)
def test_a_bad_file_is_refused_in_one_sentence(name, content, said):
    sentence = refused(name, content, max_mb=1 if "太大" in name else 20)
    assert said in sentence
    assert "Traceback" not in sentence
    assert sentence.endswith("。")


def test_a_book_that_claims_to_be_merged_all_over_ends_within_its_limits():
    jungle = sheet(
        '<row r="1"><c r="A1"/></row>', '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    )
    with pytest.raises(Refused, match="合并的单元格太多"):
        incoming.read_layouts("丛林.xlsx", BytesIO(with_part(superior(), SHEET, jungle)), 20)


def test_a_reading_that_runs_away_is_ended_and_says_so(monkeypatch):
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c><c r="B{n}"><v>2</v></c></row>' for n in range(2, 15_000))
    head = '<row r="1"><c r="A1" t="inlineStr"><is><t>重点任务</t></is></c><c r="B1" t="inlineStr"><is><t>时限</t></is></c></row>'
    content = with_part(a_book(), SHEET, sheet(head + rows))
    monkeypatch.setattr(incoming, "_BOUNDS", replace(incoming._BOUNDS, seconds=0.05))
    with pytest.raises(Refused, match="内容太多或者结构太乱"):
        incoming.read_layouts("慢.xlsx", BytesIO(content), 20)


def test_a_million_empty_rows_do_not_hide_what_is_written_above_them():
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>别的表</t></is></c></row>'
    rows += "".join(f'<row r="{number}" ht="15"/>' for number in range(2, 1_048_577))
    content = with_part(a_book(), SHEET, sheet(rows))
    assert incoming.read_slip("百万空行.xlsx", BytesIO(content), 20) == []
    with pytest.raises(Refused, match="多半是空行"):
        incoming.read_layouts("百万空行.xlsx", BytesIO(content), 20)


def test_a_single_cell_in_the_last_corner_is_no_wall():
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    content = with_part(a_book(), SHEET, sheet(rows, ""))
    assert incoming.read_slip("角落.xlsx", BytesIO(content), 20) == []


def test_entities_that_multiply_are_not_followed():
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    head = f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a0 "ha">{laughs}]>'
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>&a11;</t></is></c></row>'
    bomb = f"{head}<worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>"
    content = with_part(a_book(), SHEET, bomb.encode())
    assert said_of("笑.xlsx", content).endswith("。")


def test_files_broken_at_random_places_never_get_further_than_a_sentence():
    whole, dice = superior(), random.Random(20251218)
    for _ in range(12):
        broken = bytearray(whole)
        for _ in range(30):
            broken[dice.randrange(4, len(broken))] = dice.randrange(256)
        assert said_of("坏.xlsx", bytes(broken)).endswith("。")
