"""Offline return slips (离线回执) and the forms of others (别人的表格): four tables, nothing that stood before is touched."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from peewee import CharField, ForeignKeyField, IntegerField, Model, TextField

if TYPE_CHECKING:
    from peewee import Database


def up(_migrator: Any, db: Database) -> None:  # noqa: ANN401 - playhouse's own type
    """Make the tables as they were when this migration was written."""

    class Frozen(Model):  # type: ignore[misc]  # peewee's models are Any
        class Meta:
            database = db
            legacy_table_names = False

    class Unit(Frozen):
        pass

    class Person(Frozen):
        pass

    class Duty(Frozen):
        pass

    class Report(Frozen):
        pass

    class Slip(Frozen):
        unit = ForeignKeyField(Unit)
        made_by = ForeignKeyField(Person)
        made_at = CharField(max_length=32)

    class SlipDuty(Frozen):
        slip = ForeignKeyField(Slip)
        duty = ForeignKeyField(Duty)
        revision = IntegerField()
        last_report_id = IntegerField()
        wording = CharField(max_length=64)
        report = ForeignKeyField(Report, null=True)
        imported_at = CharField(max_length=32, null=True)

        class Meta:
            indexes = ((("slip", "duty"), True),)

    class SlipUpload(Frozen):
        person = ForeignKeyField(Person)
        name = CharField(max_length=200)
        lines = TextField()
        at = CharField(max_length=32)
        sent_at = CharField(max_length=32, null=True)
        sent = IntegerField(default=0)

    class SheetTemplate(Frozen):
        name = CharField(max_length=200)
        signature = CharField(max_length=64, unique=True)
        sheet = CharField(max_length=64)
        header_row = IntegerField()
        first_row = IntegerField()
        heads = TextField()
        columns = TextField()
        doubts = TextField()
        sha256 = CharField(max_length=64)
        person = ForeignKeyField(Person)
        at = CharField(max_length=32)

    db.create_tables([Slip, SlipDuty, SlipUpload, SheetTemplate], safe=False)
