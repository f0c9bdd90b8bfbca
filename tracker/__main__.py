"""The way in: `python -m tracker` and the installed command `tracker`."""

from __future__ import annotations

import os
import sys

from tracker.thrift import leave_drivers_out

_LASTING = ("serve", "clock")


def main() -> int:
    """Run what the command line says; the processes that stay load no more than they need."""
    if any(word in _LASTING for word in sys.argv[1:2]):
        leave_drivers_out(os.environ)
    from tracker.cli import main as run  # noqa: PLC0415 - it loads peewee

    return run()


if __name__ == "__main__":
    sys.exit(main())
