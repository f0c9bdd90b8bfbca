"""Styles and fonts (样式与字体) of a paper, by GB/T 9704-2012 §5.2.2-5.2.4 and §7: names of fonts only, none is shipped.

Sizes: 2号 22 pt, 3号 16 pt, 4号 14 pt, 小四 12 pt. A machine without a font takes the one named beside it in the font table.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

if TYPE_CHECKING:
    from docx.document import Document

LATIN = "Times New Roman"
XIAOBIAOSONG = "方正小标宋简体"
FANGSONG = "仿宋_GB2312"
KAITI = "楷体_GB2312"
HEITI = "黑体"
SONGTI = "宋体"

# What stands in where a font is missing (altName, ECMA-376 part 1 §17.8.3.1).
_STAND_INS = {
    XIAOBIAOSONG: "FZXiaoBiaoSong-B05S,SimSun",
    FANGSONG: "仿宋,FangSong",
    KAITI: "楷体,KaiTi",
    HEITI: "SimHei",
    SONGTI: "SimSun",
}
# 22 lines of 28 characters are set by the styles themselves and not left to the page's grid: LibreOffice gives a character
# that is wider than its cell two cells, and a font that stands in may be too high for a line. The grid stays declared.
BODY = 16
LINE = 28.95  # points: 225 mm of type area for 22 lines
TIGHTER = -5  # twentieths of a point between characters: 28 x 15.75 pt in the 442.2 pt of 156 mm


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style: font and size in points, line pitch in points, indents in hundredths of a character."""

    id: str
    name: str
    font: str
    size: float
    align: str = "both"
    line: float = LINE
    rule: str = "exact"
    first: int = 0
    right: int = 0
    before: float = 0
    after: float = 0
    outline: int | None = None
    latin: str = LATIN


STYLES = (
    Style("Normal", "Normal", FANGSONG, 16, first=200),
    Style("DocTitle", "公文标题", XIAOBIAOSONG, 22, align="center", line=33, after=LINE),
    Style("FormTitle", "表单标题", XIAOBIAOSONG, 22, align="center", line=33, after=8),
    Style("SlipTitle", "回执标题", XIAOBIAOSONG, 18, align="center", line=28, after=4),
    Style("DocNumber", "发文字号", FANGSONG, 16, align="center", after=LINE),
    Style("FormNumber", "表单编号", FANGSONG, 14, align="right", line=22, after=4),
    Style("Addressee", "主送机关", FANGSONG, 16),
    Style("Heading1", "heading 1", HEITI, 16, first=200, outline=0),
    Style("Heading2", "heading 2", KAITI, 16, first=200, outline=1),
    Style("TableHead", "表前小标题", HEITI, 14, align="left", line=24, before=8, after=4),
    Style("SignOff", "落款", FANGSONG, 16, align="right"),
    Style("AnnexNote", "附件说明", FANGSONG, 16, align="left", first=200),
    Style("AnnexMark", "附件标记", HEITI, 16, align="left"),
    Style("AnnexTitle", "附件标题", XIAOBIAOSONG, 22, align="center", line=33, before=4, after=12),
    Style("TableLabel", "表格栏目", HEITI, 12, align="center", line=18, rule="atLeast"),
    Style("TableText", "表格文字", FANGSONG, 12, align="left", line=18, rule="atLeast"),
    Style("TableCentre", "表格居中", FANGSONG, 12, align="center", line=18, rule="atLeast"),
    Style("TableRight", "表格签署", FANGSONG, 12, align="right", line=18, rule="atLeast", right=100),
    Style("TableNote", "表格注", FANGSONG, 12, align="left", line=18, before=4),
    Style("CutLine", "裁切线", FANGSONG, 10.5, align="center", line=18, before=14, after=8),
    Style("Gap", "表后", FANGSONG, 1, line=2),
    Style("PageNumberOdd", "单页码", SONGTI, 14, align="right", line=16, right=100, latin=SONGTI),
    Style("PageNumberEven", "双页码", SONGTI, 14, align="left", line=16, first=100, latin=SONGTI),
    Style("DraftMark", "草稿标记", HEITI, 14, align="right", line=18),
)


