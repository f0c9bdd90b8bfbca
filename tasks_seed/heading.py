"""What a document says of the plan itself (方案概况): title, 文号, issuers, issue date, period, region, addressed units."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from tasks_seed.blanks import tidy
from tasks_seed.draft import Period
from tasks_seed.letters import TERMINAL, fold, split_outside
from tasks_seed.outline_marks import mark_at
from tasks_seed.readers import Document, Paragraph

if TYPE_CHECKING:
    from collections.abc import Sequence

_DOC_NO = re.compile(r"([\u4e00-\u9fff]{2,14})\s*\(((?:19|20)\d{2})\)\s*(?:第\s*)?(\d{1,4})\s*(号?)")
_TITLE_END = re.compile(
    r"(?:方案|计划|意见|措施|清单|规划|要点|办法|分工|细则|分解表|台账|决定|行动|通知|安排|举措|任务|表|纲要|规定)(?:\([^()]*(?:\d|稿|试行|节选|修订|摘)[^()]*\))*$"
)
_DATE = re.compile(r"((?:19|20)\d{2})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_CHINESE_DATE = re.compile(
    r"([二〇○零一三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
_YEARS = re.compile(r"((?:19|20)\d{2})\s*年?\s*[-~至到]+\s*((?:19|20)\d{2})\s*年?")
_VALID_UNTIL = re.compile(
    r"自((?:19|20)\d{2})年(\d{1,2})月(\d{1,2})日起(?:施行|实施|执行)[^。]{0,12}?有效期(?:至|到)((?:19|20)\d{2})年(\d{1,2})月(\d{1,2})日"
)
_FIVE_YEAR_PLAN = re.compile(r"“?十([二三四五六])五”?")
_FIVE_YEARS = {"二": 2011, "三": 2016, "四": 2021, "五": 2026, "六": 2031}
_QUOTED_TITLE = re.compile(r"《([^《》]{4,60})》")
_ISSUED_BY = re.compile(r"^(.{2,60}?)(?:关于)?(?:印发|转发|发布|关于)")
_ISSUER = re.compile(
    r"^(?:中共)?[\u4e00-\u9fff（）()]{2,40}(?:人民政府|政府|办公厅|办公室|委员会|厅|局|委|部|国务院|院|署|会|联|中心|小组|指挥部|集团|公司)(?:\(代章\))?$"
)
_REGION = re.compile(
    r"(?:[\u4e00-\u9fff]{2,8}?(?:省|自治区))?(?:[\u4e00-\u9fff]{2,8}?(?:自治州|地区|盟|市|州))?(?:[\u4e00-\u9fff]{1,8}?(?:自治县|县|区|旗|市))?"
)
_NATIONAL = re.compile(r"^(?:国务院|中共中央|中央|全国|国家|中华人民共和国)|^(?:教育|财政|民政|科技|公安|司法|商务)部")
_ATTACHED = re.compile(r"附件\s*[:：]\s*1?\s*[.．]?\s*([^。，]{6,60}?(?:方案|计划|意见|措施|清单|要点|分解表|分工表))")
_DRAWN_UP = re.compile(r"(?:制定|印发|研究制定)了?《([^《》]{6,60})》")
_DRAWN = re.compile(r"^(\S)\1+$")
_HEAD_LINES = 60


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
    lines = [line for block in document.blocks if isinstance(block, Paragraph) and (line := _line(block))]
    head = lines[: next((index for index, line in enumerate(lines) if _opens_body(line)), _HEAD_LINES)]
    titles = _titles(head)
    title = _chosen(titles, head, document.name)
    issuers = _issuers(lines, head, titles)
    return Heading(
        title=title,
        doc_no=_doc_no(head),
        issuers=issuers,
        issued_on=_issued_on(lines),
        period=_period([title, *titles], document.text),
        region=_region([*titles, *issuers]),
        addressed=_addressed(head),
    )


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
    return notices[0] if notices else re.sub(r"\.\w{1,5}$", "", name)


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


def _issuers(lines: Sequence[str], head: Sequence[str], titles: Sequence[str]) -> tuple[str, ...]:
    """Who signed above the date; else who the notice's title names; else the offices listed at the top."""
    for index, line in enumerate(lines):
        if index and _is_date_line(line):
            signed: list[str] = []
            for above in range(index - 1, max(-1, index - 6), -1):
                name = _unsealed(lines[above])
                if _ISSUER.match(name) and not name.startswith("各"):
                    signed.insert(0, name)
                elif signed and _half_name(lines[above], signed[0]):
                    signed[0] = lines[above] + signed[0]
                else:
                    break
            if signed:
                return tuple(signed)
    for title in [*titles, *head[:12]]:
        match = None if title.startswith(("为", "根据", "按照")) or len(title) > 80 else _ISSUED_BY.match(title)  # noqa: PLR2004
        if match and _ISSUER.match(match[1]):
            return (match[1],)
    listed = [part for line in head[:12] for part in re.split(r"\s+|(?<=[局委会厅联])(?=市|省|县|区)", line)]
    names = [name for name in listed if _ISSUER.match(name) and not name.startswith("各")]
    return tuple(dict.fromkeys(names)) if len(names) > 1 else ()


