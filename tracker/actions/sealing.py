"""Sealing (加密): robot keys at rest, with a key derived from TRACKER_SECRET_KEY."""

from __future__ import annotations

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from tracker.core.refusals import Refused


def seal(plain: str, secret_key: str) -> str:
    """The text, encrypted. An empty text stays empty."""
    return _box(secret_key).encrypt(plain.encode()).decode() if plain else ""


def unseal(sealed: str, secret_key: str) -> str:
    """The text again; refuses with the remedy when the key of this installation is another one."""
    if not sealed:
        return ""
    try:
        return _box(secret_key).decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise Refused("通道的密钥解不开：TRACKER_SECRET_KEY 和保存时不同。请换回原来的值，或重新登记通道。") from None


def _box(secret_key: str) -> Fernet:
    derived = HKDF(hashes.SHA256(), 32, salt=None, info=b"tracker channel keys").derive(secret_key.encode())
    return Fernet(urlsafe_b64encode(derived))
