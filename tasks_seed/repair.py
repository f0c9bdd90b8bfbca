"""Faults of scanning (识别错误): words that no plan writes, mended to the word they stand for; what was read is kept.

Two sources, no dictionary of places: a short list of look-alike words, and the same sentence elsewhere in the document.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from rapidfuzz import fuzz

# Only strings that mean nothing as they stand, so that a text without faults is never touched.
_LOOK_ALIKES = (
    (re.compile(r"[效缴敎数敷毅敕](?=育(?![人才种苗幼儿新德林肥]))"), "教"),
    (re.compile(r"(?<=教)[甯肓宵]"), "育"),
    (re.compile(r"(?<=教)[官宫宦](?=局|厅|委|阶段|学校|教师)"), "育"),
    (re.compile(r"[政教救](?:有|官|宫)(?=局|厅|委|阶段|课程|学校|规划|教学)|救育"), "教育"),
    (re.compile(r"[玫攺](?=府)"), "政"),
    (re.compile(r"彳王(?=务)"), "任"),
    (re.compile(r"[荤奉壶牽](?=头(?:单位|部门|科室))"), "牵"),
    (re.compile(r"(?<=推)迸|迸(?=校园|一步|入)"), "进"),
    (re.compile(r"(?<![缴收税付])费(?=源(?![头泉]))"), "资"),
    (re.compile(r"(?<=责)[仟住往](?=单位|部门)"), "任"),
    (re.compile(r"贵(?=任单位|任部门)"), "责"),
    (re.compile(r"(?<=配)[台含](?=单位|部门)"), "合"),
    (re.compile(r"(?<=完成时)[眼陷]"), "限"),
    (re.compile(r"(?<=覆)[盍宣益]"), "盖"),
    (re.compile(r"(?<=保)[僮瘴]"), "障"),
    (re.compile(r"(?<=[学员校])法(?=测系统)"), "监"),
    (re.compile(r"(?<=原)刖"), "则"),
    (re.compile(r"(?<=适)舲"), "龄"),
    (re.compile(r"敕(?=据)"), "数"),
    (re.compile(r"(?<=[实])脸"), "验"),
    (re.compile(r"甯(?=通)"), "普"),
    (re.compile(r"(?<=普)逋"), "通"),
    (re.compile(r"(?<=负)贡"), "责"),
    (re.compile(r"(?<=探)素"), "索"),
    (re.compile(r"噌(?=强)"), "增"),
    (re.compile(r"(?<=足)颤"), "额"),
    (re.compile(r"(?<=反)愤"), "馈"),
    (re.compile(r"(?<=\d)\(XX\)(?=元)"), "000"),
    (re.compile(r"(?<=[设建成])I(?=[所个家])"), "1"),
)
_CHINESE = re.compile(r"^[\u4e00-\u9fff]{1,2}$")
_SAME_SENTENCE = 85.0  # per cent alike: the same sentence with faults, not another one
_SHORTEST = 12
_SENTENCE = re.compile(r"[^。；]+[。；]?")


def mended(text: str) -> str:
    """The text with look-alike words put right; unchanged where there is nothing to mend."""
    for pattern, word in _LOOK_ALIKES:
        text = pattern.sub(word, text)
    return text


def mended_in_place(text: str) -> str:
    """The mended text where it is as long as before, so that places in it stay true; else the text itself."""
    better = mended(text)
    return better if len(better) == len(text) else text


def mended_from(text: str, elsewhere: str) -> str:
    """The text with single characters taken from the same sentence elsewhere in the document.

    Only a character or two are exchanged for as many, between words that are the same: a sentence that says
    something else stays as it is.
    """
    pieces: list[str] = []
    for match in _SENTENCE.finditer(text):
        sentence = match.group()
        pieces.append(_from_twin(sentence, elsewhere) if len(sentence) >= _SHORTEST else sentence)
    return "".join(pieces) if pieces else text


def _from_twin(sentence: str, elsewhere: str) -> str:
    found = fuzz.partial_ratio_alignment(sentence, elsewhere, score_cutoff=_SAME_SENTENCE)
    if found is None:
        return sentence
    twin = elsewhere[found.dest_start : found.dest_end]
    out: list[str] = []
    for kind, start, end, twin_start, twin_end in SequenceMatcher(None, sentence, twin, autojunk=False).get_opcodes():
        word, other = sentence[start:end], twin[twin_start:twin_end]
        alike = kind == "replace" and len(word) == len(other) and _CHINESE.match(word) and _CHINESE.match(other)
        inside = start > 0 and end < len(sentence)
        out.append(other if alike and inside else word)
    return "".join(out)


def mending_doubt(before: str, after: str) -> str:
    """What was exchanged, as a sentence for the reviewer."""
    return f"已改正识别错误：{difference(before, after)}。"


def difference(before: str, after: str) -> str:
    """The first few exchanges in words: “玫”改为“政”."""
    said = []
    for kind, start, end, other_start, other_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "equal":
            said.append(
                f"“{before[max(0, start - 1) : end + 1]}”改为“{after[max(0, other_start - 1) : other_end + 1]}”"
            )
    more = f"等 {len(said)} 处" if len(said) > 4 else ""  # noqa: PLR2004
    return "、".join(said[:4]) + more
