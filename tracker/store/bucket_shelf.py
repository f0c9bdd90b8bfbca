"""A bucket of S3-compatible object storage (对象存储): a private cloud's MinIO, OSS, OBS or Ceph, or a public one.

Spoken to through `obstore` (the extra `s3`). A PUT is whole or absent by the protocol; keys never leave this module.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any, BinaryIO
from urllib.parse import urlsplit

from tracker.core.refusals import OutOfOrder, Refused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

_PART = 5 << 20  # the smallest part that S3 takes
_AT_ONCE = 2
_PATIENCE = timedelta(seconds=20)
MISSING_LIBRARY = "佐证要存到对象存储，但没有安装所需的包。请安装 tracker 时带上 s3（pip install 'tracker[s3]'）。"
NO_BUCKET = "对象存储里没有配置的存储桶，文件没有收下。请告诉管理员检查 TRACKER_EVIDENCE_URL。"
NO_ENTRY = "对象存储不让进（密钥不对，或者没有权限）。请告诉管理员检查访问密钥。"
UNREACHABLE = "对象存储现在连不上或出了错，请过几分钟再试；仍然不行，请告诉管理员。"


@dataclass(frozen=True, slots=True)
class Bucket:
    """Where a bucket is, and who asks: `endpoint` is empty for AWS itself, else `https://host:port` of a private cloud.

    `is_virtual` puts the bucket's name into the host (OSS wants that), otherwise into the path (MinIO, Ceph).
    """

    name: str
    prefix: str = ""
    endpoint: str = ""
    region: str = "us-east-1"
    is_virtual: bool = False
    access_key: str = field(default="", repr=False)
    secret_key: str = field(default="", repr=False)


class BucketShelf:
    """Objects stand as `prefix/ab/abcd…`, like files in a folder."""

    def __init__(self, bucket: Bucket) -> None:
        try:
            from obstore.exceptions import BaseError  # noqa: PLC0415 - an extra: only who wants it has it
        except ImportError:
            raise Refused(MISSING_LIBRARY) from None
        if not (bucket.access_key and bucket.secret_key):
            raise Refused("佐证要存到对象存储，请设好 TRACKER_EVIDENCE_ACCESS_KEY 和 TRACKER_EVIDENCE_SECRET_KEY。")
        self._errors: tuple[type[Exception], ...] = (BaseError, PermissionError, ConnectionError, TimeoutError)
        self._store = _store(bucket)

    def put(self, digest: str, _size: int, source: BinaryIO) -> None:
        """Upload, in parts where it is large. What stands there under this name can only be the same bytes, or damaged."""
        import obstore  # noqa: PLC0415 - see above

        try:
            obstore.put(self._store, _key(digest), source, chunk_size=_PART, max_concurrency=_AT_ONCE)
        except FileNotFoundError:
            raise OutOfOrder(NO_BUCKET) from None
        except self._errors as trouble:
            raise _sentence(trouble) from None

    def touch(self, digest: str, source: BinaryIO) -> None:
        """Make it young: object storage knows no other way than writing the same bytes again."""
        self.put(digest, 0, source)

    def read(self, digest: str) -> Iterator[bytes]:
        """The bytes in pieces; raises `FileNotFoundError`."""
        import obstore  # noqa: PLC0415 - see above

        try:
            for piece in obstore.get(self._store, _key(digest)).stream(min_chunk_size=1 << 20):
                yield bytes(piece)
        except self._errors as trouble:
            raise _sentence(trouble) from None

    def standing(self) -> Iterator[tuple[str, int, datetime]]:
        """All that stands there, a page at a time."""
        import obstore  # noqa: PLC0415 - see above

        try:
            for page in obstore.list(self._store):
                for found in page:
                    yield found["path"].rpartition("/")[2], int(found["size"]), found["last_modified"]
        except FileNotFoundError:
            raise OutOfOrder(NO_BUCKET) from None
        except self._errors as trouble:
            raise _sentence(trouble) from None

    def remove(self, digest: str) -> None:
        """Take one away."""
        import obstore  # noqa: PLC0415 - see above

        try:
            obstore.delete(self._store, _key(digest))
        except FileNotFoundError:
            return
        except self._errors as trouble:
            raise _sentence(trouble) from None

    def free_bytes(self) -> int | None:
        """Object storage does not say."""
        return None


def _key(digest: str) -> str:
    return f"{digest[:2]}/{digest}"


def _sentence(trouble: Exception) -> OutOfOrder:
    """Never the library's own words: they name hosts and quote answers."""
    return OutOfOrder(NO_ENTRY if _is_refusal(trouble) else UNREACHABLE)


def _is_refusal(trouble: Exception) -> bool:
    return isinstance(trouble, PermissionError) or type(trouble).__name__ in (
        "PermissionDeniedError",
        "UnauthenticatedError",
    )


def _store(bucket: Bucket) -> Any:  # noqa: ANN401 - obstore's own, known only where it is installed
    from obstore.store import S3Store  # noqa: PLC0415 - see above

    endpoint = bucket.endpoint.rstrip("/")
    if endpoint and bucket.is_virtual:
        parts = urlsplit(endpoint)
        endpoint = f"{parts.scheme}://{bucket.name}.{parts.netloc}"
    where: dict[str, Any] = {"endpoint": endpoint} if endpoint else {}
    return S3Store(
        bucket.name,
        prefix=bucket.prefix or None,
        region=bucket.region,
        access_key_id=bucket.access_key,
        secret_access_key=bucket.secret_key,
        virtual_hosted_style_request=bucket.is_virtual,
        client_options={
            "allow_http": endpoint.startswith("http://"),
            "connect_timeout": timedelta(seconds=5),
            "timeout": timedelta(seconds=120),
        },
        retry_config={"max_retries": 3, "retry_timeout": _PATIENCE},
        **where,
    )
