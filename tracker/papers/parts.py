"""Rows that several papers share (共用的行): evidence, measures and indicators as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """A piece of evidence (佐证): its number in the paper, its name, who made it, when, and what it shows (对应哪一条)."""

    number: str
    name: str
    made_by: str = ""
    dated: date | None = None
    proves: str = ""


@dataclass(frozen=True, slots=True)
class MeasureItem:
    """A measure of a rectification plan (整改措施). `evidence` names numbers of the evidence list, such as `1、3`."""

    number: str
    measure: str
    standard: str = ""
    due: date | None = None
    person: str = ""
    result: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class IndicatorResult:
    """An indicator (指标): its name, how it is counted (口径), target and value as written, and where the value comes from."""

    name: str
    definition: str = ""
    target: str = ""
    reached: str = ""
    source: str = ""
