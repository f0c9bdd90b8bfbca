"""What the three platforms' verdicts share: remedies in the same words, and the refusal of one message."""

from __future__ import annotations

from bots.failure import Verdict
from bots.words import Outcome

LATER = "系统会自动再发，您不用管。"
SHORTER = "请把内容改短，或只发数量和链接。"
TELL_US = "请把错误代码告诉系统管理员。"


def rejected(meaning: str, remedy: str = TELL_US, *, too_long: bool = False) -> Verdict:
    """This message is not taken as it is; the robot itself works."""
    return Verdict(Outcome.REJECTED, meaning, remedy, too_long=too_long)
