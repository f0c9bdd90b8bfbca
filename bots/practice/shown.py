"""What a chat app draws (气泡里的内容), as data for the page: every platform fills what its messages have."""

from __future__ import annotations

from dataclasses import dataclass, field

from markupsafe import Markup

from bots.practice.opened import text


@dataclass(frozen=True)
class Tap:
    """Something to tap: a button, a jump, an article. Only web addresses are offered as links."""

    label: str
    url: str = ""
    note: str = ""
    has_picture: bool = False

    @property
    def opens(self) -> bool:
        """Whether it may be a link on the page."""
        return self.url.startswith(("http://", "https://"))


@dataclass(frozen=True)
class Field:
    """A line of a card with its key (二级标题), perhaps a link."""

    key: str
    value: str
    url: str = ""


@dataclass(frozen=True)
class Shown:
    """A message as drawn. ``tone`` names a colour of the card's head; ``whole`` opens wherever it is tapped."""

    body: Markup = field(default_factory=Markup)
    head: str = ""
    under: str = ""
    tone: str = ""
    source: str = ""
    big: Field | None = None
    quote: Tap | None = None
    fields: tuple[Field, ...] = ()
    articles: tuple[Tap, ...] = ()
    taps: tuple[Tap, ...] = ()
    side_by_side: bool = False
    picture: str = ""
    whole: str = ""

    @property
    def is_card(self) -> bool:
        """Whether it fills the width with a frame of its own."""
        return bool(self.head or self.taps or self.articles or self.fields or self.whole)


def address(value: object) -> str:
    """A web address to offer, or nothing."""
    found = text(value)
    return found if found.startswith(("http://", "https://")) else ""
