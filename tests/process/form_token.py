"""The hidden field that makes a form one's own (CSRF), found on a page."""

from __future__ import annotations

import re


def token_of(page: str) -> str:
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert found, page[:300]
    return found[1]
