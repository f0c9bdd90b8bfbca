"""The page of every paper: GB/T 9704-2012 measures, fonts, the mark 草稿, page numbers, wide pages."""

from __future__ import annotations

import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from paper_samples import BULLETIN, EMPTY, FILLED, LISTING, NOTICE, RELEASE
from reading import fonts_of, header_texts, opened, parts_of, xml_of

from tracker.papers import write_bulletin, write_listing, write_notice, write_release

EVERY = [pytest.param(write(paper), id=f"{write.__name__}-{paper.demo}") for write, paper in (*FILLED, *EMPTY)]


@pytest.mark.parametrize("data", EVERY)
def test_every_paper_is_a4_with_the_margins_of_the_standard(data):
    section = opened(data).sections[0]
    size = section.page_width.mm, section.page_height.mm
    margins = section.top_margin.mm, section.bottom_margin.mm, section.left_margin.mm, section.right_margin.mm
    assert [round(value) for value in (*size, *margins)] == [210, 297, 37, 35, 28, 26]


@pytest.mark.parametrize("data", EVERY)
def test_every_section_declares_the_grid_of_22_lines_and_28_characters(data):
    document = opened(data)
    for section in document.sections:
        grid = section._sectPr.find(qn("w:docGrid"))
        assert [grid.get(qn(f"w:{name}")) for name in ("type", "linePitch", "charSpace")] == [
            "linesAndChars",
            "579",
            "-850",
        ]
    section = document.sections[0]
    high = section.page_height.pt - section.top_margin.pt - section.bottom_margin.pt
    wide = section.page_width.pt - section.left_margin.pt - section.right_margin.pt
    assert int(high / (579 / 20)) == 22
    assert int(wide / (16 - 850 / 4096)) == 28


def test_the_body_sets_28_characters_and_22_lines_without_the_help_of_the_grid():
    style = opened(write_listing(LISTING)).styles["Normal"]
    assert style.font.size.pt == 16
    assert style.paragraph_format.line_spacing.pt == 28.95
    tighter = int(style.element.rPr.find(qn("w:spacing")).get(qn("w:val"))) / 20
    assert int(442.2 / (16 + tighter)) == 28
    assert int(637.8 / 28.95) == 22


@pytest.mark.parametrize(
    ("words", "font"),
    [
        ("挂牌督办通知书", "方正小标宋简体"),
        ("县教育局：", "仿宋_GB2312"),
        ("经研究", "仿宋_GB2312"),
        ("一、督办依据", "黑体"),
    ],
)
def test_the_fonts_are_those_of_the_standard_with_times_for_latin(words, font):
    assert fonts_of(write_listing(LISTING), words) == {
        "eastAsia": font,
        "ascii": "Times New Roman",
        "hAnsi": "Times New Roman",
    }


def test_heads_of_the_second_level_are_set_in_kaiti():
    assert fonts_of(write_bulletin(BULLETIN), "（一）资源教室建设进度滞后")["eastAsia"] == "楷体_GB2312"


def test_no_font_is_shipped_and_missing_ones_have_a_stand_in():
    data = write_notice(NOTICE)
    assert not [part for part in parts_of(data) if "odttf" in part or part.endswith(".ttf")]
    assert '<w:font w:name="仿宋_GB2312"><w:altName w:val="仿宋,FangSong"/>' in xml_of(data, "word/fontTable.xml")


@pytest.mark.parametrize("data", EVERY)
def test_every_page_carries_the_mark_of_a_draft(data):
    assert header_texts(data) <= {"草稿", "草稿　演示件"}


def test_a_demo_paper_says_so_beside_the_draft_mark():
    assert header_texts(write_notice(NOTICE)) == {"草稿　演示件"}
    assert {mark for write, paper in EMPTY for mark in header_texts(write(paper))} == {"草稿"}


def test_page_numbers_stand_right_on_odd_and_left_on_even_pages():
    document = opened(write_notice(NOTICE))
    assert document.settings.odd_and_even_pages_header_footer
    section = document.sections[0]
    for footer, align in ((section.footer, "RIGHT"), (section.even_page_footer, "LEFT")):
        paragraph = footer.paragraphs[0]
        assert paragraph.style.paragraph_format.alignment.name == align
        assert paragraph.style.font.size.pt == 14
        assert "".join(t.text for t in paragraph._p.iter(qn("w:t"))) == "— 1 —"
        assert [field.get(qn("w:instr")) for field in paragraph._p.iter(qn("w:fldSimple"))] == [" PAGE "]


@pytest.mark.parametrize(("write", "paper"), [(write_bulletin, BULLETIN), (write_release, RELEASE)])
def test_wide_annexes_are_turned_pages_with_the_same_margins_and_a_turned_page_number(write, paper):
    portrait, wide = opened(write(paper)).sections
    assert (portrait.orientation, wide.orientation) == (WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE)
    edges = wide.top_margin.mm, wide.right_margin.mm, wide.bottom_margin.mm, wide.left_margin.mm
    assert [round(edge) for edge in edges] == [28, 37, 26, 35]
    for footer in (wide.footer, wide.even_page_footer):
        assert [turn.get(qn("w:val")) for turn in footer._element.iter(qn("w:textDirection"))] == ["tbRl"]


@pytest.mark.parametrize("data", EVERY)
def test_tables_fit_their_page_and_the_heads_of_lists_repeat(data):
    document = opened(data)
    for table in document.tables:
        widths = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid.iter(qn("w:gridCol"))]
        assert round(sum(widths) / 1440 * 25.4) in (156, 225)
    for mark in document.element.body.iter(qn("w:tblHeader")):
        row = mark.getparent().getparent()
        assert row.getprevious().tag == qn("w:tblGrid"), "only a first row may repeat"


@pytest.mark.parametrize(("write", "paper"), FILLED)
def test_the_same_paper_gives_the_same_bytes_and_nothing_of_the_machine(write, paper):
    data = write(paper)
    assert data == write(paper)
    properties = opened(data).core_properties
    assert (properties.author, properties.comments, properties.created) == ("", "", None)
    assert not [part for part in parts_of(data) if "thumbnail" in part or "customXml" in part]
    assert len(data) < 60_000


@pytest.mark.parametrize("data", EVERY)
def test_no_red_head_no_seal_and_no_picture_is_printed(data):
    assert "w:color w:val=" not in xml_of(data).replace('w:color="000000"', "")
    assert not [part for part in parts_of(data) if part.startswith("word/media")]
