"""The tables (表). Facts are stored, states are computed: no lamp, no overdue flag, no counter stands here."""

from __future__ import annotations

from tracker.store.tables.base import Table, database
from tracker.store.tables.cases import Case, CaseMeasure, Verification, Verifier
from tracker.store.tables.feeds import Feed, FeedBook, FeedItem, FeedMark, FeedText
from tracker.store.tables.history import ChainHead, Entry
from tracker.store.tables.intake import Draft, Intake, PlanVersion, Reading
from tracker.store.tables.ledger import Duty, Exemption, Indicator, Plan, Standing, Task, TaskUnit
from tracker.store.tables.people import Handover, Lockout, Person
from tracker.store.tables.posting import Attempt, Channel, Dispatch, Said
from tracker.store.tables.reports import Evidence, IndicatorValue, Report, ReportDraft
from tracker.store.tables.requests import Extension, Objection
from tracker.store.tables.settings import DayRule, Setting
from tracker.store.tables.slips import SheetTemplate, Slip, SlipDuty, SlipUpload
from tracker.store.tables.units import Membership, Unit, UnitAlias
from tracker.store.tables.views import LedgerView

ALL: tuple[type[Table], ...] = (
    Setting,
    Unit,
    UnitAlias,
    Membership,
    Plan,
    Task,
    TaskUnit,
    Duty,
    Exemption,
    Standing,
    DayRule,
    Indicator,
    Person,
    Report,
    ReportDraft,
    Extension,
    Objection,
    Evidence,
    IndicatorValue,
    Case,
    CaseMeasure,
    Verification,
    Verifier,
    Entry,
    ChainHead,
    Channel,
    Dispatch,
    Attempt,
    Said,
    Feed,
    FeedItem,
    Intake,
    Reading,
    Draft,
    PlanVersion,
    FeedText,
    FeedMark,
    FeedBook,
    Slip,
    SlipDuty,
    SlipUpload,
    SheetTemplate,
    LedgerView,
    Lockout,
    Handover,
)

__all__ = [
    "ALL",
    "Attempt",
    "Case",
    "CaseMeasure",
    "ChainHead",
    "Channel",
    "DayRule",
    "Dispatch",
    "Draft",
    "Duty",
    "Entry",
    "Evidence",
    "Exemption",
    "Extension",
    "Feed",
    "FeedBook",
    "FeedItem",
    "FeedMark",
    "FeedText",
    "Handover",
    "Indicator",
    "IndicatorValue",
    "Intake",
    "LedgerView",
    "Lockout",
    "Membership",
    "Objection",
    "Person",
    "Plan",
    "PlanVersion",
    "Reading",
    "Report",
    "ReportDraft",
    "Said",
    "Setting",
    "SheetTemplate",
    "Slip",
    "SlipDuty",
    "SlipUpload",
    "Standing",
    "Table",
    "Task",
    "TaskUnit",
    "Unit",
    "UnitAlias",
    "Verification",
    "Verifier",
    "database",
]
