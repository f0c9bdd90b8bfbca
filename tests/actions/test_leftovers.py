"""Uploaded files that no row names: listed, and cleared when they are old enough; what a row names never goes."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from small_plan import at, pdf

from tracker.actions import history, leftovers, progress
from tracker.actions.progress import ReportText
from tracker.core.refusals import Refused
from tracker.core.words import ReportKind
from tracker.store.queries.kept_files import MAY_STAND, MUST_STAND
from tracker.store.tables import ALL, Entry

NOW = datetime(2026, 3, 1, 2, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


def age(vault, digest: str, days: float) -> None:
    moment = (NOW - timedelta(days=days)).timestamp()
    os.utime(vault.shelf.path(digest), (moment, moment))


def test_only_old_files_that_no_row_names_go(town):
    text = ReportText(ReportKind.PROGRESS, "做了一些")
    progress.report(at("2025-06-01 09:00"), town.liaison, town.duties[0], text, [pdf()], vault=town.vault, max_mb=1)
    old, young = town.vault.keep(BytesIO(b"old")), town.vault.keep(BytesIO(b"young"))
    (named,) = {each.sha256 for each in town.vault.standing()} - {old.sha256, young.sha256}
    age(town.vault, named, 400)
    age(town.vault, old.sha256, 8)
    age(town.vault, young.sha256, 6)
    assert [each.sha256 for each in leftovers.leftovers(NOW, town.vault)] == [old.sha256]
    assert [each.sha256 for each in leftovers.clear(NOW, town.vault)] == [old.sha256]
    assert {each.sha256 for each in town.vault.standing()} == {named, young.sha256}
    assert Entry.select().order_by(Entry.id.desc()).first().words == "1 份，3 字节"
    assert history.verify()[1] == []
    assert leftovers.clear(NOW, town.vault) == []


def test_a_leftover_that_is_uploaded_again_is_young(town):
    kept = town.vault.keep(BytesIO(b"twice"))
    age(town.vault, kept.sha256, 100)
    town.vault.keep(BytesIO(b"twice"))
    assert leftovers.leftovers(datetime.now(NOW.tzinfo), town.vault) == []


def test_an_age_of_hours_is_refused(town):
    with pytest.raises(Refused, match="1 天"):
        leftovers.clear(NOW, town.vault, timedelta(hours=3))


def test_every_column_that_holds_a_digest_of_a_file_is_known():
    """A table that names files tomorrow must say whether they have to stand; backups and leftovers go by it."""
    known = set(MUST_STAND.items()) | set(MAY_STAND.items())
    found = {
        (model._meta.table_name, field.column_name)
        for model in ALL
        for field in model._meta.sorted_fields
        if "sha256" in field.column_name
    }
    assert found == known
