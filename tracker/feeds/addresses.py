"""The ways to reach a feed (订阅地址): https to paste, webcal to tap, a QR code to scan."""

from __future__ import annotations

import segno


def https_address(base_url: str, token: str) -> str:
    """The address that every client takes by hand."""
    return f"{base_url.rstrip('/')}/feeds/{token}.ics"


def webcal_address(address: str) -> str:
    """The same with the scheme that opens a calendar program."""
    return f"webcal://{address.partition('://')[2]}"


def qr_picture(text: str) -> str:
    """The text as a QR code: SVG without style or size of its own, dark on light with its quiet zone (ISO/IEC 18004)."""
    code = segno.make_qr(text, error="m")
    return code.svg_inline(scale=4, border=4, dark="#000", light="#fff", svgclass="qr", lineclass=None, omitsize=True)
