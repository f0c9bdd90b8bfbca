"""A picture and a paper to attach (样图、样件): drawn here, so that nobody's photograph is needed."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageDraw

PAPER, INK, RED, GREY = "#fbfaf6", "#2b2f36", "#a3171c", "#b9bcc2"


def a_picture(width: int = 960, height: int = 640) -> bytes:
    """A door plate on a wall, as PNG."""
    image = Image.new("RGB", (width, height), "#d9dde2")
    draw = ImageDraw.Draw(image)
    draw.rectangle((width * 0.3, height * 0.2, width * 0.7, height), fill="#8a6f52", outline=INK, width=4)
    draw.rectangle((width * 0.38, height * 0.3, width * 0.62, height * 0.42), fill=PAPER, outline=RED, width=6)
    for line in range(3):
        y = height * (0.33 + 0.025 * line)
        draw.line((width * 0.41, y, width * 0.59, y), fill=INK, width=4)
    draw.ellipse((width * 0.64, height * 0.6, width * 0.67, height * 0.645), fill="#d8b24c")
    return _saved(image, "PNG")


def a_paper(pages: int) -> bytes:
    """A stamped paper of so many pages, as PDF."""
    sheets = [_sheet(number) for number in range(1, pages + 1)]
    file = BytesIO()
    sheets[0].save(file, "PDF", save_all=True, append_images=sheets[1:], resolution=72)
    return file.getvalue()


def _sheet(number: int) -> Image.Image:
    image = Image.new("RGB", (595, 842), "white")
    draw = ImageDraw.Draw(image)
    draw.line((70, 120, 525, 120), fill=RED, width=3)
    for line in range(24):
        draw.line((90, 180 + line * 22, 505 - (line * 37 % 120), 180 + line * 22), fill=GREY, width=6)
    if number == 1:
        draw.ellipse((360, 640, 480, 760), outline=RED, width=4)
    return image


def _saved(image: Image.Image, kind: str) -> bytes:
    file = BytesIO()
    image.save(file, kind)
    return file.getvalue()
