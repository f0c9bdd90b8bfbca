"""Settings and working days (设置): single values of this installation."""

from __future__ import annotations

from peewee import BooleanField, CharField, DateField

from tracker.store.fields import ValueField
from tracker.store.tables.base import Table


class Setting(Table):
    """设置: single values of this installation, such as the practice date of the demo."""

    key = CharField(primary_key=True, max_length=64)
    value = ValueField()


class DayRule(Table):
    """工作日调整: a day that the office entered itself, before or against the kept library's data."""

    day = DateField(primary_key=True)
    works = BooleanField()
    note = CharField(max_length=120, default="")
