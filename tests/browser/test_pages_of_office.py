"""Every page about the office's other work, walked (通道、发件、日历、收文的每一页)."""

from __future__ import annotations

import pytest
from walking import walk, walkers


@pytest.mark.browser
@pytest.mark.parametrize("who", walkers("office"))
def test_every_page_about_the_office_is_accessible_silent_and_keeps_to_its_width(browser, played, who):
    walk(browser, played, "office", who)
