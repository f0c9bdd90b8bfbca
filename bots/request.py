"""One HTTP request before it leaves. Its text never shows where to, since the address is the credential."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Request:
    """``url`` without query, ``params`` raw (encoded once, on the way out), ``body`` as UTF-8 JSON."""

    url: str = field(repr=False)
    params: dict[str, str] = field(repr=False)
    body: bytes = field(repr=False)
