"""Configuration (配置): environment variables with the prefix TRACKER_, each listed in docs/running.md."""

from __future__ import annotations

import os
import secrets
import shutil
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tracker.core.refusals import Refused
from tracker.core.sessions import Lasting
from tracker.core.whole_numbers import whole_number
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
    "TRACKER_FEED_LIMIT": "how often a minute one calendar may be asked for, in each web process (3000)",
    "TRACKER_SESSION_HOURS": "a session ends so many hours after signing in (12)",
    "TRACKER_TRUSTED_PROXIES": "how many reverse proxies stand in front, each of which sets X-Forwarded-* (0)",
    "TRACKER_METRICS_TOKEN": "the bearer token that /metrics asks for (none: this machine alone may read it)",
    "TRACKER_LOG": "text or json: how a line of the log is written (text)",
    "TRACKER_EVIDENCE_URL": "file:///folder or s3://bucket/prefix (the folder evidence in the data folder)",
    "TRACKER_EVIDENCE_ENDPOINT": "the address of a private cloud's object storage (AWS itself)",
    "TRACKER_EVIDENCE_REGION": "its region (us-east-1)",
    "TRACKER_EVIDENCE_ACCESS_KEY": "who asks; AWS_ACCESS_KEY_ID serves as well",
    "TRACKER_EVIDENCE_SECRET_KEY": "its secret; AWS_SECRET_ACCESS_KEY serves as well",
    "TRACKER_BACKUP_DIR": "where the clock keeps nightly backups (none)",
    "TRACKER_BACKUP_HOUR": "from which hour on the nightly backup is made (2)",
}
_LOWEST_KEY_LENGTH = 16
_MOST = 999_999
_MOST_PROXIES = 9


class LogFormat(StrEnum):
    """How a line of the log is written."""

    TEXT = "text"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Config:
    """What one process needs to know; made once at the door."""

    data_dir: Path
    database_url: str
    secret_key: str = field(repr=False)
    base_url: str = "http://127.0.0.1:8000"
    robot_hosts: Mapping[str, str] = field(default_factory=dict)
    max_upload_mb: int = 50
    feed_limit: int = 3000
    lasting: Lasting = field(default_factory=Lasting)
    trusted_proxies: int = 0
    metrics_token: str = field(default="", repr=False)
    log_format: LogFormat = LogFormat.TEXT

    evidence_url: str = ""
    s3_endpoint: str = ""
    s3_region: str = ""
    s3_access_key: str = field(default="", repr=False)
    s3_secret_key: str = field(default="", repr=False)
    backup_dir: Path | None = None
    backup_hour: int = 2

    @property
    def path_prefix(self) -> str:
        """The path under which the site stands, `/duban` of https://host/duban; empty at the root of its host."""
        return urlsplit(self.base_url).path

    @property
    def vault_dir(self) -> Path:
        """Where evidence files are kept, unless `evidence_url` says another place."""
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
        feed_limit=_number(env, "TRACKER_FEED_LIMIT", 3000),
        lasting=Lasting(
            idle=timedelta(minutes=_number(env, "TRACKER_SESSION_IDLE_MINUTES", 60)),
            whole=timedelta(hours=_number(env, "TRACKER_SESSION_HOURS", 12)),
        ),
        trusted_proxies=_proxies(env.get("TRACKER_TRUSTED_PROXIES", "0")),
        metrics_token=_token(env.get("TRACKER_METRICS_TOKEN", "")),
        log_format=_log_format(env.get("TRACKER_LOG", LogFormat.TEXT)),
        evidence_url="" if data_dir else env.get("TRACKER_EVIDENCE_URL", "").strip(),
        s3_endpoint=_endpoint(env.get("TRACKER_EVIDENCE_ENDPOINT") or env.get("AWS_ENDPOINT_URL_S3") or ""),
        s3_region=env.get("TRACKER_EVIDENCE_REGION") or env.get("AWS_REGION") or "",
        s3_access_key=env.get("TRACKER_EVIDENCE_ACCESS_KEY") or env.get("AWS_ACCESS_KEY_ID") or "",
        s3_secret_key=env.get("TRACKER_EVIDENCE_SECRET_KEY") or env.get("AWS_SECRET_ACCESS_KEY") or "",
        backup_dir=_folder(env.get("TRACKER_BACKUP_DIR", "")),
        backup_hour=_hour(env.get("TRACKER_BACKUP_HOUR", "2")),
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


def _endpoint(text: str) -> str:
    if text and not is_web_address(text):
        raise Refused("TRACKER_EVIDENCE_ENDPOINT 应是 http:// 或 https:// 开头的网址。")
    return text.rstrip("/")


def _folder(text: str) -> Path | None:
    return Path(text).resolve() if text.strip() else None


def _hour(text: str) -> int:
    hour = whole_number(text, most=23)
    if hour is None:
        raise Refused("TRACKER_BACKUP_HOUR 应是 0 到 23 的整数。")
    return hour


def _number(env: Mapping[str, str], key: str, usual: int) -> int:
    number = whole_number(env.get(key, "") or str(usual), least=1, most=_MOST)
    if number is None:
        raise Refused(f"{key} 应是大于 0 的整数。")
    return number


def _proxies(text: str) -> int:
    proxies = whole_number(text, most=_MOST_PROXIES)
    if proxies is None:
        raise Refused("TRACKER_TRUSTED_PROXIES 应是前面反向代理的层数，0 到 9。")
    return proxies


def _token(text: str) -> str:
    if text and (len(text) < _LOWEST_KEY_LENGTH or not text.isascii() or not text.isprintable() or " " in text):
        raise Refused("TRACKER_METRICS_TOKEN 至少 16 个字母或数字，不能有空格。")
    return text


def _log_format(text: str) -> LogFormat:
    try:
        return LogFormat(text)
    except ValueError:
        raise Refused("TRACKER_LOG 只能写 text 或 json。") from None


def _secret_key(given: str, folder: Path) -> str:
    if given:
        if len(given) < _LOWEST_KEY_LENGTH:
            raise Refused("TRACKER_SECRET_KEY 太短，至少 16 个字符。")
        return given
    return _kept_key(folder / "secret.key")


def _kept_key(path: Path) -> str:
    """The generated key of a single-machine installation; made once, whole or not at all, readable by its owner only."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        with NamedTemporaryFile("w", dir=path.parent, prefix=".key-", encoding="ascii") as new:  # mode 0600
            new.write(secrets.token_urlsafe(48))
            new.flush()
            os.fsync(new.fileno())
            try:
                os.link(new.name, path)  # whoever comes second takes the key of the first
            except FileExistsError:
                pass
            except OSError:  # a disk without links
                shutil.copyfile(new.name, path)
                path.chmod(0o600)
    return path.read_text(encoding="ascii").strip()
