"""The figures of the installation for Prometheus (运行数字): read from the database when they are asked for.

So they are the same whichever worker or host answers, and nothing needs to be counted twice. docs/running.md says what to watch.
"""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from tracker.actions.working_days import working_days
from tracker.store.db import connected
from tracker.store.queries.operation import Beat, Figures, Readiness, beats, figures, readiness
from tracker.timekeeper import real_now

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from prometheus_client import Metric


class Installation(Collector):
    """One look at the installation as of `now` (a demo's date in a demo)."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def collect(self) -> Iterable[Metric]:
        """Gauges; only `tracker_ready 0` where the database does not."""
        yield _labelled("tracker_info", "The version that answers.", "version", {_version(): 1})
        is_ready = readiness() is Readiness.OK
        yield GaugeMetricFamily("tracker_ready", "Whether the database answers and is of this version.", int(is_ready))
        if not is_ready:
            return
        with connected():
            found, heard = figures(self._now, working_days()), beats()
        yield from _matters(found, self._now)
        yield _heartbeats(heard)


def _matters(found: Figures, now: datetime) -> Iterator[Metric]:
    yield _labelled("tracker_duties", "Duties by lamp.", "lamp", found.lamps)
    yield GaugeMetricFamily("tracker_cases", "Listings in force.", found.cases)
    yield GaugeMetricFamily("tracker_reviews_waiting", "Reports that wait for a review.", found.reviews)
    oldest = "Seconds since the longest waiting report was sent; 0 when none waits."
    yield GaugeMetricFamily("tracker_reviews_oldest_seconds", oldest, _age(now, found.oldest_review))
    letters = "Letters that wait, by state; of dead and uncertain ones those nobody has decided about."
    yield _labelled("tracker_letters", letters, "state", found.letters)
    oldest = "Seconds since the longest waiting letter was written; 0 when none waits."
    yield GaugeMetricFamily("tracker_letters_oldest_seconds", oldest, _age(now, found.oldest_letter))
    yield _labelled("tracker_channels", "Channels in use by health.", "health", found.channels)


def _heartbeats(heard: Iterable[Beat]) -> Metric:
    now = real_now()
    text = "Seconds since a job of the clock last ended well on a host, by the machine's clock."
    family = GaugeMetricFamily("tracker_clock_seconds", text, labels=("job", "host"))
    for each in heard:
        family.add_metric((each.job, each.host), _age(now, each.at))
    return family


def _labelled(name: str, text: str, label: str, values: Mapping[Any, int]) -> Metric:
    family = GaugeMetricFamily(name, text, labels=(label,))
    for word, number in values.items():
        family.add_metric((str(word),), number)
    return family


def _age(now: datetime, since: datetime | None) -> float:
    return max(0.0, (now - since).total_seconds()) if since is not None else 0.0


def _version() -> str:
    try:
        return version("tracker")
    except PackageNotFoundError:
        return "unknown"
