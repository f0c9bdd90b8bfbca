"""Deadline wording (时限原文): `read_deadline` for a cell or note, `find_deadline` for a task's running text."""

from __future__ import annotations

from tasks_seed.wording_in_text import find_deadline, yearless_goal
from tasks_seed.wording_reading import read_deadline

__all__ = ["find_deadline", "read_deadline", "yearless_goal"]
