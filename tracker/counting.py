"""Counting across worker processes (多进程计数): the folder of prometheus-client's files, made before the library is loaded.

The library decides when it is imported whether it counts in memory or in files, by an environment variable of its own. Each
worker writes its own file; whichever worker answers /metrics adds them all up.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = "PROMETHEUS_MULTIPROC_DIR"


@contextmanager
def counted_together() -> Iterator[None]:
    """Let this process and the workers it starts count into one folder; it goes when the process ends in order."""
    folder = tempfile.mkdtemp(prefix="tracker-counts-")
    os.environ[FOLDER] = folder
    try:
        yield
    finally:
        shutil.rmtree(folder, ignore_errors=True)
