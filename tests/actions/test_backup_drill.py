"""The drill: fill, back up, destroy, restore, verify, compare row by row and file by file; on both engines, and from one to the other."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from drill import files_below, hurry, long_story, rows_of_all
from playhouse.migrations import Runner
from postgresql_doors import create_database, named
from small_plan import Town, at, pdf

from tracker.actions import channels, history, progress, restoring
from tracker.actions.backing_up import BackedUp, back_up
from tracker.actions.evidence_place import vault_of
from tracker.actions.progress import ReportText
from tracker.actions.sealing import unseal
from tracker.config import Config, read_config
from tracker.core.refusals import NotThere, OutOfOrder, Refused
from tracker.core.words import ReportKind
from tracker.store import backup_folder
from tracker.store import db as store
from tracker.store.queries.kept_files import named_files
from tracker.store.tables import Channel, Entry, Evidence, PlanVersion, Report
from tracker.store.tables import database as bound
from tracker.store.vault import Vault

NIGHT = datetime(2026, 3, 1, 2, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@dataclass(frozen=True)
class Model:
    """A long story told once, to be copied for each test."""

    folder: Path
    town: Town


@pytest.fixture(scope="module")
def sqlite_story(sqlite_model, tmp_path_factory) -> Model:
    folder = tmp_path_factory.mktemp("sqlite_story")
    shutil.copy(sqlite_model, folder / "tracker.db")
    return told(f"sqlite:///{folder / 'tracker.db'}", folder)


@pytest.fixture(scope="module")
def postgresql_story(postgresql, tmp_path_factory) -> Model:
    create_database(postgresql, "story", "model")
    return told(named(postgresql, "story"), tmp_path_factory.mktemp("postgresql_story"))


def told(address: str, folder: Path) -> Model:
    opened = store.open_database(address)
    with store.connected():
        town = long_story(folder, read_config({}, data_dir=str(folder)))  # its secret is generated into a file
    opened.close()
    return Model(folder, town)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request, tmp_path) -> Iterator[str]:
    """The address of a database with the story in it."""
    model = request.getfixturevalue(f"{request.param}_story")
    shutil.copytree(model.folder, tmp_path, dirs_exist_ok=True)
    address = f"sqlite:///{tmp_path / 'tracker.db'}"
    if request.param == "postgresql":
        base = request.getfixturevalue("postgresql")
        create_database(base, "drill", "story")
        address = named(base, "drill")
    opened = store.open_database(address)
    with store.connected():
        hurry()
        yield address
    opened.close()


@pytest.fixture
def config(database, tmp_path) -> Config:
    return read_config({}, data_dir=str(tmp_path))


@pytest.fixture
def story(database, request, tmp_path) -> Town:
    town = request.getfixturevalue("postgresql_story" if "postgresql" in database else "sqlite_story").town
    return replace(town, vault=Vault(tmp_path / "evidence"))


def back_up_now(config: Config, tmp_path: Path, now: datetime = NIGHT) -> BackedUp:
    return back_up(now, tmp_path / "backups", config, vault_of(config))


def destroyed(database: str, tmp_path: Path) -> Config:
    """Database, files and secret are gone; a fresh installation stands in their place, with another secret."""
    bound.close()
    if "postgresql" in database:
        with store.connected():
            bound.execute_sql("DROP SCHEMA public CASCADE")
            bound.execute_sql("CREATE SCHEMA public")
    for path in tmp_path.iterdir():
        if path.name != "backups":
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    store.open_database(database)
    bound.connect(reuse_if_open=True)
    return read_config({}, data_dir=str(tmp_path))


def test_everything_comes_back_row_by_row_and_file_by_file(story, database, config, tmp_path):
    rows, files = rows_of_all(), files_below(tmp_path / "evidence")
    assert len([table for table in rows if rows[table]]) > 20, "the story is too short"
    made = back_up_now(config, tmp_path)
    assert made.manifest.missing == ()
    assert {table: written.rows for table, written in made.manifest.tables.items()} == {
        table: len(found) for table, found in rows.items()
    }
    fresh = destroyed(database, tmp_path)
    assert fresh.secret_key != config.secret_key
    done = restoring.restore(tmp_path / "backups", fresh, vault_of(fresh))
    assert not done.has_other_secret
    assert rows_of_all() == rows
    named = {digest for digest, _ in named_files()}
    assert files_below(tmp_path / "evidence") == {name: found for name, found in files.items() if name in named}
    assert history.verify() == (made.manifest.entries, [])
    again = read_config({}, data_dir=str(tmp_path))
    assert again.secret_key == config.secret_key
    assert "key=11111111" in unseal(Channel.get().address, again.secret_key)
    # and life goes on: numbers follow the last ones, on either engine
    report = progress.report(
        at("2026-03-02 09:00"), story.liaison, story.duties[2], ReportText(ReportKind.PROGRESS, "恢复以后接着报"),
        [pdf()], vault=vault_of(again), max_mb=1,
    )  # fmt: skip
    assert report == max(row[rows_columns("report").index("id")] for row in rows["report"]) + 1
    assert history.verify()[1] == []


def rows_columns(table: str) -> list[str]:
    return sorted(column.name for column in bound.get_columns(table))


def test_a_backup_is_of_one_moment_while_others_write(story, database, config, tmp_path):
    before = Entry.select().count()
    stop, started = threading.Event(), threading.Event()

    def write_on() -> None:
        with store.connected():
            for number in range(5_000):
                progress.report(
                    at("2026-03-01 02:00"), story.liaison, story.duties[2], ReportText(ReportKind.PROGRESS, f"第 {number} 次"),
                    [pdf(content=b"%PDF-1.4\n" + str(number).encode())], vault=story.vault, max_mb=1,
                )  # fmt: skip
                started.set()
                if stop.is_set():
                    return

    writer = threading.Thread(target=write_on)
    writer.start()
    started.wait()
    made = [back_up_now(config, tmp_path, NIGHT + timedelta(minutes=number)) for number in range(3)]
    stop.set()
    writer.join()
    after = rows_of_all()["entry"]
    counts = [one.manifest.entries for one in made]
    assert before < counts[0] < counts[1] < counts[2] <= len(after), "the writer did not go on"
    fresh = destroyed(database, tmp_path)
    done = restoring.restore(made[1].folder, fresh, vault_of(fresh))
    assert done.manifest.missing == ()
    assert history.verify() == (counts[1], [])
    ids = rows_columns("entry").index("id")
    assert rows_of_all()["entry"] == sorted((row for row in after if row[ids] <= counts[1]), key=repr)
    assert Evidence.select().count() == Report.select().join(Evidence).count()
    vault = vault_of(fresh)
    for row in Evidence.select():
        vault.check(row.sha256, row.size)


def test_a_backup_of_one_engine_restores_into_the_other(story, database, config, tmp_path, postgresql, sqlite_model):
    rows = rows_of_all()
    made = back_up_now(config, tmp_path)
    bound.close()
    if "postgresql" in database:
        shutil.copy(sqlite_model, tmp_path / "other.db")
        other = store.open_database(f"sqlite:///{tmp_path / 'other.db'}")
    else:
        create_database(postgresql, "moved", "model")
        other = store.open_database(named(postgresql, "moved"))
    with store.connected():
        restoring.restore(made.folder, config, Vault(tmp_path / "other evidence"))
        assert rows_of_all() == rows
        assert history.verify() == (made.manifest.entries, [])
    other.close()
    store.open_database(database)
    bound.connect(reuse_if_open=True)


def test_the_second_backup_links_what_the_first_has(story, config, tmp_path):
    first = back_up_now(config, tmp_path)
    story.vault.keep(BytesIO(b"%PDF-1.4 new"))
    second = back_up_now(config, tmp_path, NIGHT + timedelta(days=1))
    for digest, _ in backup_folder.listed_files(first.folder):
        one, two = (made.folder / "files" / digest[:2] / digest for made in (first, second))
        assert one.samefile(two)
        assert not one.samefile(story.vault.shelf.path(digest)), "a backup never shares bytes with what it protects"
    shutil.rmtree(first.folder)
    assert restoring.checked(second.folder) == second.manifest


def test_a_link_that_went_bad_is_copied_anew(story, config, tmp_path):
    first = back_up_now(config, tmp_path)
    digest, _ = next(backup_folder.listed_files(first.folder))
    (first.folder / "files" / digest[:2] / digest).write_bytes(b"rotten")
    second = back_up_now(config, tmp_path, NIGHT + timedelta(days=1))
    assert restoring.checked(second.folder) == second.manifest


def spoil(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize("what", ["manifest.json", "rows/entry.jsonl.gz", "files.jsonl", "secret.key", "file"])
@pytest.mark.parametrize("how", ["one bit", "gone"])
def test_a_damaged_backup_is_refused_and_names_the_file(story, database, config, tmp_path, what, how):
    made = back_up_now(config, tmp_path)
    if what == "file":
        digest, _ = next(backup_folder.listed_files(made.folder))
        what = f"files/{digest[:2]}/{digest}"
    path = made.folder / what
    spoil(path) if how == "one bit" else path.unlink()
    before = rows_of_all()
    with pytest.raises(NotThere if (what, how) == ("manifest.json", "gone") else Refused) as refused:
        restoring.restore(made.folder, config, story.vault, replace=True)
    assert what in refused.value.sentence or how == "gone"
    assert rows_of_all() == before


def test_an_installation_in_use_is_replaced_only_when_told(story, config, tmp_path):
    made = back_up_now(config, tmp_path)
    rows = rows_of_all()
    Report.update(progress="改过").execute()
    channels.say(at("2026-03-02 10:00"), "演示群", "备份以后说的")
    with pytest.raises(Refused, match="--replace"):
        restoring.restore(made.folder, config, story.vault)
    assert rows_of_all() != rows
    restoring.restore(made.folder, config, story.vault, replace=True)
    assert rows_of_all() == rows
    with pytest.raises(Exception, match="append-only"):
        Entry.update(words="改").execute()  # the guards of the history stand again


def test_a_backup_whose_history_does_not_hold_changes_nothing(story, config, tmp_path):
    """Somebody edits a backup and mends its digests: the chain still tells."""
    import gzip

    made = back_up_now(config, tmp_path)
    path = backup_folder.rows_file(made.folder, "entry")
    path.write_bytes(gzip.compress(gzip.decompress(path.read_bytes()).replace("演示".encode(), "假冒".encode(), 1)))
    values = json.loads((made.folder / "manifest.json").read_text("utf-8"))
    values.pop("digest")
    values["tables"]["entry"]["sha256"] = backup_folder.digest_of(path)
    values["digest"] = backup_folder._own_digest(values)
    (made.folder / "manifest.json").write_text(json.dumps(values, ensure_ascii=False), "utf-8")
    before = rows_of_all()
    with pytest.raises(Refused, match="流水"):
        restoring.restore(made.folder, config, story.vault, replace=True)
    assert rows_of_all() == before


def test_a_lost_file_does_not_stop_the_backup_and_isnamed(story, config, tmp_path):
    gone = Evidence.select().first().sha256
    story.vault.remove(gone)
    made = back_up_now(config, tmp_path)
    assert made.manifest.missing == (gone,)
    assert restoring.checked(made.folder).missing == (gone,)


def test_a_secret_from_the_environment_stays_out_of_the_backup(story, database, tmp_path):
    env = {"TRACKER_SECRET_KEY": "kept somewhere else", "TRACKER_DATA_DIR": str(tmp_path)}
    config = replace(read_config(env), database_url=database)
    made = back_up_now(config, tmp_path)
    assert not (made.folder / "secret.key").exists()
    assert "kept somewhere else" not in (made.folder / "manifest.json").read_text("utf-8")
    other = replace(config, secret_key="another secret of sixteen")
    assert restoring.restore(made.folder, other, story.vault, replace=True).has_other_secret


def test_a_backup_from_a_newer_version_is_refused(story, config, tmp_path):
    made = back_up_now(config, tmp_path)
    newer = replace(made.manifest, migrations=(*made.manifest.migrations, "9999_from_the_future"))
    (made.folder / "manifest.json").unlink()
    backup_folder.write_manifest(made.folder, newer)
    with pytest.raises(Refused, match="升级"):
        restoring.restore(made.folder, config, story.vault, replace=True)


def test_a_backup_of_an_older_version_is_restored_and_then_migrated(tmp_path):
    config = read_config({}, data_dir=str(tmp_path))
    old = store.open_database(f"sqlite:///{tmp_path / 'old.db'}")
    with store.connected():
        Runner(bound.obj, str(store.MIGRATIONS)).up("0004_slips_and_templates")
        bound.execute_sql(
            "INSERT INTO plan (key, title, doc_no, issuers, period_text, region, level, lead_rule, lead_rule_why, publicity, "
            "is_comment_draft, settings, source_name, source_sha256, admitted_at, status) VALUES ('old', '旧方案', "
            "'示政办〔2024〕1号', '[]', '', '示例市', '市', 'explicit', '', 'public', 0, '{}', '旧方案.docx', '', "
            "'2024-03-01T01:00:00.000000Z', 'in_force')"
        )
        made = back_up_now(config, tmp_path)
    old.close()
    assert made.manifest.migrations[-1] == "0004_slips_and_templates"
    new = store.open_database(f"sqlite:///{tmp_path / 'new.db'}")
    restoring.restore(made.folder, config, vault_of(config))
    with store.connected():
        assert [(version.number, version.source_name) for version in PlanVersion.select()] == [(1, "旧方案.docx")]
        assert store.migrations_missing() == []
    new.close()


def test_a_place_that_cannot_be_written_is_a_sentence(story, config, tmp_path):
    (tmp_path / "a file").write_text("no folder")
    with pytest.raises(OutOfOrder, match="备份没有做成"):
        back_up(NIGHT, tmp_path / "a file" / "backups", config, vault_of(config))
