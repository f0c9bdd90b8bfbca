"""A process that does what its order says, also what a process that reads files should never do. Started by test_asking_apart."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any, NoReturn

from tasks_seed.answering_apart import RefusedApart, answer_apart

if TYPE_CHECKING:
    from tasks_seed.answering_apart import Tell

Answer = tuple[dict[str, Any], bytes]


def turn_round(order: dict[str, Any], content: bytes, tell: Tell) -> Answer:
    tell({"done": 1})
    return {"said": order["said"]}, content[::-1]


def refuse(*_: Any) -> NoReturn:
    raise RefusedApart("这个文件读不了。")


def fail(*_: Any) -> NoReturn:
    raise ValueError("words of the file")


def give_up(*_: Any) -> NoReturn:
    raise MemoryError


def grow(order: dict[str, Any], *_: Any) -> Answer:
    return {"size": len(bytearray(order["size"]))}, b""


def spin(*_: Any) -> NoReturn:
    while True:
        pass


def wait(*_: Any) -> Answer:
    sys.stdin.close()
    return {}, os.read(os.pipe()[0], 1)


def die(*_: Any) -> NoReturn:
    os._exit(3)


def abort(*_: Any) -> NoReturn:
    os.abort()


def die_in_the_middle(order: dict[str, Any], *_: Any) -> NoReturn:
    os.write(order["way_out"], b'{"answer": {}, "bytes": 10}\nhalf')
    os._exit(0)


def print_a_word(*_: Any) -> Answer:
    os.write(1, b"a library says something\n")
    return {"settings": sorted(os.environ)}, b""


def talk_on(_: dict[str, Any], __: bytes, tell: Tell) -> NoReturn:
    while True:
        tell({"words": "x" * 1000})


def answer_much(order: dict[str, Any], *_: Any) -> Answer:
    return {}, bytes(order["size"])


def misbehave(order: dict[str, Any], content: bytes, tell: Tell) -> Answer:
    done: Answer = globals()[order["do"]](order, content, tell)
    return done


if __name__ == "__main__":
    answer_apart(misbehave)
