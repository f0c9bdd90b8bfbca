"""Hostile files through the real doors, and hostile text out through every export (恶意文件、公式注入)."""

from __future__ import annotations

import re
import struct
import tracemalloc
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest
from openpyxl import Workbook, load_workbook
from slip_filling import slip_of
from superior import superior
from visiting import a_file, duty_of, task_id_of

from tracker.actions import reading
from tracker.actions.evidence import Upload, take
from tracker.core.refusals import Refused
from tracker.store.db import connected
from tracker.store.tables import Draft, Evidence, Reading, Report, SheetTemplate, SlipUpload, Task
from tracker.store.vault import Vault

SECRET = "the content of a file on this server"
FORMULAS = ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(1,1)", "\t=1+1", '=HYPERLINK("http://192.0.2.1","点这里")']


def package(of: bytes, part: str, content: bytes) -> bytes:
    """The package with one part replaced."""
    out = BytesIO()
    with ZipFile(BytesIO(of)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for each in old.namelist():
            new.writestr(each, content if each == part else old.read(each))
    return out.getvalue()


def a_book() -> bytes:
    out, book = BytesIO(), Workbook()
    book.active.append(["序号", "重点任务", "牵头单位", "完成时限"])
    book.active.append([1, "建设资源教室", "市教育局", "2025年底"])
    book.save(out)
    return out.getvalue()


def a_paper(text: str = "一、建设资源教室。（牵头单位：市教育局）") -> bytes:
    out, paper = BytesIO(), docx.Document()
    paper.add_paragraph(text)
    paper.save(out)
    return out.getvalue()


def many_pages(pages: int) -> bytes:
    """A PDF of so many pages, all showing the same words; small, as such files are."""
    parts = [b"%PDF-1.4\n"]
    places = []

    def add(number: int, body: bytes) -> None:
        places.append(sum(map(len, parts)))
        parts.append(b"%d 0 obj%sendobj\n" % (number, body))

    stream = b"BT /F1 12 Tf 72 720 Td (The same words on every page of it) Tj ET"
    add(1, b"<</Type/Catalog/Pages 2 0 R>>")
    kids = b" ".join(b"%d 0 R" % number for number in range(5, pages + 5))
    add(2, b"<</Type/Pages/Count %d/Resources<</Font<</F1 4 0 R>>>>/MediaBox[0 0 595 842]/Kids[%s]>>" % (pages, kids))
    add(3, b"<</Length %d>>stream\n%s\nendstream\n" % (len(stream), stream))
    add(4, b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
    body = b"".join(parts)
    start, pieces, offset = len(body), [], len(body)
    for number in range(5, pages + 5):
        piece = b"%d 0 obj<</Type/Page/Parent 2 0 R/Contents 3 0 R>>endobj\n" % number
        places.append(offset)
        pieces.append(piece)
        offset += len(piece)
    assert start == sum(map(len, parts))
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    tail = b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        pages + 5,
        table,
        pages + 5,
        offset,
    )
    return body + b"".join(pieces) + tail


def told_of(office, content: bytes, name: str) -> tuple[str, list[str]]:
    """What the in-tray says of a document after reading it, and the texts it took from it."""
    answer = office.post("/intake", {"files": [a_file(name, content)]})
    if answer.status_code != 302:
        return re.sub(r"\s+", "", answer.text), []
    reading.wait_for_all()
    with connected():
        last = Reading.select().order_by(Reading.id.desc()).get()
        texts = [row.text for row in Draft.select().where(Draft.intake == last.intake_id)]
        return last.sentence, texts


def test_a_pdf_of_ten_thousand_pages_is_refused_in_a_sentence(office):
    content = many_pages(10_000)
    assert len(content) < 1024 * 1024
    said, texts = told_of(office, content, "一万页.pdf")
    assert "600 页" in said
    assert texts == []
    assert told_of(office, many_pages(20), "二十页.pdf")[0] == ""


@pytest.mark.parametrize("name", ["方案.docx", "任务.xlsx"])
def test_a_package_that_unpacks_without_end_is_refused_at_every_door(office, liaison, name):
    whole, part = (a_paper(), "word/document.xml") if name.endswith("docx") else (a_book(), "xl/worksheets/sheet1.xml")
    bomb = package(whole, part, bytes(330 * 1024 * 1024))
    assert len(bomb) < 1024 * 1024
    said, texts = told_of(office, bomb, name)
    assert "解压后超过" in said
    assert texts == []
    assert "展开以后大得不正常" in liaison.post("/slips/uploads", {"file": a_file(name, bomb)}).text
    if name.endswith("xlsx"):
        assert "展开以后大得不正常" in office.post("/sheet-templates", {"file": a_file(name, bomb)}).text
    with connected():
        assert SlipUpload.select().count() == SheetTemplate.select().count() == 0


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_entities_of_a_document_read_no_file_of_this_server(office, liaison, tmp_path, kind):
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET, encoding="utf-8")
    head = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file://{secret}">]>'
    if kind == "docx":
        space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        body = (
            f"<w:document {space}><w:body><w:p><w:r><w:t>一、建设资源教室&e;。</w:t></w:r></w:p></w:body></w:document>"
        )
        content = package(a_paper(), "word/document.xml", (head + body).encode())
    else:
        space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
        row = '<row r="1"><c r="A1" t="inlineStr"><is><t>重点任务&e;</t></is></c></row>'
        body = f"<worksheet {space}><sheetData>{row}</sheetData></worksheet>"
        content = package(a_book(), "xl/worksheets/sheet1.xml", (head + body).encode())
    said, texts = told_of(office, content, f"方案.{kind}")
    assert SECRET not in said + "".join(texts)
    answer = liaison.post("/slips/uploads", {"file": a_file(f"回执.{kind}", content)})
    shown = liaison.get(answer.location).text if answer.status_code == 302 else answer.text
    assert SECRET not in shown
    with connected():
        assert not [row for row in SlipUpload.select() if SECRET in str(row.lines)]
        assert not [row for row in Reading.select() if SECRET in str(row.document)]