def put_styles(document: Document) -> None:
    """Replace every style of python-docx's own template by ours, and the document defaults with them."""
    root = document.styles.element
    for child in list(root):
        root.remove(child)
    root.append(parse_xml(_DEFAULTS))
    for xml in _PLUMBING:
        root.append(parse_xml(xml))
    for style in STYLES:
        root.append(parse_xml(_style_xml(style)))


def font_table() -> bytes:
    """The font table part: our fonts with what may stand in for them."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{instead}"/><w:charset w:val="86"/>'
        '<w:family w:val="auto"/><w:pitch w:val="default"/></w:font>'
        for name, instead in _STAND_INS.items()
    )
    latin = (
        f'<w:font w:name="{LATIN}"><w:charset w:val="00"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font>'
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    return f"{head}<w:fonts {nsdecls('w')}>{latin}{fonts}</w:fonts>".encode()


def _style_xml(style: Style) -> str:
    is_normal = style.id == "Normal"
    head = 'w:default="1"' if is_normal else 'w:customStyle="1"' if style.outline is None else ""
    based = "" if is_normal else '<w:basedOn w:val="Normal"/>'
    keep = "" if style.outline is None else "<w:keepNext/>"
    # In tables a long word without a space breaks anywhere.
    wrapping = '<w:wordWrap w:val="0"/>' if style.rule == "atLeast" else ""
    level = "" if style.outline is None else f'<w:outlineLvl w:val="{style.outline}"/>'
    return (
        f'<w:style {nsdecls("w")} w:type="paragraph" {head} w:styleId="{style.id}">'
        f'<w:name w:val="{style.name}"/>{based}<w:qFormat/>'
        f'<w:pPr>{keep + "/>" if keep else ""}<w:widowControl w:val="0"/>'
        f'{wrapping}<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:snapToGrid w:val="0"/>'
        f'<w:spacing w:before="{_twips(style.before)}" w:after="{_twips(style.after)}" '
        f'w:line="{_twips(style.line)}" w:lineRule="{style.rule}"/>'
        f'<w:ind w:firstLineChars="{style.first}" w:firstLine="{_twips(style.first * style.size / 100)}" '
        f'w:rightChars="{style.right}" w:right="{_twips(style.right * style.size / 100)}"/>'
        f'<w:jc w:val="{style.align}"/>{level}</w:pPr>'
        f'<w:rPr><w:rFonts w:hint="eastAsia" w:ascii="{style.latin}" w:hAnsi="{style.latin}" '
        f'w:eastAsia="{style.font}" w:cs="{style.latin}"/>'
        f'<w:spacing w:val="{TIGHTER if style.size == BODY else 0}"/>'
        f'<w:sz w:val="{round(style.size * 2)}"/><w:szCs w:val="{round(style.size * 2)}"/></w:rPr></w:style>'
    )


def _twips(points: float) -> int:
    return round(points * 20)


_DEFAULTS = (
    f"<w:docDefaults {nsdecls('w')}><w:rPrDefault><w:rPr>"
    f'<w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:eastAsia="{FANGSONG}" w:cs="{LATIN}"/>'
    '<w:kern w:val="2"/><w:sz w:val="32"/><w:szCs w:val="32"/>'
    '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
    "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
)
_PLUMBING = tuple(
    f'<w:style {nsdecls("w")} w:type="{kind}" w:default="1" w:styleId="{style_id}"><w:name w:val="{name}"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
    for kind, style_id, name in (
        ("character", "DefaultParagraphFont", "Default Paragraph Font"),
        ("table", "TableNormal", "Normal Table"),
        ("numbering", "NoList", "No List"),
    )
)
