"""A real office program opens every paper. Without LibreOffice on this machine the test is skipped and says what to install."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace

import pypdfium2
import pytest
from hostile import HOSTILE, everywhere
from paper_samples import EMPTY, FILLED, LISTING, NOTICE

from tracker.papers import write_listing, write_notice

SHORT = "".join(text[:150] for text in HOSTILE)
LONG = "".join(HOSTILE)  # more than ten thousand characters, in a few fields of one paper
OFFICE = shutil.which("soffice")
ALL = {
    **{f"{write.__name__}.docx": write(paper) for write, paper in FILLED},
    **{f"{write.__name__}_empty.docx": write(paper) for write, paper in EMPTY},
    **{f"{write.__name__}_hostile.docx": write(everywhere(paper, SHORT)) for write, paper in FILLED},
    "long_notice.docx": write_notice(replace(NOTICE, matter=LONG, content=LONG, number=LONG, lead_units=(LONG,))),
    "long_listing.docx": write_listing(replace(LISTING, matter=LONG, facts=LONG, listed_by=LONG)),
}


@pytest.mark.skipif(
    OFFICE is None, reason="NOT CHECKED: no soffice here; install libreoffice-writer to open every paper for real"
)
def test_libreoffice_opens_every_paper_and_makes_pages_of_it(tmp_path):
    for name, data in ALL.items():
        (tmp_path / name).write_bytes(data)
    subprocess.run(
        [
            OFFICE,
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(tmp_path),
            *(str(tmp_path / name) for name in ALL),
        ],
        check=True,
        capture_output=True,
        timeout=240,
    )
    pages = {}
    for name in ALL:
        with pypdfium2.PdfDocument(tmp_path / name.replace(".docx", ".pdf")) as pdf:
            pages[name] = len(pdf)
            assert all("草稿" in page.get_textpage().get_text_bounded() for page in pdf), name
    assert all(count >= 1 for count in pages.values()), pages
    ordinary = {name: count for name, count in pages.items() if "hostile" not in name and "long" not in name}
    assert all(count <= 10 for count in ordinary.values()), ordinary
