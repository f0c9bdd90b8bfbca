"""Drawing the same thing once (绘制): the markup of a table's row is kept by the row's whole value.

Nothing kept can be stale: a row with one word changed is another value. Only macros without context may be drawn so.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from flask import current_app

if TYPE_CHECKING:
    from collections.abc import Hashable

_MOST = 2048
"""Rows kept a process: of about 3 KB each."""


def drawn(part: str, macro: str, *values: Hashable) -> str:
    """What a macro of `templates/parts/<part>.html` draws for these values."""
    return _drawn(current_app.jinja_env, part, macro, *values)


@lru_cache(maxsize=_MOST)
def _drawn(environment: Any, part: str, macro: str, *values: Hashable) -> str:  # noqa: ANN401 - jinja's own
    module = environment.get_template(f"parts/{part}.html").module
    made: str = getattr(module, macro)(*values)
    return made
