"""Responsibility notes (责任标注): （责任单位：…）, （A牵头，B、C按职责分工负责）, （A负责）, and lines such as 牵头单位：A."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from tasks_seed.blanks import lists_units, tidy
from tasks_seed.declarations import without_declaration
from tasks_seed.letters import fold, split_outside
from tasks_seed.repair import mended, mending_doubt
from tasks_seed.roles import Role, labels_in
from tasks_seed.unit_lists import split_units
from tasks_seed.wordlike import looks_like_units

IsDeadline = Callable[[str], bool]

OPEN_LIST = "单位名单写有“等”字，可能还有没有列出的单位，请核对。"
_LONGEST_NAME = 40
_SAME_BELOW = re.compile(r"[,，;；。、\s]*(?:下同|不再列出)[。\s]*$")
VERB = re.compile(
    r"(?:(?:共同|联合|统筹|分别|各自|总)?牵头(?:负责|落实|组织实施|组织|实施|推进|抓总|办理)*"
    r"|(?:按照?|依据?|根据)?(?:各自)?(?:工作)?(?:职能|职责)(?:和?(?:分工|任务))*(?:分别|共同)?(?:负责|落实|抓好落实|推进|实施|配合|参与)?"
    r"|按(?:照)?(?:任务)?分工(?:负责|落实)?"
    r"|(?:分别|共同|具体|统筹|组织|总体|协同|一并)?负责(?:组织|具体)?(?:落实|实施|推进)?"
    r"|(?:积极|协同|协助|做好|给予)?配合(?:落实|实施|推进|做好)?"
    r"|(?:共同|积极)?(?:参与|参加|协助|协同|协办|主办|承办)|(?:组织|抓好|具体|共同)?(?:落实|实施))$"
)
_MARKED_LEAD = re.compile(r"\((?:牵头|主办|牵头单位|牵头部门|主办单位|牵头负责|牵头责任单位)\)")
_MARKED_HELP = re.compile(r"[(（](?:配合|协办|协助|参与|参加)(?:单位|部门)?[)）]")
_STAR = re.compile(r"^[★☆▲△※*]+|[★☆▲△※*]+$")
STARRED = "名单里用符号标出的单位暂作牵头单位，请核对符号的含义。"
_RUN_ON = re.compile(r"(牵头|配合)(?:负责|落实|实施)?(?:(?=[市省县区州各国])|、)")
_BEFORE_NEXT = re.compile(
    r"[\s。.;；,，、\-—–•●■]*(?:[（(]?\d{1,2}[）).、．]|[①-⑳])?\s*$"
)  # a stop, or the next label's number
_NOBODY = re.compile(r"^(?:无|/|-+|没有|不涉及|暂无|\s)*$")


@dataclass(frozen=True, slots=True)
class Note:
    """What a note says: who leads, who works along, and perhaps by when.

    `explicit` is True where the words name the lead; otherwise the first unit listed stands as lead for now.
    """

    lead: tuple[str, ...] = ()
    cooperating: tuple[str, ...] = ()
    explicit: bool = False
    raw: str = ""
    deadline_text: str | None = None
    declared: str | None = None
    doubts: tuple[str, ...] = ()
    labels: tuple[Role, ...] = field(default=())

    @property
    def names_units(self) -> bool:
        """Whether the note says who is responsible."""
        return bool(self.lead or self.cooperating)


def read_note(text: str, is_deadline: IsDeadline) -> Note:
    """What one note says, given with or without its brackets."""
    body = text.strip()
    folded = fold(body)
    if folded.startswith("(") and (bracket_end(folded, 0) or len(folded)) == len(folded):
        body = body[1:-1] if folded.endswith(")") else body[1:]
    as_read = tidy(body)
    raw = mended(as_read)
    body, declared = without_declaration(raw)
    body = _SAME_BELOW.sub("", body)
    labelled = _labelled(body)
    note = _from_labels(labelled, is_deadline) if labelled else read_clauses(body, is_deadline)
    return replace(
        note,
        raw=as_read,
        declared=declared,
        doubts=note.doubts if raw == as_read else (*note.doubts, mending_doubt(as_read, raw)),
        labels=tuple(role for role, _ in labelled),
    )


def bracket_end(folded: str, start: int, longest: int = 10_000) -> int | None:
    """Behind the bracket that closes the one at `start`; None where none does within `longest` characters."""
    depth = 0
    for match in re.compile(r"[()]").finditer(folded, start, start + longest):
        depth += 1 if match.group() == "(" else -1
        if depth == 0:
            return match.end()
    return None


def merge_notes(notes: list[Note]) -> Note:
    """Notes that stand one after the other speak of one task: 牵头单位：A, then 责任单位：B."""
    if len(notes) == 1:
        return notes[0]
    lead: list[str] = []
    cooperating: list[str] = []
    doubts = [doubt for note in notes for doubt in note.doubts]
    notes = _beside_cooperating(notes)
    explicit = any(note.explicit for note in notes)
    plain_seen = False
    for note in notes:
        if note.explicit or not note.names_units:
            lead += note.lead
            cooperating += note.cooperating
        elif note.labels == (Role.COOPERATING,) or explicit or plain_seen:
            cooperating += [*note.lead, *note.cooperating]
        else:
            lead += note.lead
            cooperating += note.cooperating
        if note.labels == (Role.UNITS,):
            if plain_seen:
                doubts.append("“责任单位”写了两次，暂把前一处的单位当作牵头单位，请核对。")
            plain_seen = True
    return Note(
        lead=unique(lead),
        cooperating=tuple(name for name in unique(cooperating) if name not in lead),
        explicit=explicit,
        raw="；".join(note.raw for note in notes if note.raw),
        deadline_text=next((note.deadline_text for note in notes if note.deadline_text), None),
        declared=next((note.declared for note in notes if note.declared), None),
        doubts=tuple(dict.fromkeys(doubts)),
        labels=tuple(role for note in notes for role in note.labels),
    )


def _beside_cooperating(notes: list[Note]) -> list[Note]:
    """责任单位 beside 配合单位, without any 牵头: those listed as responsible lead."""
    roles = [role for note in notes for role in note.labels]
    if Role.COOPERATING not in roles or any(note.explicit for note in notes):
        return notes
    return [
        replace(note, lead=unique([*note.lead, *note.cooperating]), cooperating=(), explicit=True)
        if note.labels == (Role.UNITS,)
        else note
        for note in notes
    ]


def _labelled(body: str) -> list[tuple[Role, str]]:
    """The labels of a note with their values."""
    marks = labels_in(fold(body))
    values: list[tuple[Role, str]] = []
    for index, (_, begin, role) in enumerate(marks):
        end = marks[index + 1][0] if index + 1 < len(marks) else len(body)
        values.append((role, _BEFORE_NEXT.sub("", body[begin:end]).strip(" ")))
    return values


def _from_labels(labelled: list[tuple[Role, str]], is_deadline: IsDeadline) -> Note:
    notes: list[Note] = []
    for role, value in labelled:
        if role is Role.DEADLINE:
            notes.append(Note(deadline_text=value or None, labels=(role,)))
        elif role in (Role.LEAD, Role.COOPERATING, Role.UNITS):
            notes.append(read_units(role, value, is_deadline))
    return merge_notes(notes) if notes else Note()


def read_units(role: Role, value: str, is_deadline: IsDeadline) -> Note:
    """Units behind a label or in a column of that role."""
    if _NOBODY.match(fold(value)):
        return Note(labels=(role,))
    labelled = _labelled(value)
    if labelled:  # a cell that says 牵头单位：… 配合单位：… itself
        return _from_labels(
            [(role, head) for head in [value[: _first_label(value)].strip(" ；;，,")] if head] + labelled, is_deadline
        )
    if lists_units(value):  # 总务处 教导处: blanks for commas
        value = "、".join(value.split())
    note = read_clauses(value, is_deadline)
    everybody = unique([*note.lead, *note.cooperating])
    if role is Role.LEAD and not note.explicit:
        note = Note(everybody, (), True, tidy(value), note.deadline_text, None, note.doubts)
    elif role is Role.COOPERATING:
        note = Note((), everybody, False, tidy(value), note.deadline_text, None, note.doubts)
    return Note(note.lead, note.cooperating, note.explicit, tidy(value), note.deadline_text, None, note.doubts, (role,))


def _first_label(value: str) -> int:
    return next((start for start, _, _ in labels_in(fold(value))), len(value))


@dataclass(slots=True)
class _Clause:
    verb: str
    units: list[str]


def read_clauses(body: str, is_deadline: IsDeadline) -> Note:
    """A牵头，B、C按职责分工负责; A会同B负责; A负责，2024年6月底前完成; or a bare list of units."""
    doubts: list[str] = []
    body, starred = _marked_first(body)
    if starred:
        doubts.append(STARRED)
    deadline: str | None = None
    clauses: list[_Clause] = []
    held: list[str] = []
    for piece in _pieces(body):
        if is_deadline(piece) and not names_a_unit(fold(piece)):
            deadline = f"{deadline}，{piece}" if deadline else piece
            continue
        folded = fold(piece)
        verb = VERB.search(folded)
        held.append(piece[: verb.start()] if verb else piece)
        if verb:
            clauses.append(_Clause(verb.group(), _names(held, doubts)))
            held = []
    if held:
        clauses.append(_Clause("", _names(held, doubts)))
    note = _judged([clause for clause in clauses if clause.units])
    return Note(note.lead, note.cooperating, note.explicit, tidy(body), deadline, None, tuple(dict.fromkeys(doubts)))


def _marked_first(body: str) -> tuple[str, bool]:
    """★县教育局、县公安局 and 县财政局、县教育局（牵头）: a mark on some of the names tells who leads; on all of them nothing.

    Also whether the mark was a mere sign, whose meaning a person should check.
    """
    body = _MARKED_HELP.sub("", body)
    names = split_outside(body, "、，,；; \n")
    signed = [name for name in names if _STAR.search(name)]
    if signed and len(signed) == len(names):
        return "、".join(_STAR.sub("", name) for name in names), False
    marked = [name for name in names if name in signed or _MARKED_LEAD.search(fold(name))]
    if not marked or any(VERB.search(fold(name)) for name in names):
        return body, False
    leads = [_MARKED_LEAD.sub("", fold_brackets(_STAR.sub("", name))) for name in marked]
    rest = "、".join(name for name in names if name not in marked)
    return f"{'、'.join(leads)}牵头，{rest}", bool(signed)


def names_a_unit(clause: str) -> bool:
    """Whether a clause is about offices: the first or the last name in it ends as offices end."""
    names = split_outside(VERB.sub("", clause.removeprefix("由").strip()), "、和及")
    looks = bool(names) and (looks_like_units(names[0]) or looks_like_units(names[-1]))
    return looks and all(len(name) <= _LONGEST_NAME for name in names)


def _pieces(body: str) -> list[str]:
    """The clauses of a note: a comma after each, also where 会同 or a run-on 牵头 stands for one."""
    body = _RUN_ON.sub(r"\g<0>，", _MARKED_LEAD.sub("牵头，", fold_brackets(body)))
    body = (
        re.sub(r"[,，]?(?:会同|联合|协同|会商)(?=[^,，。;；负]{2,})", "牵头，", body, count=1) if _joins(body) else body
    )
    pieces = [piece for piece in split_outside(body.replace(" ", "，"), ",，;；。") if piece.strip("、 ")]
    return [piece.strip("、 ").removeprefix("由") for piece in pieces]


def fold_brackets(text: str) -> str:
    """Only the marks of lead are looked for in folded brackets; the text itself stays as printed."""
    folded = fold(text)
    out: list[str] = []
    done = 0
    for match in _MARKED_LEAD.finditer(folded):
        out += [text[done : match.start()], match.group()]
        done = match.end()
    return "".join([*out, text[done:]])


def _joins(body: str) -> bool:
    return bool(re.search(r"(?:会同|联合)(?=[^,，。;；负]{2,})", body)) and "牵头" not in body


def _names(pieces: list[str], doubts: list[str]) -> list[str]:
    """Names of the units in pieces of text, in order."""
    units = split_units("，".join(pieces))
    doubts += [*units.doubts, *([OPEN_LIST] if units.open_list else [])]
    return list(unique(units.names))


def _judged(clauses: list[_Clause]) -> Note:
    """Who leads: those whose verb is 牵头; else the one who 负责 where others only 配合; else the first listed."""
    named = [name for clause in clauses if "牵头" in clause.verb or clause.verb == "主办" for name in clause.units]
    everybody = unique([name for clause in clauses for name in clause.units])
    if named:
        return Note(unique(named), tuple(name for name in everybody if name not in named), explicit=True)
    alone = len(clauses) > 1 and len(clauses[0].units) == 1 and bool(clauses[0].verb)
    return Note(everybody[:1], everybody[1:], explicit=alone)


def unique(names: list[str] | tuple[str, ...]) -> tuple[str, ...]:
    """Names once each, in order."""
    return tuple(dict.fromkeys(name for name in names if name))
