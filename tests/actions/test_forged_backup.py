"""A backup that somebody wrote by hand, with digests that fit: a sentence, and the database as it was; on both engines."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from small_plan import at

from tracker.actions.backing_up import back_up
from tracker.actions.evidence_place import vault_of
from tracker.actions.restoring import restore
from tracker.config import Config, read_config
from tracker.core.refusals import Refused
from tracker.store.tables import Setting
from tracker.store.tables import database as bound

Values = dict[str, Any]


@pytest.fixture
def config(database, tmp_path) -> Config:
    return read_config({"TRACKER_SECRET_KEY": "a key for tests only"}, data_dir=str(tmp_path / "data"))


def rows(content: bytes) -> Callable[[Path, Values], None]:
    def change(folder: Path, values: Values) -> None:
        (folder / "rows" / "person.jsonl.gz").write_bytes(content)
        values["tables"]["person"]["sha256"] = sha256(content).hexdigest()

    return change


def files(text: str) -> Callable[[Path, Values], None]:
    def change(folder: Path, values: Values) -> None:
        (folder / "files.jsonl").write_text(text, encoding="utf-8")
        values["list_sha256"] = sha256(text.encode()).hexdigest()

    return change


def named(name: str) -> Callable[[Path, Values], None]:
    def change(folder: Path, values: Values) -> None:
        values["tables"][name] = values["tables"]["person"]
        (folder / "rows" / f"{name}.jsonl.gz").write_bytes((folder / "rows" / "person.jsonl.gz").read_bytes())

    return change


@pytest.mark.parametrize(
    ("forged", "sentence"),
    [
        (named("nowhere"), "对不上（nowhere）"),
        (named("x'y"), "对不上"),
        (named('x"; DROP TABLE person; --'), "对不上"),
        (lambda _, values: values["tables"].update({"../rows/person": values["tables"]["person"]}), "对不上"),
        (lambda _, values: values["tables"].pop("person"), "对不上（person）"),
        (lambda _, values: values.update(migrations=[]), "manifest.json 已损坏"),
        (lambda _, values: values.update(migrations=["9999_from_the_future"]), "来自更新的版本"),
        (files("not json\n"), "files.jsonl 已损坏"),
        (files('{"sha256": "/etc/passwd", "size": 1}\n'), "files.jsonl 已损坏"),
        (files('{"sha256": "../../secret.key", "size": 1}\n'), "files.jsonl 已损坏"),
        (files('{"sha256": 5, "size": []}\n'), "files.jsonl 已损坏"),
        (rows(b"\x1f\x8b\x08broken"), "person 读不出来"),
        (rows(b"no gzip at all"), "person 读不出来"),
        (rows(gzip.compress(b"")), "person 读不出来"),
        (rows(gzip.compress(b"[]\n")), "person 读不出来"),
        (rows(gzip.compress(b'{"table": "person", "columns": ["id"]}\n[1, 2]\n')), "person 读不出来"),
        (rows(gzip.compress(b'{"table": "person", "columns": ["id\\"; x"]}\n')), "不认识的栏目"),
    ],
)
def test_a_forged_backup_is_a_sentence_and_changes_nothing(config, tmp_path, forged, sentence):
    folder = back_up(at("2026-03-01 02:00"), tmp_path / "backups", config, vault_of(config)).folder
    values = json.loads((folder / "manifest.json").read_text("utf-8"))
    del values["digest"]
    forged(folder, values)
    digest = sha256(json.dumps(values, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
    (folder / "manifest.json").write_text(json.dumps({**values, "digest": digest}), encoding="utf-8")
    Setting.insert(key="mine", value=1).execute()
    tables = bound.get_tables()
    with pytest.raises(Refused, match=sentence):
        restore(folder, config, vault_of(config))
    assert bound.get_tables() == tables
    assert Setting.get(Setting.key == "mine").value == 1
    assert not list((tmp_path / "data").glob("evidence/*"))


@pytest.mark.parametrize("content", [b"[" * 100_000, b"\xff\xfe", b"{}", b"[]", b""])
def test_a_manifest_that_is_none_is_a_sentence(config, tmp_path, content):
    (tmp_path / "manifest.json").write_bytes(content)
    with pytest.raises(Refused, match=r"manifest\.json 已损坏"):
        restore(tmp_path, config, vault_of(config))
