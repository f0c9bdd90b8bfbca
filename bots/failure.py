"""What an attempt comes to: a receipt, or :class:`SendFailed` with everything an outbox must know."""

from __future__ import annotations

from dataclasses import dataclass

from bots.skew import TOO_MUCH, skew_note
from bots.words import Outcome, Platform


@dataclass(frozen=True)
class Verdict:
    """What a code or an event means (判定), as data.

    ``meaning`` is what happened, ``remedy`` what the clerk can do, both whole Chinese sentences. ``pauses``
    are the seconds to leave the whole robot alone after the first, second, third … throttle in a row,
    give or take ``spread`` of them. ``too_long``: rendering it shorter may help.
    """

    outcome: Outcome
    meaning: str
    remedy: str = ""
    pauses: tuple[float, ...] = ()
    too_long: bool = False
    spread: float = 0.0

    @property
    def sentence(self) -> str:
        """Meaning and remedy together."""
        return f"{self.meaning}{self.remedy}"


@dataclass(frozen=True)
class Receipt:
    """The platform said that it has taken the message (回执). Only this is 已送达.

    ``code`` and ``answer`` are the platform's own, ``status`` is HTTP's. ``clock_skew`` is this machine's
    clock minus the platform's in seconds (``None`` when it gave no date); ``clock_note`` is a sentence
    about it for the administrator, empty below five minutes, and ``clock_is_wrong`` above fifty, when the
    platform is about to refuse signatures.
    """

    platform: Platform
    code: str
    answer: str
    status: int = 200
    clock_skew: float | None = None

    @property
    def outcome(self) -> Outcome:
        """Always ``DELIVERED``."""
        return Outcome.DELIVERED

    @property
    def clock_note(self) -> str:
        """What to tell the administrator about this machine's clock."""
        return skew_note(self.clock_skew)

    @property
    def clock_is_wrong(self) -> bool:
        """Whether signatures are about to be refused."""
        return self.clock_skew is not None and abs(self.clock_skew) > TOO_MUCH


class SendFailed(Exception):  # noqa: N818 a fact, in the words of the field
    """The message was not taken, or nobody knows (没有发出去，或不知道).

    - ``why``: Chinese, what happened and what to do; ``meaning`` and ``remedy`` are its halves.
    - ``outcome``: see :class:`bots.Outcome`.
    - ``permanent``: the same message to the same address fails again until a person changes something.
    - ``wait``: seconds before the next attempt makes sense after a throttle, else ``None``; :meth:`pause`
      for repeated ones.
    - ``repeat_safe``: sending the same part again cannot put a second copy into the group.
    - ``too_long``: the platform finds it too big; a shorter rendering may pass.
    - ``code``, ``answer``: the platform's own code and words, redacted; ``status``: HTTP's, ``None``
      without an answer.
    - ``clock_skew``, ``clock_note``: as in :class:`Receipt`.
    - ``seen_as``: the address that the platform saw the call come from, if it told: for administrators.

    Neither its text nor its causes contain a credential: it is raised outside any other exception.
    """

    def __init__(
        self,
        verdict: Verdict,
        *,
        platform: Platform,
        code: str | None = None,
        answer: str = "",
        status: int | None = None,
        repeat_safe: bool = False,
        clock_skew: float | None = None,
        seen_as: str = "",
    ) -> None:
        super().__init__(verdict.sentence)
        self.verdict = verdict
        self.platform = platform
        self.code = code
        self.answer = answer
        self.status = status
        self.repeat_safe = repeat_safe
        self.clock_skew = clock_skew
        self.seen_as = seen_as

    @property
    def clock_note(self) -> str:
        """What to tell the administrator about this machine's clock."""
        return skew_note(self.clock_skew)

    @property
    def why(self) -> str:
        """What happened and what to do, in Chinese."""
        return self.verdict.sentence

    @property
    def meaning(self) -> str:
        """What happened."""
        return self.verdict.meaning

    @property
    def remedy(self) -> str:
        """What the clerk can do about it; empty when the outbox will see to it alone."""
        return self.verdict.remedy

    @property
    def outcome(self) -> Outcome:
        """The word for what happened."""
        return self.verdict.outcome

    @property
    def permanent(self) -> bool:
        """Whether trying again unchanged is pointless."""
        return self.outcome in (Outcome.REJECTED, Outcome.CONFIG, Outcome.CHANNEL_BROKEN)

    @property
    def too_long(self) -> bool:
        """Whether a shorter rendering may pass."""
        return self.verdict.too_long

    @property
    def wait(self) -> float | None:
        """Seconds to leave the robot alone after a first throttle."""
        return self.pause()

    def pause(self, strikes: int = 0, chance: float = 0.5) -> float | None:
        """Seconds to leave the robot alone when ``strikes`` throttles have come just before this one.

        ``chance`` in [0, 1) spreads the pauses of several robots where the platform wants that (Feishu, ±20 %).
        """
        ladder = self.verdict.pauses
        if not ladder:
            return None
        return ladder[min(max(strikes, 0), len(ladder) - 1)] * (1 + self.verdict.spread * (2 * chance - 1))
