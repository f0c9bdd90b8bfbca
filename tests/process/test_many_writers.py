"""Thirty-two processes write at once: nothing is lost, the history holds, and nobody is told that the database is busy."""

from __future__ import annotations

import pytest

from bench.writing_at_once import WRITERS, write_at_once

VERBS = 4  # each; `python -m bench.writers` lets them write for thirty seconds


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_writers_follow_one_another(engine, tmp_path, request):
    if engine == "sqlite":
        url = f"sqlite:///{tmp_path / 'writers.db'}"
    else:
        url = request.getfixturevalue("new_postgresql")("many_writers", "model")
    outcome = write_at_once(url, tmp_path, seconds=120, most=VERBS)
    assert not outcome.failed
    assert outcome.done == WRITERS * VERBS
    assert outcome.entries == outcome.done
    assert outcome.faults == 0
