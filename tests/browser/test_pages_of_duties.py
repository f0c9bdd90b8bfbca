"""Every page about a duty or its task, walked (责任事项、任务的每一页)."""

from __future__ import annotations

import pytest
from walking import walk, walkers


@pytest.mark.browser
@pytest.mark.parametrize("who", walkers("duties"))
def test_every_page_about_duties_is_accessible_silent_and_keeps_to_its_width(browser, played, who):
    walk(browser, played, "duties", who)
