"""佐证材料清单: the numbered list of evidence, the same in every paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.papers.blocks import add_annex_page
from tracker.papers.cleaning import written
from tracker.papers.page import landscape
from tracker.papers.tables import Column, add_list

if TYPE_CHECKING:
    from docx.document import Document

    from tracker.papers.parts import EvidenceItem


def add_evidence_annex(document: Document, evidence: tuple[EvidenceItem, ...]) -> None:
    """The list on a wide page of its own as the only annex; nothing where there is no evidence."""
    if evidence:
        landscape(document)
        add_evidence_list(document, "附件", evidence, is_first=True)


def add_evidence_list(document: Document, label: str, evidence: tuple[EvidenceItem, ...], *, is_first: bool) -> None:
    """The list under its annex label; `is_first` where a new section has just begun a page."""
    add_annex_page(document, label, "佐证材料清单", is_first=is_first)
    add_list(
        document,
        (
            Column("编号", 18),
            Column("材料名称", 79),
            Column("形成单位", 42),
            Column("日期", 42),
            Column("对应哪一条", 44),
        ),
        [(one.number, one.name, one.made_by, written(one.dated) if one.dated else "", one.proves) for one in evidence],
        blank_rows=3,
    )
