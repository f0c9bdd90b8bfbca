"""Every page about a plan, walked (方案的每一页)."""

from __future__ import annotations

import pytest
from walking import walk, walkers


@pytest.mark.browser
@pytest.mark.parametrize("who", walkers("plans"))
def test_every_page_about_plans_is_accessible_silent_and_keeps_to_its_width(browser, played, who):
    walk(browser, played, "plans", who)
