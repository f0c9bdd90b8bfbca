"""Every page about reviews and listings, walked (督查室与挂牌的每一页)."""

from __future__ import annotations

import pytest
from walking import walk, walkers


@pytest.mark.browser
@pytest.mark.parametrize("who", walkers("listings"))
def test_every_page_about_listings_is_accessible_silent_and_keeps_to_its_width(browser, played, who):
    walk(browser, played, "listings", who)
