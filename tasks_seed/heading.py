"""What a document says of the plan itself (方案概况): title, 文号, issuers, issue date, period, region, addressed units."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tasks_seed.blanks import tidy
from tasks_seed.letters import TERMINAL, fold, split_outside
from tasks_seed.outline_marks import mark_at
from tasks_seed.plan_period import period_of
from tasks_seed.readers import Document, DocumentKind, Paragraph
from tasks_seed.signature import signed_by, signed_on

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from tasks_seed.draft import Period
    from tasks_seed.readers import Table

_DOC_NO = re.compile(r"([\u4e00-\u9fff]{2,14})\s*\(((?:19|20)\d{2})\)\s*(?:第\s*)?(\d{1,4})\s*(号?)")
_TITLE_END = re.compile(
    r"(?:方案|计划|意见|措施|清单|规划|要点|办法|分工|细则|分解表|台账|决定|行动|通知|安排|举措|任务|分解|重点工作|民生实事|实事项目|表|纲要|规定)(?:\([^()]*(?:\d|稿|试行|节选|修订|摘)[^()]*\))*$"
)
_QUOTED_TITLE = re.compile(r"《([^《》]{4,60})》")
_REGION = re.compile(
    r"(?:[\u4e00-\u9fff]{2,3}?省|(?:内蒙古|广西壮族|西藏|宁夏回族|新疆维吾尔)自治区)?"
    r"(?:(?:(?![省县区旗])[\u4e00-\u9fff]){2,8}?(?:自治州|地区|盟|市|州))?(?:(?![省市旗])[\u4e00-\u9fff]{1,8}?(?:自治县|县|区|旗|市))?"
)
_NATIONAL = re.compile(r"^(?:国务院|中共中央|中央|全国|国家|中华人民共和国)|^(?:教育|财政|民政|科技|公安|司法|商务)部")
_ATTACHED = re.compile(r"附件\s*[:：]\s*1?\s*[.．]?\s*([^。，]{6,60}?(?:方案|计划|意见|措施|清单|要点|分解表|分工表))")
_DRAWN_UP = re.compile(r"(?:制定|印发|研究制定)了?《([^《》]{6,60})》")
_NAMES_A_PLAN = re.compile(r"方案|计划|任务|清单|要点|项目|规划|指标|台账")
_DRAWN = re.compile(r"^(\S)\1+$")
_HEAD_LINES = 60
_TITLE_ROWS = 3
_BREAK = "。"  # where a table stands, as a sentence's end it belongs to no title


@dataclass(frozen=True, slots=True)
class Heading:
    """The facts of a plan as its document states them."""

    title: str = ""
    doc_no: str | None = None
    issuers: tuple[str, ...] = ()
    issued_on: date | None = None
    period: Period | None = None
    region: str | None = None
    addressed: tuple[str, ...] = ()


def read_heading(document: Document) -> Heading:
    """Facts of the plan; what the document does not say stays empty."""
    lines = _lines(document)
    head = lines[: next((index for index, line in enumerate(lines) if _opens_body(line)), _HEAD_LINES)]
    titles = _titles(head)
    title = _chosen(titles, head, document.name)
    issuers = signed_by(lines, head, titles)
    return Heading(
        title=title,
        doc_no=_doc_no(head),
        issuers=issuers,
        issued_on=signed_on(lines),
        period=period_of([title, *titles], document.text),
        region=_region([*titles, *issuers]),
        addressed=_addressed(head),
    )


def _lines(document: Document) -> list[str]:
    """The lines of the running text and the title rows of tables; a table ends what stands above it."""
    lines: list[str] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            lines.append(_line(block))
        else:
            lines += [*_title_rows(block), _BREAK]
    names_a_sheet = document.kind is DocumentKind.SHEET and len(lines) > 1 and lines[1] != _BREAK
    return [line for line in lines[names_a_sheet:] if line]


def _title_rows(table: Table) -> list[str]:
    """What stands alone in the first rows of a table: 附件1, then the table's name."""
    rows: dict[int, list[str]] = {}
    for cell in table.cells:
        if cell.text.strip() and (cell.place.row or 1) <= _TITLE_ROWS:
            rows.setdefault(cell.place.row or 1, []).append(tidy(cell.text))
    found: list[str] = []
    for number in sorted(rows):
        if len(rows[number]) > 1:
            break
        found += rows[number]
    return found


def _line(block: Paragraph) -> str:
    words = "" if block.furniture else re.sub(r"^[#>*\s]+|[*\s]+$|\.(?:docx?|wps|pdf|txt)$", "", tidy(block.text))
    return "" if _DRAWN.match(words) else words


def _opens_body(line: str) -> bool:
    mark = mark_at(fold(line))
    return mark is not None and mark.level in (1, 2) and mark.number == 1


