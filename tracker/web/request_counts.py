"""Counting requests (请求计数) across the workers of one web process, by the kept library's files: see `tracker.counting`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from prometheus_client import Counter, Histogram
from prometheus_client.multiprocess import MultiProcessCollector

from tracker.counting import FOLDER

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry

_REQUESTS = Counter(
    "tracker_requests", "Requests answered, by route pattern.", ("method", "route", "status"), registry=None
)
_SECONDS = Histogram(
    "tracker_request_seconds",
    "Seconds from a request's arrival at the application to its answer.",
    ("route",),
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
    registry=None,
)


def count_request(method: str, route: str, status: int, seconds: float) -> None:
    """Count one answer. `route` is a pattern of the application's own, so that the figures stay few."""
    _REQUESTS.labels(method, route, str(status)).inc()
    _SECONDS.labels(route).observe(seconds)


def add_counts(registry: CollectorRegistry) -> None:
    """Let `registry` tell the counts: of all workers where they share a folder, else of this process."""
    if os.environ.get(FOLDER):
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # its author left it without types
        return
    registry.register(_REQUESTS)
    registry.register(_SECONDS)
