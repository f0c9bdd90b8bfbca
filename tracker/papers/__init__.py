"""Word documents of supervision (督办文书): plain values in, bytes out, in the layout of GB/T 9704-2012. No database, no clock.

>>> from tracker.papers import ListingPaper, write_listing
>>> paper = ListingPaper(unit="县教育局", matter="建设资源教室", facts="", track=None, basis="", limit=None, responsible="")
>>> write_listing(paper)[:2]
b'PK'

Every paper is a draft (草稿) with blanks where a person must write a number, sign or put a seal.
"""

from tracker.papers.bulletin import BulletinCounts, BulletinPaper, BulletinTask, NextStep, ProblemItem, write_bulletin
from tracker.papers.completion import CompletionPaper, CriterionAnswer, write_completion
from tracker.papers.extension import DelayCause, ExtensionPaper, write_extension
from tracker.papers.listing import ListingPaper, SentBefore, write_listing
from tracker.papers.notice import NoticeLevel, NoticePaper, write_notice
from tracker.papers.parts import EvidenceItem, IndicatorResult, MeasureItem
from tracker.papers.release import (
    FIVE_STANDARDS,
    CollectiveRecord,
    PublicNotice,
    ReleasePaper,
    StandardAnswer,
    write_release,
)
from tracker.papers.return_slip import ReturnPaper, write_return
from tracker.papers.verification import CheckItem, CheckManner, Inspector, VerificationPaper, write_verification

__all__ = [
    "FIVE_STANDARDS",
    "BulletinCounts",
    "BulletinPaper",
    "BulletinTask",
    "CheckItem",
    "CheckManner",
    "CollectiveRecord",
    "CompletionPaper",
    "CriterionAnswer",
    "DelayCause",
    "EvidenceItem",
    "ExtensionPaper",
    "IndicatorResult",
    "Inspector",
    "ListingPaper",
    "MeasureItem",
    "NextStep",
    "NoticeLevel",
    "NoticePaper",
    "ProblemItem",
    "PublicNotice",
    "ReleasePaper",
    "ReturnPaper",
    "SentBefore",
    "StandardAnswer",
    "VerificationPaper",
    "write_bulletin",
    "write_completion",
    "write_extension",
    "write_listing",
    "write_notice",
    "write_release",
    "write_return",
    "write_verification",
]
