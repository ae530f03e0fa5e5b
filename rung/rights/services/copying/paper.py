"""The copy as pages to read: A4, one PDF a session, so that memory holds one session at most."""

from collections.abc import Iterable
from datetime import datetime
from functools import cache

import fontpkg
from fontTools.ttLib import TTFont
from fpdf import FPDF

from rung.rights.schemas import CopiedClient, CopiedDocument, CopiedSession

FONT = "Lato"
UNDRAWABLE = "□"
MARGIN_MM, LINE_MM = 22, 5.6
INK, SOFT = (29, 38, 38), (86, 99, 99)


class _Pages(FPDF):
    """Pages with a heading on the first and a number on each."""

    def __init__(self, title: str, at: datetime) -> None:
        super().__init__(format="A4")
        self.set_creation_date(at)
        self.set_title(title)
        self.set_lang("en-US")
        self.set_margins(MARGIN_MM, MARGIN_MM)
        self.set_auto_page_break(auto=True, margin=MARGIN_MM)
        self.add_font(FONT, "", str(fontpkg.path(FONT)))
        self.add_font(FONT, "B", str(fontpkg.path(FONT, weight="bold")))
        self.alias_nb_pages()
        self.add_page()
        self.put(title, size=18, style="B", after=4)

    def footer(self) -> None:
        """Write the page's number; fpdf2 calls it for each page."""
        self.set_y(-15)
        self.set_text_color(*SOFT)
        self.set_font(FONT, size=9)
        self.cell(0, 5, f"Copy of a health record: confidential   ·   {self.page_no()} / {{nb}}", align="C")

    def put(self, text: str, *, size: float = 11, style: str = "", soft: bool = False, after: float = 1.5) -> None:
        """Write one paragraph over as many lines and pages as it needs."""
        self.set_font(FONT, style=style, size=size)
        self.set_text_color(*(SOFT if soft else INK))
        self.multi_cell(0, LINE_MM * size / 11, drawable(text), align="L", new_x="LMARGIN", new_y="NEXT")
        self.ln(after)


def cover(client: CopiedClient) -> bytes:
    """Return the first page: whose record it is, what the copy holds and what it does not."""
    pages = _Pages("Copy of a health record", client.copied_at)
    pages.put(client.full_name, size=14, style="B")
    pages.put(f"In care since {_day(client.in_care_since)}. Copied on {_day(client.copied_at)}.", soft=True, after=5)
    pages.put("What this copy holds", size=13, style="B")
    for line in client.contents:
        pages.put(f"•  {line}")
    pages.ln(4)
    for notice in client.notices:
        pages.put(notice, after=3)
    return bytes(pages.output())


def group(client: CopiedClient, title: str, documents: Iterable[CopiedDocument]) -> bytes:
    """Return the pages of documents that belong to no session."""
    pages = _Pages(title, client.copied_at)
    pages.put(client.full_name, soft=True, after=5)
    for held in documents:
        _document(pages, held)
    return bytes(pages.output())


def session(client: CopiedClient, held: CopiedSession) -> bytes:
    """Return the pages of one session."""
    pages = _Pages(f"Session of {_day(held.starts_at)}", client.copied_at)
    pages.put(f"{client.full_name}, {held.starts_at:%H:%M} UTC", soft=True, after=5)
    for notice in client.notices[1:]:  # the first is about the copy as a whole, and stands on its cover
        pages.put(notice, size=9, soft=True)
    for document in held.documents:
        _document(pages, document)
    if not held.documents:
        pages.put("Nothing that this copy holds was written in this session.")
    return bytes(pages.output())


def document(name: str, held: CopiedDocument, notices: tuple[str, ...], at: datetime) -> bytes:
    """Return the pages of one document by itself."""
    pages = _Pages(held.title, at)
    pages.put(f"{name}, copied on {_day(at)}", soft=True, after=5)
    for notice in notices:
        pages.put(notice, size=9, soft=True)
    _document(pages, held)
    return bytes(pages.output())


def drawable(text: str) -> str:
    """Return text with a box for each character the font lacks; FHIR and JSON keep the character."""
    known = _drawn()
    return "".join(letter if letter in known or letter == "\n" else UNDRAWABLE for letter in text.expandtabs(4))


def _document(pages: _Pages, held: CopiedDocument) -> None:
    pages.ln(3)
    pages.put(held.title, size=13, style="B", after=0.5)
    pages.put(f"Written on {_day(held.written_at)}", size=9.5, soft=True, after=2)
    for paragraph in held.paragraphs:
        if paragraph.heading and paragraph.lines:
            pages.put(paragraph.heading, style="B", after=0.5)
        for line in paragraph.lines:
            pages.put(line)


def _day(at: datetime) -> str:
    return f"{at:%B} {at.day}, {at.year}"


@cache
def _drawn() -> frozenset[str]:
    with TTFont(str(fontpkg.path(FONT)), lazy=True) as font:
        return frozenset(chr(code) for code in font.getBestCmap() or () if code >= ord(" "))