def _unsealed(line: str) -> str:
    return re.sub(r"\((?:代章|代|印)\)$", "", fold(line)) if fold(line).endswith(("(代章)", "(代)")) else line


def _half_name(line: str, below: str) -> bool:
    return line.endswith(("）", ")")) and below.startswith(("领导小组", "工作", "指挥部", "委员会"))


def _is_date_line(line: str) -> bool:
    plain = unicodedata.normalize("NFKC", line)
    return bool(_DATE.fullmatch(plain.strip()) or _CHINESE_DATE.fullmatch(line.strip()))


def _issued_on(lines: Sequence[str]) -> date | None:
    """The date on a line of its own under the signature; else the one before 印发 at the end or in an unbroken head."""
    for line in lines:
        if _is_date_line(line):
            return _date(line)
    for line in lines:
        plain = unicodedata.normalize("NFKC", line)
        match = re.search(_DATE.pattern + r"(?=\s*印发|\(此件|\(主动|\(公开)", plain)
        if match:
            return _date(match.group())
    for line in lines[:10]:  # an unbroken copy: …人民政府2023年5月6日 at the end of the notice
        plain = unicodedata.normalize("NFKC", line)
        match = re.search(r"(?:政府|办公厅|办公室|局|厅|委员会|委)" + _DATE.pattern + r"\s*$", plain)
        if match:
            return _date(match.group())
    return None


def _date(text: str) -> date | None:
    plain = unicodedata.normalize("NFKC", text)
    match = _DATE.search(plain)
    try:
        if match:
            return date(int(match[1]), int(match[2]), int(match[3]))
        spoken = _CHINESE_DATE.search(text)
        if spoken:
            year = int(
                "".join(str("〇一二三四五六七八九".index("〇" if char in "零○" else char)) for char in spoken[1])
            )
            return date(year, _spoken(spoken[2]), _spoken(spoken[3]))
    except ValueError:
        return None
    return None


def _spoken(word: str) -> int:
    tens, ten, ones = word.partition("十")
    digit = "〇一二三四五六七八九".index
    return (digit(tens) if tens else 1) * 10 + (digit(ones) if ones else 0) if ten else digit(word)


def _period(titles: Sequence[str], text: str) -> Period | None:
    for title in titles:
        plain = fold(title)
        match = _YEARS.search(plain)
        if match and int(match[1]) < int(match[2]):
            return Period(date(int(match[1]), 1, 1), date(int(match[2]), 12, 31), title[match.start() : match.end()])
    unbroken = re.sub(r"\s", "", text)
    valid = _VALID_UNTIL.search(fold(unbroken))
    if valid:
        years = [int(group) for group in valid.groups()]
        try:
            words = unbroken[valid.start() : valid.end()]
            return Period(date(years[0], years[1], years[2]), date(years[3], years[4], years[5]), words)
        except ValueError:
            pass
    for title in titles:
        plan = _FIVE_YEAR_PLAN.search(title)
        if plan:
            first = _FIVE_YEARS[plan[1]]
            return Period(date(first, 1, 1), date(first + 4, 12, 31), plan.group())
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
        address = re.match(r"^((?:各|省|市|县|区|有关|国务院|机关)[^。；]{3,300}?)[：:](?=$|[^，]{6})", line)
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
