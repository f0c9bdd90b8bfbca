"""What stands around the text: page headers and footers, footnotes, text boxes, the signature, the printer's line."""

from __future__ import annotations

import io
import zipfile

import docx
from document_making import Pdf
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from draft_reading import parsed, who

from tasks_seed.draft import LeadRule, PlanDraft
from tasks_seed.parse import parse_document
from tasks_seed.readers import Paragraph, read_document

SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
NOTES = f"""<?xml version="1.0" encoding="UTF-8"?>
<w:footnotes {SPACE}><w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:t>线</w:t></w:r></w:p></w:footnote>
<w:footnote w:id="1"><w:p><w:r><w:t>列第一位的责任单位为牵头单位。</w:t></w:r></w:p></w:footnote></w:footnotes>"""


def data_of(word: WordDocument) -> bytes:
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


def with_footnotes(data: bytes) -> bytes:
    """The package with a part of footnotes, as Word writes it."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            body = old.read(name)
            if name == "[Content_Types].xml":
                kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
                body = body.replace(
                    b"</Types>", f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>'.encode()
                )
            if name == "word/_rels/document.xml.rels":
                kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
                link = f'<Relationship Id="rId99" Type="{kind}" Target="footnotes.xml"/></Relationships>'
                body = body.replace(b"</Relationships>", link.encode())
            new.writestr(name, body)
        new.writestr("word/footnotes.xml", NOTES)
    return made.getvalue()


def plan_with_footnote() -> PlanDraft:
    word = docx.Document()
    word.add_paragraph("（一）建校。（责任单位：县教育局、县财政局）")
    return parse_document(read_document(with_footnotes(data_of(word)), "方案.docx"))


def test_a_footnote_may_say_who_leads():
    plan = plan_with_footnote()
    assert plan.lead_declared == "列第一位的责任单位为牵头单位"
    assert [task.lead_rule for task in plan.tasks] == [LeadRule.FIRST_LISTED]
    assert plan.tasks[0].text == "建校。"


def test_page_headers_and_footers_of_word_are_furniture_and_each_is_said_once():
    word = docx.Document()
    word.sections[0].header.paragraphs[0].text = "云溪县教育局文件"
    word.sections[0].footer.paragraphs[0].text = "内部资料"
    word.add_section()
    word.add_paragraph("（一）建校。（县教育局负责）")
    document = read_document(data_of(word), "方案.docx")
    around = [block.text for block in document.blocks if isinstance(block, Paragraph) and block.furniture]
    assert around == ["云溪县教育局文件", "内部资料"]
    assert [task.text for task in parse_document(document).tasks] == ["建校。"]


def test_page_numbers_between_the_lines_of_a_note_do_not_part_it():
    pdf = Pdf().page()
    row = pdf.paragraph("（一）建校。新建学校三所。（责任单位：县教育局、县财政局、县发展和改革", row=28)
    pdf.line("— 1 —", row=row, left=280)
    pdf.page().line("局、县住房和城乡建设局）", row=0)
    pdf.line("— 2 —", row=30, left=280)
    plan = parse_document(read_document(pdf.saved(), "方案.pdf"))
    assert who(plan) == [("（一）", "县教育局", "县财政局、县发展和改革局、县住房和城乡建设局")]


def test_links_and_text_boxes_belong_to_the_text_and_comments_do_not():
    word = docx.Document()
    paragraph = word.add_paragraph("（一）落实")
    link = f'<w:hyperlink {SPACE} w:anchor="a"><w:r><w:t>《建设标准》</w:t></w:r></w:hyperlink>'
    paragraph._p.append(parse_xml(link))
    paragraph.add_run("。（县教育局负责）")
    paragraph._p.append(parse_xml(f'<w:r {SPACE}><w:commentReference w:id="0"/></w:r>'))
    inside = "<w:p><w:r><w:t>（二）配师。（县人社局负责）</w:t></w:r></w:p>"
    box = f"<w:r {SPACE}><w:pict><w:txbxContent>{inside}</w:txbxContent></w:pict></w:r>"
    word.add_paragraph()._p.append(parse_xml(box))
    plan = parse_document(read_document(data_of(word), "方案.docx"))
    assert [(task.text, task.lead) for task in plan.tasks] == [
        ("落实《建设标准》。", ("县教育局",)),
        ("配师。", ("县人社局",)),
    ]


def test_the_signature_and_the_printing_date_belong_to_no_task():
    plan = parsed(
        "某县工作方案\n（一）建校。（县教育局负责）\n（二）送教上门。每周不少于2次。（县残联负责）\n"
        "中共云溪县委办公室\n云溪县人民政府办公室\n2025年4月2日\n云溪县教育局办公室 2025年4月3日印发"
    )
    assert [task.text for task in plan.tasks] == ["建校。", "送教上门。每周不少于2次。"]
    assert plan.issuers == ("中共云溪县委办公室", "云溪县人民政府办公室")
    assert plan.issued_on is not None
    assert plan.issued_on.isoformat() == "2025-04-02"
