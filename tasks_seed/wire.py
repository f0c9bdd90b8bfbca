"""Frozen values over a line of JSON and back (传递格式): what one process read, another gets as the same dataclasses."""

from __future__ import annotations

from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

T = TypeVar("T")


def plain(value: Any) -> Any:  # noqa: ANN401 - walks any of our values
    """JSON values of a dataclass, its fields by name; a field that holds its default is left out."""
    if is_dataclass(value) and not isinstance(value, type):
        defaults = _shape(type(value))[1]
        held = ((name, getattr(value, name)) for name in defaults)
        return {name: plain(part) for name, part in held if part != defaults[name] or defaults[name] is MISSING}
    if isinstance(value, (tuple, list)):
        return [plain(part) for part in value]
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, StrEnum) else value


def revived(kind: type[T], value: Any) -> T:  # noqa: ANN401 - any JSON value
    """The value of this type that `plain` made these JSON values of.

    Knows frozen dataclasses, `tuple[X, ...]`, unions, dates, words (`StrEnum`) and plain values. Raises `TypeError` or
    `ValueError` for what does not fit.
    """
    result: T = _revived(kind, value)
    return result


def _revived(kind: Any, value: Any) -> Any:  # noqa: ANN401 - a type and a JSON value
    if get_origin(kind) is tuple:
        inner = get_args(kind)[0]
        return tuple(_revived(inner, part) for part in value)
    if isinstance(kind, UnionType):
        return None if value is None else _revived(_member(kind, value), value)
    if isinstance(kind, type) and is_dataclass(kind):
        hints: dict[str, Any] = _shape(kind)[0]
        return kind(**{name: _revived(hints[name], part) for name, part in value.items()})
    if kind is date:
        return date.fromisoformat(value)
    return kind(value) if isinstance(kind, type) and issubclass(kind, StrEnum) else value


def _member(union: UnionType, value: Any) -> Any:  # noqa: ANN401 - a type of the union
    """The member that these values belong to: a dataclass that has all of these fields and lacks none that it needs."""
    members = [member for member in get_args(union) if member is not NoneType]
    if len(members) == 1 or not isinstance(value, dict):
        return members[0]
    for member in members:
        defaults = _shape(member)[1]
        needed = {name for name, default in defaults.items() if default is MISSING}
        if needed <= value.keys() <= defaults.keys():
            return member
    raise ValueError(union)


@lru_cache(maxsize=64)
def _shape(kind: Any) -> tuple[dict[str, Any], dict[str, Any]]:  # noqa: ANN401 - a dataclass
    """The types of a dataclass's fields, and their defaults (`MISSING` where there is none)."""
    names = fields(kind)
    return get_type_hints(kind), {
        each.name: each.default_factory() if each.default_factory is not MISSING else each.default for each in names
    }
