"""The paper "what we keep of you": all that a project holds about the people of one home, for them alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

from reportlab.platypus import Flowable

from rehab_app.core.format import day
from rehab_app.core.i18n import _
from rehab_app.domain.edition import Contact, Edition
from rehab_app.reports.document import Head, gap, section, write
from rehab_app.reports.style import bullet, load_fonts, text
from rehab_app.reports.tables import facts
from rehab_app.reports.who_to_ask import who_to_ask

_FIRST_COLUMN = 170.0
_NEEDS = 90.0


@dataclass(frozen=True, slots=True)
class Held:
    """What is printed.

    Attributes:
        address: of the home.
        parts: title, then name and value of each line; parts hold a line at least.
        contacts: whom to ask at the town hall.
    """

    address: str
    parts: Sequence[tuple[str, Sequence[tuple[str, str]]]]
    contacts: Sequence[Contact]
    edition: Edition


def personal_pdf(held: Held, target: BinaryIO) -> int:
    """Write the paper as a PDF and return the number of pages; same data, same bytes."""
    load_fonts()
    title = _("What we keep of you, {address}").format(address=held.address)
    place = " · ".join(part for part in (held.edition.operation, held.edition.town) if part)
    story: list[Flowable] = [
        gap(8),
        text(place, "cover_second"),
        gap(4),
        text(_("What we keep of you"), "cover"),
        text(_("{address}, on {day}").format(address=held.address, day=day(held.edition.made_on)), "cover_second"),
        gap(12),
        *(text(words, "large_body") for words in _opening(held)),
    ]
    for at, (heading, lines) in enumerate(held.parts):
        story += [gap(12), *section(heading, f"part{at}", needs=_NEEDS), facts(list(lines), _FIRST_COLUMN)]
    story += _rights(held)
    return write(target, story, Head(title, _("Personal data held about the people of a home"), title), held.edition)


def _opening(held: Held) -> Sequence[str]:
    if not held.parts:
        return (_("The project of your neighbourhood holds nothing about you. It holds technical facts of the home."),)
    return (
        _("Here is all that the project of your neighbourhood holds about you. This paper is for you alone."),
        _("It serves to advise you on works, to count the aids you may ask for and to prepare the works with you."),
    )


def _rights(held: Held) -> list[Flowable]:
    lines = (
        _("Technical facts of the home, estimates and works are about the building: ask to see them in “my home”."),
        _("Neighbours and firms see none of this, but the contact that you agreed to give to the firms."),
        _("You may have it put right, or erased for good: ask the town hall."),
        _("If you disagree with the answer, you may complain to the CNIL (cnil.fr)."),
    )
    heading = section(_("My rights"), "rights", needs=150)
    asked = who_to_ask(held.contacts, "large_body")
    return [gap(16), *heading, *(bullet(line, "–", "large_bullet") for line in lines), *asked]
