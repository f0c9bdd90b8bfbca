"""Evidence files as pages list and show them (佐证的列表和预览)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import url_for

if TYPE_CHECKING:
    from tracker.store.queries.desks import EvidenceFacts

TAKEN = ".pdf,.png,.jpg,.jpeg,.doc,.docx,.xls,.xlsx,.wps,.et"
SHOWN_INLINE = ("application/pdf", "image/png", "image/jpeg")
_PICTURES = ("image/png", "image/jpeg")
_SMALL = 2 * 1024 * 1024  # bytes


def evidence_items(evidence: tuple[EvidenceFacts, ...], proves: str = "") -> list[dict[str, Any]]:
    """Files as the page lists them: kind, name, size, what they show; what a browser can show opens in it."""
    return [{"name": item.name, "size": item.size, "href": _href(item), "proves": proves} for item in evidence]


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


def _href(item: EvidenceFacts) -> str:
    preview = 1 if item.media_type in SHOWN_INLINE else None
    return url_for("evidence.show", evidence_id=item.id, preview=preview)
