"""A large piece of evidence shows its progress and arrives; a refusal comes back beside its field with every word kept."""

import pytest
from looking import PHONE
from playwright.sync_api import expect
from watching import LIAISON, enter

pytestmark = pytest.mark.browser
LARGE = {"name": "大文件.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n" + b"x" * 3_000_000}
WRONG = {"name": "改过名.pdf", "mimeType": "application/pdf", "buffer": b"MZ" + b"x" * 3_000_000}


def test_a_large_file_shows_its_progress_and_arrives(browser, demo):
    liaison = enter(browser, demo, LIAISON, PHONE)
    page = liaison.page
    page.locator("main a[href*='/duties/']").first.click()
    page.get_by_role("textbox", name="进展情况").fill("已完成摸底，名册附后。")
    page.evaluate(
        "() => { window.bars = 0; new MutationObserver(() => { if (document.querySelector('.sending progress')) window.bars = 1; })"
        ".observe(document.body, {subtree: true, childList: true}); }"
    )
    seen = []
    page.on("request", lambda asked: seen.append(asked.resource_type) if asked.method == "POST" else None)
    page.locator("input[type=file]").set_input_files(LARGE)
    page.get_by_role("button", name="报送督查室").click()
    expect(page.get_by_role("status").first).to_contain_text("进展已报送")
    expect(page.get_by_role("link", name="大文件.pdf").first).to_be_visible()
    assert "xhr" in seen
    liaison.close()


def test_a_refused_large_file_keeps_every_word(browser, demo):
    liaison = enter(browser, demo, LIAISON, PHONE)
    page = liaison.page
    page.locator("main a[href*='/duties/']").first.click()
    page.get_by_role("textbox", name="进展情况").fill("这段话不能丢。")
    page.locator("input[type=file]").set_input_files(WRONG)
    page.get_by_role("button", name="报送督查室").click()
    expect(page.get_by_text("对不上").first).to_be_visible()
    expect(page.get_by_role("textbox", name="进展情况")).to_have_value("这段话不能丢。")
    page.close()
