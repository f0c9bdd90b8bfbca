"""A process apart answers, or the caller hears how it ended; whatever it does, it ends and nothing of the house goes into it."""

from __future__ import annotations

from typing import Any

import pytest

from tasks_seed.asking_apart import MEGABYTE, Bounds, End, NoAnswer, ask_apart

BOUNDS = Bounds(seconds=60, cpu_seconds=30, memory=512 * MEGABYTE, said=MEGABYTE)
OF_THE_VOICE = 3  # where the child's own way out stands after 0, 1 and 2


def ask(do: str, content: bytes = b"", bounds: Bounds = BOUNDS, **order: Any) -> tuple[dict[str, Any], bytes]:
    return ask_apart("unruly_child", {"do": do, **order}, content, bounds=bounds)


def silence(do: str, bounds: Bounds = BOUNDS, **order: Any) -> NoAnswer:
    with pytest.raises(NoAnswer) as ended:
        ask(do, bounds=bounds, **order)
    return ended.value


def test_values_and_bytes_go_there_and_come_back():
    told: list[dict[str, Any]] = []
    content = bytes(range(256)) * 1000
    order = {"do": "turn_round", "said": "一\n二\ud800"}
    answer = ask_apart("unruly_child", order, content, bounds=BOUNDS, progress=told.append)
    assert answer == ({"said": "一\n二\ud800"}, content[::-1])
    assert told == [{"done": 1}]


def test_what_a_library_prints_is_no_answer_and_no_setting_of_ours_goes_along(monkeypatch):
    monkeypatch.setenv("TRACKER_SECRET_KEY", "not for the child")
    settings = set(ask("print_a_word")[0]["settings"])
    assert "PYTHONPATH" in settings
    assert not [name for name in settings if name.startswith("TRACKER_")]


def test_a_refusal_comes_back_as_its_sentence():
    ended = silence("refuse")
    assert (ended.end, ended.words) == (End.REFUSED, "这个文件读不了。")


def test_an_exception_comes_back_as_its_kind_and_place_never_its_words():
    ended = silence("fail")
    assert ended.end is End.FAILED
    assert ended.words.startswith("ValueError at unruly_child.py:")
    assert "words of the file" not in str(ended)


@pytest.mark.parametrize(
    ("do", "end"),
    [("give_up", End.TOO_LARGE), ("abort", End.TOO_LARGE), ("die", End.CRASHED), ("die_in_the_middle", End.CRASHED)],
)
def test_a_process_that_gives_up_or_falls_over_is_told_apart(do, end):
    assert silence(do, way_out=OF_THE_VOICE).end is end


def test_too_much_memory_is_not_given():
    pytest.importorskip("resource")
    assert silence("grow", size=1024 * MEGABYTE).end is End.TOO_LARGE
    assert ask("grow", size=MEGABYTE)[0] == {"size": MEGABYTE}


def test_a_process_that_spins_is_ended_by_its_processor_time():
    pytest.importorskip("resource")
    assert silence("spin", Bounds(seconds=60, cpu_seconds=1, memory=512 * MEGABYTE)).end is End.TOO_BUSY


def test_a_process_that_waits_for_ever_is_ended_by_the_wall_clock():
    assert silence("wait", Bounds(seconds=0.5, cpu_seconds=30, memory=512 * MEGABYTE)).end is End.TOO_LONG


@pytest.mark.parametrize("do", ["talk_on", "answer_much"])
def test_a_process_that_says_too_much_is_ended(do):
    assert silence(do, size=2 * MEGABYTE).end is End.TOO_MUCH_SAID
    assert len(ask("answer_much", size=MEGABYTE // 2)[1]) == MEGABYTE // 2


def test_a_module_that_is_not_there_is_a_crash():
    with pytest.raises(NoAnswer) as ended:
        ask_apart("tasks_seed.nothing_of_this_name", {}, bytes(MEGABYTE), bounds=BOUNDS)
    assert ended.value.end is End.CRASHED
