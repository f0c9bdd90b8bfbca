"""Keeping in the story of the kill test (维护): the heartbeat, the nightly backup, what is left over."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

from killing_steps import NOW, Chapter

from tracker.actions import heartbeat, leftovers, nightly
from tracker.store.queries.keeping import last_night

KEEPING = Chapter()
verb, between = KEEPING.verb, KEEPING.between


@verb("heartbeat.beat")
def _(w):
    heartbeat.beat("look", "this-host")


@verb("nightly.back_up_tonight", is_many=True)
def _(w):
    """The claim of a dead process runs out: each try is a day later."""
    night = last_night()
    moment = NOW if night is None else night.since + timedelta(days=1)
    config = replace(w.town.config, backup_dir=w.folder / "backups")
    nightly.back_up_tonight(lambda: moment, config, w.vault)


@verb("leftovers.clear", is_many=True)
def _(w):
    kept = w.vault.keep(BytesIO(b"a file that no row names"))
    os.utime(w.vault.shelf.path(kept.sha256), (0, 0))
    leftovers.clear(NOW, w.vault)
