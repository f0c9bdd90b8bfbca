"""Column types that the database does not bring: moments with an offset, words, JSON values."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from peewee import CharField, TextField

if TYPE_CHECKING:
    from tracker.core.words import Word

SHANGHAI = ZoneInfo("Asia/Shanghai")
_FORMAT = "%Y-%m-%dT%H:%M:%S.%fZ"


class MomentField(CharField):
    """A moment in time. Kept as UTC text so that it sorts alike on every engine; read back in Asia/Shanghai.

    Raises `ValueError` for a naive value: a moment without an offset is not a moment.
    """

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - peewee's own options
        super().__init__(max_length=32, **options)

    def db_value(self, value: datetime | str | None) -> str | None:
        """A moment as sortable UTC text."""
        if value is None or isinstance(value, str):
            return value
        if value.tzinfo is None:
            raise ValueError(f"a moment needs its offset: {value!r}")
        return value.astimezone(UTC).strftime(_FORMAT)

    def python_value(self, value: str | None) -> datetime | None:
        """The text as an aware moment in Asia/Shanghai."""
        if value is None:
            return None
        return datetime.strptime(value, _FORMAT).replace(tzinfo=UTC).astimezone(SHANGHAI)


class WordField(CharField):
    """A member of one enumeration of `core.words`, stored by its value."""

    def __init__(self, word: type[Word], **options: Any) -> None:  # noqa: ANN401 - peewee's own options
        self.word = word
        super().__init__(max_length=32, **options)

    def db_value(self, value: Word | str | None) -> str | None:
        """The word's stored value; refuses a word of another enumeration."""
        return None if value is None else str(self.word(value))

    def python_value(self, value: str | None) -> Word | None:
        """The enumeration's member."""
        return None if value is None else self.word(value)


class ValueField(TextField):
    """A plain JSON value, kept as text with Chinese left readable."""

    def db_value(self, value: Any) -> str | None:  # noqa: ANN401 - any JSON value
        """The value as JSON text."""
        return None if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)

    def python_value(self, value: str | None) -> Any:  # noqa: ANN401 - any JSON value
        """The JSON text as a value."""
        return None if value is None else json.loads(value)
