"""Every page at the door and about somebody's own account, walked (登录与人员的每一页)."""

from __future__ import annotations

import pytest
from walking import walk, walkers


@pytest.mark.browser
@pytest.mark.parametrize("who", walkers("accounts"))
def test_every_page_about_accounts_is_accessible_silent_and_keeps_to_its_width(browser, played, who):
    walk(browser, played, "accounts", who)
