"""Offline return slips (离线回执): hidden keys that cannot be forged, and what becomes of each line that comes back.

A key names the installation, the slip, the duty and the state in which the duty was when the slip was made; its last part is a
MAC over the others, so that a key is either ours and whole or worth nothing. The line's own rules stand in `judge`: a slip of an
older state never stands over a newer report, and nobody reports for another unit.
"""

from __future__ import annotations

import hmac
import re
import unicodedata
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from tracker.core.lifecycle import Move, why_not
from tracker.core.refusals import Refused
from tracker.core.words import DutyStatus, ReportKind, SlipVerdict

if TYPE_CHECKING:
    from datetime import date

SLIP_KINDS = (ReportKind.PROGRESS, ReportKind.COORDINATION, ReportKind.NO_CHANGE)
"""What may be reported on a slip; what needs files (申请销号、已在别处报送) is done on the page."""

KEY = re.compile(
    r"HZ1-(?P<house>[0-9a-f]{8})-(?P<slip>\d{1,9})-(?P<duty>\d{1,9})-(?P<state>[0-9a-f]{12})-(?P<mac>[0-9a-f]{32})"
)
_MAC_LENGTH, _STATE_LENGTH, _HOUSE_LENGTH = 32, 12, 8


@dataclass(frozen=True, slots=True)
class SlipBase:
    """A duty as it was when the slip was made (底稿). `wording` is the digest of the task's text."""

    slip_id: int
    duty_id: int
    unit_id: int
    revision: int
    last_report_id: int
    wording: str


@dataclass(frozen=True, slots=True)
class SlipKey:
    """What a genuine key says."""

    slip_id: int
    duty_id: int
    state: str


@dataclass(frozen=True, slots=True)
class SlipRow:
    """One line of a slip as it goes out: what is printed, and its hidden key."""

    key: str
    plan: str
    task_no: str
    text: str
    kind: str
    deadline: str
    due: str
    before: str
    """What was reported last, or what the office asked for when it returned it."""


@dataclass(frozen=True, slots=True)
class SlipForm:
    """A slip as it goes out: for one unit, only what is open."""

    number: int
    unit: str
    made_on: date
    rows: tuple[SlipRow, ...]
    left_out: int = 0  # periodic reports whose window has not opened yet


@dataclass(frozen=True, slots=True)
class SlipLine:
    """One line as it came back. `place` says where it stood (第7行); `formulas` names cells that hold a formula."""

    place: str
    key: str
    wording: str
    kind: str
    progress: str
    problems: str
    next_steps: str
    formulas: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was filled in: a kind alone says nothing, except that nothing changed."""
        typed = self.progress.strip() or self.problems.strip() or self.next_steps.strip() or self.formulas
        return not typed and plain(self.kind) != ReportKind.NO_CHANGE.label


@dataclass(frozen=True, slots=True)
class DutyNow:
    """The duty as it is today. `imported_on` is the day this very line was already taken in."""

    status: DutyStatus
    is_exempt: bool
    last_report_id: int
    wording: str
    imported_on: date | None = None


@dataclass(frozen=True, slots=True)
class SlipReading:
    """What becomes of a line, and the sentence that says why."""

    verdict: SlipVerdict
    sentence: str = ""


def secret_of(secret_key: str) -> bytes:
    """The installation's own secret for slips, derived from TRACKER_SECRET_KEY."""
    return hmac.new(secret_key.encode(), b"tracker offline slips", sha256).digest()


def write_key(secret: bytes, base: SlipBase) -> str:
    """The hidden key of one line."""
    said = f"HZ1-{_house(secret)}-{base.slip_id}-{base.duty_id}-{state_of(base)}"
    return f"{said}-{_mac(secret, said)}"


def read_key(secret: bytes, text: str) -> SlipKey:
    """What a key says; raises `Refused` for what is no key, another installation's, or not whole."""
    found = KEY.search(unicodedata.normalize("NFKC", text))
    if found is None:
        raise Refused("这一行没有系统的标记，可能是新添的行，或者复制时丢了隐藏列。")
    if not hmac.compare_digest(found["house"], _house(secret)):
        raise Refused("这份回执不是本系统发出的。")
    said, _, mac = found[0].rpartition("-")
    if not hmac.compare_digest(mac, _mac(secret, said)):
        raise Refused("这一行的系统标记被改动过，不能认。")
    return SlipKey(int(found["slip"]), int(found["duty"]), found["state"])


