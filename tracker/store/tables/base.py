"""What all tables share: the one database of this process."""

from __future__ import annotations

from peewee import DatabaseProxy, Model

database = DatabaseProxy()


class Table(Model):
    """What all tables share."""

    class Meta:
        """Every table lives in the one database of this process."""

        database = database
        legacy_table_names = False
