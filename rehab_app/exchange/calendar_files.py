"""Calendars for other programs: iCalendar (RFC 5545) and a workbook. Whole days; no name of a person."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font

_FOLD_BYTES = 75  # RFC 5545, section 3.1
_PRODUCT = "-//Réhab Quartier//Calendar//FR"


@dataclass(frozen=True, slots=True)
class Event:
    """Works in one place.

    Attributes:
        uid: the same in every edition, so that an event imported twice is not doubled.
        summary, location, description: as printed.
        starts_on, ends_on: first and last day, both included.
        firm: who does it, "" while no firm is found.
        certain: True when the dates were promised or the works have begun.
    """

    uid: str
    summary: str
    location: str
    description: str
    starts_on: datetime.date
    ends_on: datetime.date
    firm: str
    certain: bool


def icalendar(name: str, events: Sequence[Event], made_at: datetime.datetime) -> str:
    """A calendar as text, lines folded and ended as the standard asks.

    Args:
        name: of the calendar, as the reader shows it.
        events: in any order.
        made_at: time of writing, with its zone.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{_PRODUCT}",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_escaped(name)}",
    ]
    stamp = made_at.astimezone(datetime.UTC).strftime("%Y%m%dT%H%M%SZ")
    for event in events:
        after = event.ends_on + datetime.timedelta(days=1)  # DTEND is the day after the last one
        lines += [
            "BEGIN:VEVENT",
            f"UID:{event.uid}",
            f"DTSTAMP:{stamp}",
            f"DTSTART;VALUE=DATE:{event.starts_on:%Y%m%d}",
            f"DTEND;VALUE=DATE:{after:%Y%m%d}",
            f"SUMMARY:{_escaped(event.summary)}",
            f"LOCATION:{_escaped(event.location)}",
            f"DESCRIPTION:{_escaped(event.description)}",
            f"STATUS:{'CONFIRMED' if event.certain else 'TENTATIVE'}",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _escaped(text: str) -> str:
    """RFC 5545, section 3.3.11."""
    for sign, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n")):
        text = text.replace(sign, written)
    return text


def _folded(line: str) -> Iterator[str]:
    """A line in pieces of 75 bytes at most, never inside a letter; each but the first begins with a space."""
    piece = ""
    for letter in line:
        if len((piece + letter).encode()) > _FOLD_BYTES:
            yield piece
            piece = " "
        piece += letter
    yield piece


def workbook(path: Path, headings: Sequence[str], events: Sequence[Event], certain_words: tuple[str, str]) -> None:
    """A sheet with one line an event, dates as dates.

    Args:
        path: written anew.
        headings: of the columns firm, works, place, first day, last day, details, state.
        events: in the order of the lines.
        certain_words: what stands for certain and for uncertain dates.
    """
    book = Workbook()
    sheet = book.active
    sheet.append(list(headings))
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for event in events:
        state = certain_words[0] if event.certain else certain_words[1]
        texts = [_plain(text) for text in (event.firm, event.summary, event.location)]
        sheet.append([*texts, event.starts_on, event.ends_on, _plain(event.description), state])
    for column, width in zip("ABCDEFG", (30, 30, 36, 13, 13, 50, 14), strict=True):
        sheet.column_dimensions[column].width = width
    for row in sheet.iter_rows(min_row=2, min_col=4, max_col=5):
        for cell in row:
            cell.number_format = "DD/MM/YYYY"
    sheet.freeze_panes = "A2"
    book.save(path)


def _plain(text: str) -> str:
    """A text that a spreadsheet does not take for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") else text