def state_of(base: SlipBase) -> str:
    """The digest of a duty's state when the slip was made (状态摘要)."""
    said = f"{base.slip_id}|{base.duty_id}|{base.unit_id}|{base.revision}|{base.last_report_id}|{base.wording}"
    return sha256(said.encode()).hexdigest()[:_STATE_LENGTH]


def wording_of(text: str) -> str:
    """The digest of a wording, blind to spaces, line ends and full-width forms, which office programs change as they save."""
    return sha256(re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).encode()).hexdigest()


def plain(text: str) -> str:
    """A short cell as it was meant: without spaces, full-width forms made ordinary."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def kind_of(text: str) -> ReportKind:
    """The kind that a cell names; nothing chosen is 阶段进展. Raises `Refused` for what a slip cannot carry."""
    wanted = plain(text)
    if not wanted:
        return ReportKind.PROGRESS
    kind = next((each for each in ReportKind if plain(each.label) == wanted), None)
    if kind in SLIP_KINDS:
        return kind
    if kind in (ReportKind.CLOSURE, ReportKind.ELSEWHERE):
        raise Refused(f"“{kind.label}”要附文件，请登录系统在网页上办。")
    choices = "、".join(each.label for each in SLIP_KINDS)
    raise Refused(f"“{text.strip()[:20]}”不是可选的报送类型，请填 {choices} 中的一个。")


def judge(line: SlipLine, base: SlipBase, now: DutyNow, *, unit_id: int | None, is_repeated: bool) -> SlipReading:
    """What becomes of a line with a genuine key. `unit_id` is the unit of the person who brings it; None for the office."""
    if unit_id is not None and base.unit_id != unit_id:
        return SlipReading(SlipVerdict.ELSEWHERE, "这一行是发给别的单位的，您不能代报。")
    if line.is_empty:
        return SlipReading(SlipVerdict.EMPTY)
    if is_repeated:
        return SlipReading(SlipVerdict.REPEATED, "同一件事项在表里出现了两次，请只留一行。")
    return _judge_state(base, now) or _judge_words(line, base)


def _judge_state(base: SlipBase, now: DutyNow) -> SlipReading | None:
    """Whether the duty is still as the slip knew it; None when it is."""
    if now.imported_on is not None:
        return SlipReading(SlipVerdict.DONE, f"这一行 {now.imported_on} 已经导入过，不再重复报送。")
    if now.is_exempt:
        return SlipReading(SlipVerdict.OVER, "这项任务已经豁免，不用报送。")
    if now.status is not DutyStatus.ACTIVE:
        return SlipReading(SlipVerdict.OVER, why_not(now.status, Move.REPORT))
    if now.last_report_id != base.last_report_id:
        return SlipReading(
            SlipVerdict.NEWER, "这份回执做好以后，这件事项又报过一次；旧回执不能盖过新的。请下载新的回执再填。"
        )
    if now.wording != base.wording:
        return SlipReading(SlipVerdict.ALTERED, "这份回执做好以后，台账里的任务文字改过。请下载新的回执再填。")
    return None


def _judge_words(line: SlipLine, base: SlipBase) -> SlipReading:
    if wording_of(line.wording) != base.wording:
        return SlipReading(SlipVerdict.ALTERED, "任务文字和发出去时不一样，可能改动过或者错了行，请核对。")
    if line.formulas:
        return SlipReading(
            SlipVerdict.WRONG, f"{'、'.join(line.formulas)}是公式，请改成文字（复制，选择性粘贴为数值）。"
        )
    return SlipReading(SlipVerdict.READY)


def _house(secret: bytes) -> str:
    return sha256(b"installation" + secret).hexdigest()[:_HOUSE_LENGTH]


def _mac(secret: bytes, said: str) -> str:
    return hmac.new(secret, said.encode(), sha256).hexdigest()[:_MAC_LENGTH]
