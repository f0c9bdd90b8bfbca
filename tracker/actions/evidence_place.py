"""Where the evidence stands (佐证存放处): the vault of an installation, as its configuration says."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote, urlsplit

from tracker.core.refusals import Refused
from tracker.store.bucket_shelf import Bucket, BucketShelf
from tracker.store.vault import Vault

if TYPE_CHECKING:
    from tracker.config import Config

_SENTENCE = "TRACKER_EVIDENCE_URL 应写成 file:///文件夹 或 s3://存储桶/前缀。"


def vault_of(config: Config) -> Vault:
    """The vault: a folder (`file:///…`, the data folder's own where nothing is said) or a bucket (`s3://bucket/prefix`).

    Raises `Refused` for an address that is neither, for a missing key, and where the extra `s3` is not installed.
    """
    if not config.evidence_url:
        return Vault(config.vault_dir)
    parts = urlsplit(config.evidence_url)
    if parts.scheme == "file" and not parts.netloc and len(parts.path) > 1:
        return Vault(Path(unquote(parts.path[1:] if os.name == "nt" else parts.path)))
    if parts.scheme == "s3" and parts.hostname:
        return Vault(BucketShelf(_bucket(config)))
    raise Refused(_SENTENCE)


def _bucket(config: Config) -> Bucket:
    parts = urlsplit(config.evidence_url)
    style = parse_qs(parts.query).get("style", ["path"])[-1]
    if style not in ("path", "virtual") or parts.username or parts.password:
        raise Refused(f"{_SENTENCE}密钥另外设，不写在地址里；?style= 只能是 path 或 virtual。")
    return Bucket(
        name=parts.netloc,
        prefix=unquote(parts.path).strip("/"),
        endpoint=config.s3_endpoint,
        region=config.s3_region or "us-east-1",
        is_virtual=style == "virtual",
        access_key=config.s3_access_key,
        secret_key=config.s3_secret_key,
    )
