"""The running pieces: up, serve, clock, migrate (运行). Web and scheduler are imported by whoever runs them only."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from tracker.commands.opening import configured, opened, tell
from tracker.config import read_config
from tracker.counting import counted_together
from tracker.store import db

if TYPE_CHECKING:
    import argparse


def up(args: argparse.Namespace) -> None:
    """Everything in one process, for a newcomer."""
    from tracker.up import run_up  # noqa: PLC0415 - see the module's first line

    run_up(read_config(os.environ, data_dir=args.data), args.port)


def serve(args: argparse.Namespace) -> None:
    """The production web server."""
    with counted_together():
        from tracker.serving import run_serve  # noqa: PLC0415 - see the module's first line; after the folder is named

        run_serve(args.host, args.port, args.workers)


def clock(_args: argparse.Namespace) -> None:
    """The clock process."""
    from tracker.clock import run_clock  # noqa: PLC0415 - see the module's first line

    config, timekeeper = opened()
    run_clock(config, timekeeper)


def migrate(_args: argparse.Namespace) -> None:
    """Make or upgrade the database."""
    configured()
    done = db.migrate()
    tell(f"数据库已是最新（{len(done)} 步升级）。")