def _titles(head: Sequence[str]) -> list[str]:
    """Titles in the head: short lines without a full stop, put together until one ends like a title."""
    titles: list[str] = []
    for index, line in enumerate(head):
        folded = fold(line)
        if not _TITLE_END.search(folded) or len(line) > 70 or line[-1] in TERMINAL:  # noqa: PLR2004
            continue
        start = index
        while start and _belongs_above(head[start - 1]) and index - start < 3:  # noqa: PLR2004
            start -= 1
        title = "".join(head[start : index + 1])
        if index + 1 < len(head) and re.fullmatch(
            r"\([^()]*(?:\d|稿|试行|节选|修订|摘)[^()]*\)", fold(head[index + 1])
        ):
            title += head[index + 1]
        titles.append(title)
    return titles


def _belongs_above(line: str) -> bool:
    """Whether a line may be the beginning of a title that goes on below it."""
    folded = fold(line)
    plain = 2 < len(line) <= 32 and line[-1] not in TERMINAL + "：:，,）)”'" and not _DOC_NO.search(folded)  # noqa: PLR2004
    return (
        plain and not re.match(r"附件|附表|-|\d", folded) and "文件" not in line[-2:] and not _TITLE_END.search(folded)
    )


def _chosen(titles: Sequence[str], head: Sequence[str], name: str) -> str:
    """The plan's own title; else the one quoted in the covering notice; else the notice's; else the file's name."""
    own = [
        title for title in titles if not re.search(r"通知(?:\([^()]*\))?$", fold(title)) and not title.startswith("附")
    ]
    if own:
        return own[-1] if "通知" in titles[0] else own[0]
    notices = [title for title in titles if "通知" in title]
    for notice in [*notices, *head]:
        quoted = _QUOTED_TITLE.search(notice)
        if quoted and notice in notices:
            return quoted[1]
    for line in head:
        attached = _ATTACHED.match(line) or _DRAWN_UP.search(line)
        if attached:
            return attached[1]
    if notices:
        return notices[0]
    first = next((line for line in head[:3] if _NAMES_A_PLAN.search(line) and _belongs_above(line)), None)
    return first or re.sub(r"\.\w{1,5}$", "", name)


def _doc_no(head: Sequence[str]) -> str | None:
    """The document's own number: on a line of its own or at a line's end, not one that is quoted (《…》（国发〔2023〕1号）)."""
    for index, line in enumerate(head):
        folded = fold(line)
        for match in _DOC_NO.finditer(folded):
            rest = folded[: match.start()].strip() + folded[match.end() :].strip()
            quoted = folded[: match.start()].rstrip().endswith("(") or "《" in folded[match.start() :]
            ends = match.end() >= len(folded) - 1
            if quoted or not (len(rest) <= 4 or ends):  # noqa: PLR2004
                continue
            if not match[4] and "号" not in "".join(head[index + 1 : index + 3])[:60]:
                continue
            word = re.sub(r"^.*(?:的通知|的意见|的函|的决定)", "", match[1])
            return f"{word}〔{match[2]}〕{int(match[3])}号"
    return None


def _region(names: Sequence[str]) -> str | None:
    for name in names:
        if _NATIONAL.match(name):
            return "全国"
        match = _REGION.match(name.removeprefix("中共").removeprefix("关于印发").removeprefix("《"))
        if match and 2 < len(match.group()) <= 16 and not re.search(r"[为的和与及第]", match.group()):  # noqa: PLR2004
            return match.group()
    return None


def _addressed(head: Sequence[str]) -> tuple[str, ...]:
    """The units that the notice is sent to (主送机关): a line of names that ends with a colon."""
    for line in _with_broken_lines(head):
        address = re.match(r"^((?:各|省|市|县|区|有关|国务院|机关)[^。；]{2,300}?)[：:](?=$|[^，]{6})", line)
        if address and re.search(r"各|单位|政府|局|委", address[1]):
            return tuple(name for part in split_outside(address[1], "，,；;") for name in _names(part))
    return ()


def _with_broken_lines(head: Sequence[str]) -> list[str]:
    """Lines of an address that goes on below: 各县教育局、发改委、⏎残联：."""
    whole: list[str] = []
    for line in head:
        if whole and whole[-1][-1] in "、，," and whole[-1].startswith("各"):
            whole[-1] += line
        else:
            whole.append(line)
    return whole


def _names(part: str) -> list[str]:
    """各市、县（市、区）人民政府 is one name although it holds a comma; 国务院各部委、各直属机构 are two."""
    pieces = split_outside(part, "、")
    joined: list[str] = []
    for piece in pieces:
        whole = (
            re.search(
                r"(?:政府|局|委|办|厅|部|会|院|机构|单位|部门|公司|校|园|管委会|中心|镇|乡|街道)\)?$", fold(joined[-1])
            )
            if joined
            else True
        )
        if whole:
            joined.append(piece)
        else:
            joined[-1] += "、" + piece
    return joined
