"""The same promises in a folder and in a bucket of a real object storage: whole or absent, checked on writing and on reading."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from io import BytesIO, RawIOBase
from pathlib import Path

import pytest
from object_storage import make_bucket

from tracker.actions.evidence_place import vault_of
from tracker.config import read_config
from tracker.core.refusals import NotThere, OutOfOrder, Refused
from tracker.store.vault import Kept, Vault

LARGE = os.urandom(1 << 20) * 11 + b"and a little more than parts of five megabytes"
NOWHERE = "ab" * 32


@pytest.fixture(params=["folder", "bucket"])
def config(request, tmp_path):
    env = {"TRACKER_SECRET_KEY": "a key for tests only", "TRACKER_DATA_DIR": str(tmp_path / "data")}
    if request.param == "folder":
        return read_config(env | {"TRACKER_EVIDENCE_URL": f"file://{tmp_path / 'shared'}"})
    storage = request.getfixturevalue("storage")
    make_bucket(storage, "evidence-bucket")
    return read_config(
        env
        | {
            "TRACKER_EVIDENCE_URL": f"s3://evidence-bucket/{tmp_path.name}/zheng",
            "TRACKER_EVIDENCE_ENDPOINT": storage,
            "TRACKER_EVIDENCE_ACCESS_KEY": "key-that-nobody-may-see",
            "TRACKER_EVIDENCE_SECRET_KEY": "secret-that-nobody-may-see",
        }
    )


@pytest.fixture
def vault(config) -> Vault:
    return vault_of(config)


def spoil(vault: Vault, digest: str, content: bytes) -> None:
    """What a failing disk or a careless person does: other bytes under the same name."""
    vault.shelf.put(digest, len(content), BytesIO(content))


class Breaking(RawIOBase):
    """An upload whose sender goes away in the middle."""

    def __init__(self) -> None:
        self.left = 3

    def read(self, _size: int = -1) -> bytes:
        self.left -= 1
        if not self.left:
            raise ConnectionResetError("gone")
        return b"half a file"


@pytest.mark.parametrize("content", [b"x", "佐证".encode(), b"\x00" * 70_000, LARGE], ids=len)
def test_what_is_kept_comes_back_byte_by_byte(vault, content):
    kept = vault.keep(BytesIO(content))
    assert kept == Kept(sha256(content).hexdigest(), len(content))
    assert vault.check(kept.sha256, kept.size) == len(content)
    with vault.opened(kept.sha256, kept.size) as stream:
        assert stream.read() == content
    with vault.as_path(kept.sha256, ".pdf") as path:
        assert path.read_bytes() == content
        assert path.suffix == ".pdf"
    assert not path.exists()
    assert [(each.sha256, each.size) for each in vault.standing()] == [(kept.sha256, len(content))]


def test_the_same_file_twice_stands_once_and_is_made_young(vault):
    first = vault.keep(BytesIO(b"one paper"))
    (old,) = vault.standing()
    if isinstance(vault.shelf, object) and hasattr(vault.shelf, "folder"):
        os.utime(vault.shelf.path(first.sha256), (1_600_000_000, 1_600_000_000))
    assert vault.keep(BytesIO(b"one paper")) == first
    (young,) = vault.standing()
    assert young.written_at >= old.written_at
    assert datetime.now(UTC) - young.written_at < timedelta(minutes=5)


def test_a_damaged_file_is_never_handed_out_and_is_mended_by_the_next_upload(vault):
    kept = vault.keep(BytesIO(b"the true paper"))
    spoil(vault, kept.sha256, b"the TRUE paper")
    for reading in (vault.check, vault.read_bytes, vault.take_out):
        with pytest.raises(OutOfOrder, match="损坏"):
            reading(kept.sha256)
    with pytest.raises(OutOfOrder, match="损坏"), vault.as_path(kept.sha256):
        pass
    assert vault.keep(BytesIO(b"the true paper")) == kept
    assert vault.read_bytes(kept.sha256) == b"the true paper"


def test_a_file_cut_short_is_noticed_by_its_size_too(vault):
    kept = vault.keep(BytesIO(b"0123456789"))
    with pytest.raises(OutOfOrder):
        vault.check(kept.sha256, 9)
    spoil(vault, kept.sha256, b"01234")
    with pytest.raises(OutOfOrder):
        vault.check(kept.sha256)


def test_a_file_that_is_gone_is_a_sentence(vault):
    for reading in (vault.check, vault.read_bytes, vault.take_out):
        with pytest.raises(NotThere, match="从备份里找回"):
            reading(NOWHERE)
    vault.remove(NOWHERE)


def test_an_upload_that_breaks_off_leaves_nothing(vault):
    with pytest.raises(OutOfOrder):
        vault.keep(Breaking())
    assert list(vault.standing()) == []


def test_nothing_but_a_digest_names_a_file(vault):
    for name in ("../../etc/passwd", "", "AB" * 32, "g" * 64):
        with pytest.raises(ValueError, match="digest"):
            vault.check(name)


def test_what_is_removed_is_gone(vault):
    kept = vault.keep(BytesIO(b"left over"))
    vault.remove(kept.sha256)
    assert list(vault.standing()) == []


def test_a_half_written_file_of_a_process_that_died_is_nobody_s(tmp_path):
    vault = Vault(tmp_path / "evidence")
    kept = vault.keep(BytesIO(b"whole"))
    half = vault.shelf.folder / ".incoming-died"
    half.write_bytes(b"ha")
    assert [each.sha256 for each in vault.standing()] == [kept.sha256]
    assert vault.shelf.sweep(datetime(2020, 1, 1, tzinfo=UTC)) == 0
    assert vault.shelf.sweep(datetime(2100, 1, 1, tzinfo=UTC)) == 1
    assert not half.exists()


def test_two_keys_never_show(config):
    assert "nobody-may-see" not in repr(config)
    assert "nobody-may-see" not in repr(
        vars(vault_of(config).shelf) if hasattr(vault_of(config).shelf, "_store") else ""
    )


def of(tmp_path: Path, **env: str):
    return read_config({"TRACKER_SECRET_KEY": "a key for tests only", "TRACKER_DATA_DIR": str(tmp_path), **env})


@pytest.mark.parametrize(
    "env",
    [
        {"TRACKER_EVIDENCE_URL": "ftp://host/folder"},
        {"TRACKER_EVIDENCE_URL": "/only/a/path"},
        {"TRACKER_EVIDENCE_URL": "file://"},
        {"TRACKER_EVIDENCE_URL": "s3://"},
        {
            "TRACKER_EVIDENCE_URL": "s3://bucket/x?style=sideways",
            "TRACKER_EVIDENCE_ACCESS_KEY": "a",
            "TRACKER_EVIDENCE_SECRET_KEY": "b",
        },
        {
            "TRACKER_EVIDENCE_URL": "s3://key:word@bucket/x",
            "TRACKER_EVIDENCE_ACCESS_KEY": "a",
            "TRACKER_EVIDENCE_SECRET_KEY": "b",
        },
        {"TRACKER_EVIDENCE_URL": "s3://bucket/x"},
        {"TRACKER_EVIDENCE_URL": "s3://bucket/x", "TRACKER_EVIDENCE_ENDPOINT": "minio:9000"},
    ],
)
def test_an_address_that_cannot_be_used_is_refused_at_the_start(tmp_path, env):
    with pytest.raises(Refused, match="TRACKER_"):
        vault_of(of(tmp_path, **env))


def test_without_a_bucket_or_a_server_there_is_a_sentence(storage, tmp_path):
    keys = {
        "TRACKER_EVIDENCE_ACCESS_KEY": "a",
        "TRACKER_EVIDENCE_SECRET_KEY": "b",
        "TRACKER_EVIDENCE_URL": "s3://no-such-bucket/x",
    }
    config = of(tmp_path, TRACKER_EVIDENCE_ENDPOINT=storage, **keys)
    with pytest.raises(OutOfOrder, match="存储桶"):
        vault_of(config).keep(BytesIO(b"x"))
    nobody = replace(config, s3_endpoint="http://127.0.0.1:9")
    with pytest.raises(OutOfOrder, match="对象存储") as refused:
        vault_of(nobody).keep(BytesIO(b"x"))
    assert "127.0.0.1" not in refused.value.sentence
    with pytest.raises(OutOfOrder, match="对象存储"):
        vault_of(nobody).check(NOWHERE)


def test_the_usual_variables_of_object_storage_serve_as_well(tmp_path):
    config = of(
        tmp_path,
        AWS_ACCESS_KEY_ID="a",
        AWS_SECRET_ACCESS_KEY="b",
        AWS_REGION="cn-north-1",
        AWS_ENDPOINT_URL_S3="http://127.0.0.1:9000/",
    )
    assert (config.s3_access_key, config.s3_secret_key) == ("a", "b")
    assert (config.s3_region, config.s3_endpoint) == ("cn-north-1", "http://127.0.0.1:9000")
