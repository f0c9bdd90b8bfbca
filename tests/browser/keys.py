"""A person who has only a keyboard (只用键盘): goes by Tab, sees where the focus is, types, presses Enter and Space."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page

_HERE = """() => {
  const here = document.activeElement;
  if (!here || here === document.body) return null;
  const labels = [...(here.labels ?? [])].map(one => one.textContent).join(' ');
  const name = (here.getAttribute('aria-label') || labels || here.textContent || here.value || '').replace(/\\s+/g, ' ').trim();
  const frames = [here, ...(here.labels ?? []), here.closest('label')].filter(Boolean);
  const ringed = frames.some(one => {
    const style = getComputedStyle(one);
    return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none';
  });
  const box = here.getBoundingClientRect();
  const points = [[.5, .5], [.1, .2], [.9, .2], [.1, .8], [.9, .8]];
  const seen = points.some(([x, y]) => {
    const top = document.elementFromPoint(box.left + box.width * x, box.top + box.height * y);
    return top && frames.some(one => one.contains(top) || top.contains(one) && top.tagName === 'LABEL');
  });
  const before = window.focusWasOn;
  const forward = !before || !before.isConnected || before === here
    || Boolean(before.compareDocumentPosition(here) & Node.DOCUMENT_POSITION_FOLLOWING);
  window.focusWasOn = here;
  return {name, tag: here.tagName, type: here.type ?? '', ringed, seen, forward, text: here.matches('input, textarea, select')};
}"""


@dataclass
class Keys:
    """One person at one page; `faults` are places where the focus could not be seen or went backwards."""

    page: Page
    faults: list[str] = field(default_factory=list)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def here(self) -> dict[str, Any]:
        """What has the focus."""
        found = self.page.evaluate(_HERE)
        return found or {"name": "", "tag": "", "type": "", "ringed": True, "seen": True, "forward": True}

    def to(self, name: str, *, type: str = "", most: int = 150, starts: bool = False) -> None:  # noqa: A002 - an input's type
        """Go on by Tab until what is called `name` has the focus."""
        for _ in range(most):
            self.press("Tab")
            found = self.here()
            if found["tag"] == "IFRAME":  # inside it, its own document (a PDF viewer) draws the focus
                continue
            if not found["ringed"] or not found["seen"] or not found["forward"]:
                self.faults.append(f"{self.page.url} {found}")
            if (found["name"].startswith(name) if starts else name in found["name"]) and type in found["type"]:
                return
        raise AssertionError(f"no way by Tab to {name} on {self.page.url}; last {found}")

    def enter(self, name: str, **more: Any) -> None:
        """Go to a link or a button and press Enter; waits for the page it leads to."""
        self.to(name, starts=True, **more)
        with self.page.expect_navigation(wait_until="load"):
            self.press("Enter")

    def fill(self, label: str, text: str) -> None:
        """Go to a field and type over what stands in it."""
        self.to(label)
        self.press("Control+a")
        self.type(text)

    def date(self, label: str, year: int, month: int, day: int) -> None:
        """Type a date into a date field, each part in its place, in the order in which this browser shows them."""
        self.to(label, type="date")
        wanted = f"{year:04}-{month:02}-{day:02}"
        shown = []
        for order in ("ymd", "mdy", "dmy"):
            for place, part in enumerate(order):
                self.press("ArrowLeft", "ArrowLeft", "ArrowLeft", *["ArrowRight"] * place)
                self.type({"y": f"{year:04}", "m": f"{month:02}", "d": f"{day:02}"}[part])
            shown.append(self.page.evaluate("document.activeElement.value"))
            if shown[-1] == wanted:
                return
        raise AssertionError(f"{label} on {self.page.url} does not take {wanted} by keyboard: {shown}")

    def choose(self, label: str, most: int = 12) -> None:
        """Within the radio group that has the focus: arrow down to the choice called `label`."""
        for _ in range(most):
            if label in self.here()["name"]:
                self.press("Space")
                return
            self.press("ArrowDown")
        raise AssertionError(f"no choice {label} on {self.page.url}")

    def attach(self, label: str, file: dict[str, Any]) -> None:
        """Open the file chooser by keyboard and choose. It is expected from the start, because the browser hears of that with delay."""
        with self.page.expect_file_chooser() as chosen:
            self.to(label, type="file")
            self.press("Enter")
        chosen.value.set_files(file)