def test_evidence_that_is_a_bomb_or_something_else_is_refused(liaison):
    duty = duty_of("市教育局", "1")
    bomb = package(a_book(), "xl/worksheets/sheet1.xml", bytes(520 * 1024 * 1024))
    page = b"<html><script>alert(1)</script></html>"
    for name, content in (
        ("炸弹.xlsx", bomb),
        ("网页.pdf", page),
        ("网页.html", page),
        ("图.svg", b"<svg/>"),
        ("x.exe", b"MZ"),
    ):
        answer = liaison.report(duty, files=[a_file(name, content)])
        assert answer.status_code == 422, name
        assert "没有收" in answer.text
    with connected():
        assert Evidence.select().count() == Report.select().count() == 0


def spoilt(*pieces: tuple[int, bytes]) -> bytes:
    """A workbook with bytes of the first entry of its list replaced."""
    whole = bytearray(a_book())
    begin = whole.find(b"PK\x01\x02")
    for place, piece in pieces:
        whole[begin + place : begin + place + len(piece)] = piece
    return bytes(whole)


def of_many_parts(many: int) -> bytes:
    """A package whose list names `many` parts, none of which is there."""
    name = b"xl/a"
    entry = struct.pack("<4s6H3I5H2I", b"PK\x01\x02", 20, 20, 0, 0, 0, 33, 0, 0, 0, len(name), 0, 0, 0, 0, 0, 0) + name
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, many % 65536, many % 65536, len(entry) * many, 30, 0)
    return b"PK\x03\x04" + bytes(26) + entry * many + end


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("版本.xlsx", spoilt((6, b"\x63\x00"))),  # needs version 9.9 to be read
        ("名字.xlsx", spoilt((8, b"\x00\x08"), (46, b"\xff" * 4))),  # a name in no encoding
        ("十五万份.xlsx", of_many_parts(150_000)),
    ],
)
def test_a_package_with_a_hostile_list_is_refused_in_a_sentence_at_every_door(office, liaison, name, content):
    assert "没有收" in liaison.report(duty_of("市教育局", "1"), files=[a_file(name, content)]).text
    tracemalloc.start()
    assert "没有收" in liaison.post("/slips/uploads", {"file": a_file(name, content)}).text
    assert "没有收" in office.post("/sheet-templates", {"file": a_file(name, content)}).text
    with pytest.raises(Refused):
        take([Upload(name, BytesIO(content))], Vault(Path("nowhere")), 50)
    assert tracemalloc.get_traced_memory()[1] < 60 * 1024 * 1024
    tracemalloc.stop()
    with connected():
        assert Evidence.select().count() == SlipUpload.select().count() == SheetTemplate.select().count() == 0


@pytest.mark.parametrize("text", FORMULAS)
def test_no_export_makes_a_formula_of_what_somebody_typed(office, liaison, text):
    with connected():
        Task.update(text=text, title=text, group=text).where(Task.id == task_id_of("1")).execute()
    assert liaison.report(duty_of("市教育局", "1"), kind="progress", progress=text, problems=text).status_code == 302
    books = {
        f"{edition} edition": office.get(f"/plans/example-2023/ledger.xlsx?edition={edition}").data
        for edition in ("reading", "data")
    }
    books["slip"] = slip_of(liaison)
    at = office.post("/sheet-templates", {"file": a_file("附件2.xlsx", superior())}).location
    office.post(f"{at}/columns", {"column-2": "text", "column-6": "progress"})
    books["form"] = office.get(f"{at}/filled.xlsx?plan=example-2023").data
    for name, content in books.items():
        cells = [cell for page in load_workbook(BytesIO(content)) for line in page.iter_rows() for cell in line]
        told = [cell for cell in cells if isinstance(cell.value, str) and text.strip() in cell.value]
        assert told, name
        assert all(cell.data_type == "s" for cell in told), name
        assert not [cell for cell in cells if cell.data_type == "f" and text.strip("=\t") in str(cell.value)], name
        with ZipFile(BytesIO(content)) as whole:
            assert not [part for part in whole.namelist() if "externalLink" in part or "dde" in part.lower()], name
