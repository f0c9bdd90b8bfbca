"""What all forms share (表单): a refusal stands beside its field, and nothing that was typed is lost."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Self

from flask import request
from flask_wtf import FlaskForm
from wtforms import DateField

from tracker.actions.evidence import Upload
from tracker.core.refusals import Moved, NotAllowed, NotThere, OutOfOrder, Refused
from tracker.core.whole_numbers import whole_number

REFUSED, MOVED, OUT_OF_ORDER = 422, 409, 503
_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class DeskForm(FlaskForm):  # type: ignore[misc]
    """A form whose rules live in the verb it calls."""

    def process(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - wtforms' own
        """Read the fields; control characters, which no database keeps alike, are left out of what was typed."""
        super().process(*args, **kwargs)
        for field in self:
            if isinstance(field.data, str):
                field.data = _NO_TEXT.sub("", field.data)

    def refuse(self, refused: Refused) -> int:
        """Put the sentence beside its field and return the status to answer with.

        What is not there, or not allowed, has no form to go back to: it is raised again for its page.
        """
        if isinstance(refused, (NotThere, NotAllowed)):
            raise refused
        field = self._fields.get(refused.field or "")
        if field is None:
            self.form_errors.append(refused.sentence)
        else:
            field.errors = [*field.errors, refused.sentence]
        if isinstance(refused, OutOfOrder):
            return OUT_OF_ORDER
        return MOVED if isinstance(refused, Moved) else REFUSED

    def apart(self, mark: str) -> Self:
        """Give the fields ids of their own, for a page that shows several forms; their names stay."""
        for field in self:
            field.id = field.label.field_id = f"{mark}-{field.short_name}"
        return self

    def a_day(self, name: str) -> date | None:
        """The date of a field, None where nothing is chosen. Raises `Refused` for what is no date."""
        field = self._fields[name]
        if field.process_errors:
            raise Refused(str(field.process_errors[0]), field=name)
        return field.data  # type: ignore[no-any-return]  # wtforms ships no types


class DayField(DateField):  # type: ignore[misc]
    """A date; says in Chinese what it could not read."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read `YYYY-MM-DD`; nothing chosen is None."""
        self.raw_data = valuelist
        text = valuelist[0].strip() if valuelist else ""
        self.data = None
        if not text:
            return
        try:
            self.data = date.fromisoformat(text)
        except ValueError:
            raise ValueError("请写成 2025-12-31 这样的日期。") from None


def uploads_of(form: DeskForm) -> list[Upload]:
    """The files chosen in a form's field `files`."""
    return [Upload(file.filename, file.stream) for file in form["files"].data or () if file.filename]


def ids_sent(name: str) -> list[int]:
    """Ids of ticked rows; what is no id is left out."""
    return [number for text in request.form.getlist(name) if (number := whole_number(text)) is not None]
