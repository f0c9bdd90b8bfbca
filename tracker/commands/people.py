"""People: person add, list, reset, disable, enable (人员). A first password goes to standard output alone, once."""

from __future__ import annotations

import sys
from getpass import getpass
from typing import TYPE_CHECKING

from tracker.actions import own_password
from tracker.actions import people as accounts
from tracker.commands.opening import opened, plan_and_unit, put, tell
from tracker.core.refusals import NotThere
from tracker.core.words import Role
from tracker.store.db import connected
from tracker.store.queries import people as readings

if TYPE_CHECKING:
    import argparse

    from tracker.store.queries.people import PersonLine


def add(args: argparse.Namespace) -> None:
    """Add somebody who may sign in; the password, read from standard input, is a first one unless --keep-password."""
    _, timekeeper = opened()
    password = getpass("口令：") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    with connected():
        _, unit_id = plan_and_unit(args.plan, args.unit)
        accounts.add_person(
            timekeeper.now(),
            username=args.username,
            name=args.name,
            role=Role(args.role),
            password=password,
            unit_id=unit_id,
            is_deputy=args.deputy,
            must_change=not args.keep_password,
        )
    tell(f"已增加 {args.name}（{Role(args.role).label}）。{'' if args.keep_password else '第一次登录时要换口令。'}")


def listing(args: argparse.Namespace) -> None:
    """Everybody, those who may sign in first."""
    opened()
    with connected():
        everybody = readings.people()
    if args.json:
        put([_told(line) for line in everybody])
        return
    for line in everybody:
        deputy = "（B岗）" if line.is_deputy else ""
        state = "" if line.is_active else "　已停用"
        sys.stdout.write(f"{line.username}　{line.name}　{line.role.label}{deputy}　{line.unit_name or '—'}{state}\n")


def reset(args: argparse.Namespace) -> None:
    """Give a new first password, printed once."""
    config, timekeeper = opened()
    with connected():
        line = _person(args.username)
        password = own_password.reset(timekeeper.now(), None, line.id, config.secret_key)
    sys.stdout.write(f"{password}\n")
    tell("口令只显示这一次，请当面或者打电话告诉本人。登录锁定和正在用的登录都已解除。")


def disable(args: argparse.Namespace) -> None:
    """End an account; what it did stays."""
    _, timekeeper = opened()
    with connected():
        accounts.disable(timekeeper.now(), None, _person(args.username).id, args.why)
    tell("账号已停用，正在用的登录马上退出。")


def enable(args: argparse.Namespace) -> None:
    """Let somebody in again."""
    _, timekeeper = opened()
    with connected():
        accounts.enable(timekeeper.now(), None, _person(args.username).id)
    tell("账号已启用。")


def _person(username: str) -> PersonLine:
    line = readings.person_called(username)
    if line is None:
        raise NotThere(f"没有账号“{username}”。")
    return line


def _told(line: PersonLine) -> dict[str, object]:
    return {
        "username": line.username,
        "name": line.name,
        "role": str(line.role),
        "unit": line.unit_name or None,
        "is_deputy": line.is_deputy,
        "is_active": line.is_active,
        "must_change_password": line.must_change,
    }
