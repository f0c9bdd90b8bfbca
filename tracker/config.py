"""Configuration (配置): environment variables with the prefix TRACKER_, each listed in docs/running.md."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tracker.core.refusals import Refused
from tracker.core.sessions import Lasting
from tracker.core.words import Platform

if TYPE_CHECKING:
    from collections.abc import Mapping

KEYS = {
    "TRACKER_DATA_DIR": "where the database file, evidence and the generated secret key of one machine live (./data)",
    "TRACKER_DATABASE_URL": "sqlite:///… or postgresql://… (a SQLite file in the data folder)",
    "TRACKER_SECRET_KEY": "signs sessions and encrypts robot keys (generated into the data folder)",
    "TRACKER_BASE_URL": "the address people open, used in links (http://127.0.0.1:8000)",
    "TRACKER_ROBOT_HOSTS": "platform=base URL pairs for private deployments and practice robots (none)",
    "TRACKER_MAX_UPLOAD_MB": "largest evidence file in megabytes (50)",
    "TRACKER_SESSION_IDLE_MINUTES": "a session ends after so many minutes without use (60)",
    "TRACKER_SESSION_HOURS": "a session ends so many hours after signing in (12)",
    "TRACKER_TRUSTED_PROXIES": "how many reverse proxies stand in front; whose X-Forwarded-For is believed (0)",
}
_LOWEST_KEY_LENGTH = 16
_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Config:
    """What one process needs to know; made once at the door."""

    data_dir: Path
    database_url: str
    secret_key: str = field(repr=False)
    base_url: str = "http://127.0.0.1:8000"
    robot_hosts: Mapping[str, str] = field(default_factory=dict)
    max_upload_mb: int = 50
    lasting: Lasting = field(default_factory=Lasting)
    trusted_proxies: int = 0

    @property
    def vault_dir(self) -> Path:
        """Where evidence files are kept."""
        return self.data_dir / "evidence"


def read_config(env: Mapping[str, str], *, data_dir: str | None = None) -> Config:
    """Read the configuration; raises `Refused` naming the variable that cannot be used."""
    folder = Path(data_dir or env.get("TRACKER_DATA_DIR") or "data").resolve()
    database_url = "" if data_dir else env.get("TRACKER_DATABASE_URL", "")
    return Config(
        data_dir=folder,
        database_url=database_url or f"sqlite:///{folder / 'tracker.db'}",
        secret_key=_secret_key(env.get("TRACKER_SECRET_KEY", ""), folder),
        base_url=_base_url(env.get("TRACKER_BASE_URL", "http://127.0.0.1:8000")),
        robot_hosts=read_robot_hosts(env.get("TRACKER_ROBOT_HOSTS", "")),
        max_upload_mb=_number(env, "TRACKER_MAX_UPLOAD_MB", 50),
        lasting=Lasting(
            idle=timedelta(minutes=_number(env, "TRACKER_SESSION_IDLE_MINUTES", 60)),
            whole=timedelta(hours=_number(env, "TRACKER_SESSION_HOURS", 12)),
        ),
        trusted_proxies=_number(env, "TRACKER_TRUSTED_PROXIES", 0, least=0),
    )


def read_robot_hosts(text: str) -> dict[str, str]:
    """Read `wecom=http://127.0.0.1:9100,dingtalk=…`; raises `Refused`."""
    hosts = {}
    for pair in filter(None, (part.strip() for part in text.split(","))):
        platform, _, url = pair.partition("=")
        if platform.strip() not in set(Platform) or not is_web_address(url):
            raise Refused(
                f"TRACKER_ROBOT_HOSTS 里的“{platform}”不能用，应写成 wecom=https://主机（或 dingtalk、feishu）。"
            )
        hosts[platform.strip()] = url.rstrip("/")
    return hosts


def is_web_address(text: str) -> bool:
    """Whether this is an http or https address with a host."""
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        return False


def _base_url(text: str) -> str:
    if not is_web_address(text):
        raise Refused("TRACKER_BASE_URL 应是 http:// 或 https:// 开头的网址。")
    return text.rstrip("/")


def _number(env: Mapping[str, str], key: str, usual: int, *, least: int = 1) -> int:
    text = env.get(key, "") or str(usual)
    if not text.isascii() or not text.isdigit() or len(text) > _DIGITS or int(text) < least:
        raise Refused(f"{key} 应是{'大于 0 的' if least else '0 或更大的'}整数。")
    return int(text)


def _secret_key(given: str, folder: Path) -> str:
    if given:
        if len(given) < _LOWEST_KEY_LENGTH:
            raise Refused("TRACKER_SECRET_KEY 太短，至少 16 个字符。")
        return given
    return _kept_key(folder / "secret.key")


def _kept_key(path: Path) -> str:
    """The generated key of a single-machine installation; made once, readable by its owner only."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="ascii") as new:
            path.chmod(0o600)
            new.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    return path.read_text(encoding="ascii").strip()
