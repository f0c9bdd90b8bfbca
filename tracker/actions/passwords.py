"""Passwords (口令): kept as argon2id hashes, renewed when the parameters change; first ones are made here and shown once."""

from __future__ import annotations

import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from tracker.core.refusals import Refused

LEAST = 8
_MOST = 200
_SHORT_NUMBER = 12
_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)  # OWASP's argon2id minimum
_NOBODY = _hasher.hash("nobody has this password")
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is mistaken for another on paper
_KNOWN_TO_ALL = ("password", "qwerty", "abc123", "iloveyou", "1q2w3e4r", "a123456", "admin123", "p@ssw0rd")


def hashed(password: str) -> str:
    """The hash that is kept; salted, so that two people with one password have two hashes."""
    return str(_hasher.hash(password))


def fits(kept: str | None, password: str) -> bool:
    """Whether this is the password behind a hash; as slow where there is none (no account) as where it is wrong."""
    try:
        _hasher.verify(kept or _NOBODY, password)
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None


def is_outdated(kept: str) -> bool:
    """Whether the hash was made with other parameters than today's."""
    return bool(_hasher.check_needs_rehash(kept))


def first_password() -> str:
    """A password to hand over once: twelve letters and digits in three groups, 59 bits."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(3))


def check_strength(password: str, username: str, *, field: str = "password") -> None:
    """Refuse what a guesser tries first. Long is good; no rule about signs and capitals (NIST SP 800-63B)."""
    plain = password.strip().lower()
    if len(password) < LEAST:
        raise Refused(f"口令至少 {LEAST} 个字符。", field=field)
    if len(password) > _MOST:
        raise Refused(f"口令最多 {_MOST} 个字符。", field=field)
    if len(set(plain)) < 4:  # noqa: PLR2004 - 88888888, 12121212
        raise Refused("口令里不同的字符太少，别人容易猜到，请换一个。", field=field)
    if plain.isdigit() and len(plain) < _SHORT_NUMBER:
        raise Refused("口令不能只有数字（手机号、生日容易猜到），请加上文字或字母。", field=field)
    if len(username) >= 3 and username.lower() in plain and len(plain) < len(username) + 6:  # noqa: PLR2004 - ducha123
        raise Refused("口令和账号太像，请换一个。", field=field)
    if any(plain.startswith(known) for known in _KNOWN_TO_ALL) and len(plain) < _SHORT_NUMBER:
        raise Refused("这个口令太常见，请换一个。", field=field)
