"""Evidence files as pages list and show them (佐证的列表和预览)."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from flask import url_for

from tracker.core.refusals import Refused
from tracker.web.pdf_pages import pdf_pages
from tracker.web.site import site

if TYPE_CHECKING:
    from tracker.store.queries.desks import EvidenceFacts

TAKEN = ".pdf,.png,.jpg,.jpeg,.doc,.docx,.xls,.xlsx,.wps,.et"
SHOWN_INLINE = ("application/pdf", "image/png", "image/jpeg")
_PICTURES = ("image/png", "image/jpeg")
_SMALL = 2 * 1024 * 1024  # bytes
_LOOKED_AT = 8 * 1024 * 1024  # bytes


def evidence_items(evidence: tuple[EvidenceFacts, ...], proves: str = "") -> list[dict[str, Any]]:
    """Files as the page lists them: kind, name, size, pages of a PDF, what they show; what a browser can show opens in it."""
    return [
        {"name": item.name, "size": item.size, "href": _href(item), "proves": proves, "note": _pages_said(item)}
        for item in evidence
    ]


def thumbnails(evidence: tuple[EvidenceFacts, ...]) -> list[dict[str, Any]]:
    """The pictures that a page shows small in itself; large ones open on their own, so that a phone need not fetch them all."""
    return [
        {"name": item.name, "href": _href(item)}
        for item in evidence
        if item.media_type in _PICTURES and item.size <= _SMALL
    ]


def previews(evidence: tuple[EvidenceFacts, ...]) -> list[dict[str, Any]]:
    """The files that a page can show in itself: PDF in a frame, pictures as pictures."""
    return [
        {"name": item.name, "href": _href(item), "is_picture": item.media_type in _PICTURES}
        for item in evidence
        if item.media_type in SHOWN_INLINE
    ]


def _pages_said(item: EvidenceFacts) -> str:
    """“3 页” of a PDF that is small enough to look at; nothing where the file is not to be had just now."""
    if item.media_type != "application/pdf" or item.size > _LOOKED_AT:
        return ""
    try:
        pages = _pages_of(item.sha256)
    except Refused:
        return ""
    return f"{pages} 页" if pages else ""


@lru_cache(maxsize=1024)
def _pages_of(sha256: str) -> int | None:
    """Looked at once: what a hash names never changes."""
    return pdf_pages(site().vault.read_bytes(sha256))


def _href(item: EvidenceFacts) -> str:
    preview = 1 if item.media_type in SHOWN_INLINE else None
    return url_for("evidence.show", evidence_id=item.id, preview=preview)
