"""Nothing dead in the pages: every name that a template imports is used in it, every class of the stylesheet in some page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
FROM = re.compile(r'{%-?\s*from\s+"[^"]+"\s+import\s+([^%]+?)\s*(?:with context\s*)?-?%}')
WHOLE = re.compile(r'{%-?\s*import\s+"[^"]+"\s+as\s+(\w+)\s*-?%}')
MACRO = re.compile(r"{%-?\s*macro\s+(\w+)")
COMMENT = re.compile(r"{#.*?#}|/\*.*?\*/", re.DOTALL)


def words_of(path: Path) -> str:
    return COMMENT.sub("", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_what_a_template_imports_it_uses(path):
    """A part that is included imports what it needs by itself, so that this can be told of each file alone."""
    text = words_of(path)
    rest = WHOLE.sub("", FROM.sub("", text))
    names = [name.split(" as ")[-1].strip() for found in FROM.findall(text) for name in found.split(",")]
    assert not [name for name in (*names, *WHOLE.findall(text)) if not re.search(rf"\b{name}\b", rest)]


def test_every_macro_is_called_somewhere():
    texts = [words_of(path) for path in TEMPLATES]
    whole = "\n".join(FROM.sub("", text) for text in texts)
    by_name = r"[\"'](?:%s)[\"']"  # the form of a step is chosen by its name
    macros = {name for text in texts for name in MACRO.findall(text)}
    assert len(macros) > 50
    dead = [
        name
        for name in macros
        if not re.search(rf"(?<!macro )\b{name}\(|\.{name}\b|{by_name % name}|\b{name} is defined", whole)
    ]
    renamed = {name for text in texts for name in re.findall(r"\b(\w+) as \w+", " ".join(FROM.findall(text)))}
    assert sorted(set(dead) - renamed) == []


def test_every_class_of_the_stylesheet_is_on_some_page():
    sheet = COMMENT.sub("", (ROOT / "tracker" / "web" / "static" / "tracker.css").read_text(encoding="utf-8"))
    selectors = "\n".join(re.findall(r"([^{}]+)\{", sheet))
    classes = set(re.findall(r"\.(-?[a-zA-Z_][\w-]*)", selectors))
    places = [*TEMPLATES, *(ROOT / "tracker").rglob("*.py"), *(ROOT / "tracker").rglob("*.js")]
    used = "\n".join(words_of(path) for path in places)
    built = set(
        re.findall(r"([a-z][\w-]*-)(?:{{|\" ~|\{)", used)
    )  # "on-{{ paper }}": a class put together from a value
    assert len(classes) > 100
    dead = [
        name
        for name in classes
        if not re.search(rf"(?<![\w-]){name}(?![\w-])", used) and not name.startswith(tuple(built))
    ]
    assert sorted(dead) == []
