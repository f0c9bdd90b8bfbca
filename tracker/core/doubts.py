"""Doubts of a draft (疑点): what the reading leaves to a person, which of it must be decided, and what stays decided.

A doubt that was settled stays settled as long as its words stay the same: the words carry the name, the date or the sentence that it
is about, so whatever changes it asks anew.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from tracker.core.words import DoubtKind

if TYPE_CHECKING:
    from collections.abc import Iterable

NOT_BY_A_WORD = frozenset({DoubtKind.TEXT, DoubtKind.UNIT})
"""What no word of agreement settles: the line must be changed, or the unit registered."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """One doubt: its question in words, what it is `about` (a unit's name), possible answers, and who settled it how.

    `offers` are other names for a unit, or ISO dates for a deadline.
    """

    kind: DoubtKind
    words: str
    about: str = ""
    offers: tuple[str, ...] = ()
    settled_by: str = ""
    settled_at: str = ""
    answer: str = ""

    @property
    def is_open(self) -> bool:
        """Whether nobody has settled it yet."""
        return not self.settled_by

    @property
    def must_be_decided(self) -> bool:
        """Whether the plan cannot be admitted while this is open. A remark only warns."""
        return self.is_open and self.kind is not DoubtKind.REMARK

    @property
    def mark(self) -> tuple[DoubtKind, str]:
        """What makes two doubts the same question."""
        return self.kind, self.words

    def settle(self, by: str, at: str, answer: str) -> Doubt:
        """The same doubt with its answer."""
        return replace(self, settled_by=by, settled_at=at, answer=answer)

    def to_json(self) -> dict[str, Any]:
        """Plain values, as the draft keeps them."""
        kept = {
            "about": self.about,
            "offers": list(self.offers),
            "settled_by": self.settled_by,
            "settled_at": self.settled_at,
            "answer": self.answer,
        }
        return {"kind": str(self.kind), "words": self.words, **{name: value for name, value in kept.items() if value}}


def doubts_of(kept: Iterable[dict[str, Any]]) -> tuple[Doubt, ...]:
    """The doubts that a draft keeps as plain values."""
    return tuple(
        Doubt(**{**each, "kind": DoubtKind(each["kind"]), "offers": tuple(each.get("offers") or ())}) for each in kept
    )


def asked_again(before: Iterable[Doubt], now: Iterable[Doubt]) -> tuple[Doubt, ...]:
    """Today's doubts, each once; what was settled before and is still the same question keeps its answer."""
    answered = {doubt.mark: doubt for doubt in before if not doubt.is_open}
    found: dict[tuple[DoubtKind, str], Doubt] = {}
    for doubt in now:
        found.setdefault(doubt.mark, answered.get(doubt.mark, doubt))
    return tuple(sorted(found.values(), key=lambda doubt: (not doubt.is_open, not doubt.must_be_decided)))
