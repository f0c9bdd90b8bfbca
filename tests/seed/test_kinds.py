"""What a file is, by its first bytes and the parts of its package; its name is not asked."""

from __future__ import annotations

import io
import zipfile

import pytest
from document_making import Pdf, word, workbook

from tasks_seed.readers import DocumentRefused, kind_of, read_document


def package(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for name in names:
            made.writestr(name, b"x")
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old document", ".ole"),
        (b"{\\rtf1\\ansi", ".rtf"),
        (b"\x89PNG\r\n", ".jpg"),
        (b"\xff\xd8\xff\xe0 JFIF", ".jpg"),
        (b"GIF89a", ".jpg"),
        (b"II*\x00 a scan", ".jpg"),
        (b"MM\x00* a scan", ".jpg"),
        (b"Rar!\x1a\x07", ".zip"),
        (b"7z\xbc\xaf\x27\x1c", ".zip"),
        (b"%PDF-1.7", ".pdf"),
        (b"\xef\xbb\xbf \r\n%PDF-1.4 behind what a mail gateway put before it", ".pdf"),
        (b"<!DOCTYPE html><html>", ".html"),
        (b"\xef\xbb\xbf\n  <HTML lang=zh>", ".html"),
        (b"<!-- saved from url=(0020) -->\n<html>", ".html"),
        (b"<table><tr><td>", ".html"),
        (b"<div class=content>", ".html"),
        (b"<h2>", ".html"),
        (b"<w:document>", ".txt"),
        (b"<5 \xe4\xba\xba", ".txt"),
        ("一、任务".encode(), ".txt"),
        ("一、任务".encode("gb18030"), ".txt"),
        ("一、任务".encode("utf-16"), ".txt"),
        (b"\x00\x01\x02 nothing known", ".bin"),
        (b"PK\x03\x04 cut off", ".bin"),
        (package("word/document.xml"), ".docx"),
        (package("xl/workbook.xml"), ".xlsx"),
        (package("ppt/presentation.xml"), ".pptx"),
        (package("OFD.xml", "Doc_0/Document.xml"), ".ofd"),
        (package("方案.docx", "附件.xlsx"), ".zip"),
    ],
)
def test_the_kind_is_told_by_the_content(data: bytes, kind: str):
    assert kind_of(data) == kind


def test_documents_made_by_libraries_are_of_their_kind():
    made = (word("一、任务"), workbook([["序号"]]), Pdf().page().line("任务", row=0).saved())
    assert [kind_of(data) for data in made] == [".docx", ".xlsx", ".pdf"]


@pytest.mark.parametrize(
    ("data", "name", "advice"),
    [
        (b"<html><table><tr><td>x", "任务.xls", "网页"),
        (b"<html><p>x", "方案.doc", "另存为 .docx"),
        (b"{\\rtf1 x", "方案.docx", "RTF"),
        (package("xl/workbook.xml"), "方案.docx", "Excel"),
        (package("OFD.xml"), "方案.pdf", "OFD"),
        (package("a.docx"), "方案.docx", "压缩包"),
        (b"\xff\xd8\xff x", "方案.pdf", "文字识别"),
        (b"\x00\x01 x", "方案.pdf", "不符"),
        (b"words", "方案.wps", "WPS"),
        (b"words", "任务.et", ".xlsx"),
    ],
)
def test_a_name_that_lies_is_refused_with_what_to_do(data: bytes, name: str, advice: str):
    with pytest.raises(DocumentRefused) as refused:
        read_document(data, name)
    assert advice in refused.value.sentence


@pytest.mark.parametrize("name", ["方案.wps", "方案.doc"])
def test_a_new_document_under_an_old_name_is_refused_by_its_content_or_read(name: str):
    with pytest.raises(DocumentRefused) as refused:
        read_document(word("一、任务"), name)
    assert "docx" in refused.value.sentence


def test_a_file_without_a_name_is_read_by_its_content():
    assert len(read_document(word("一、任务", "（一）建校。")).blocks) == 2
    assert len(read_document("一、任务\n（一）建校。".encode()).blocks) == 2
