"""The paper "what we keep of you": given to the people of a home who ask for it, to nobody else."""

import datetime
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from rehab_app.core.i18n import _
from rehab_app.domain.codes import AUDIENCES
from rehab_app.reports.personal_page import Held, personal_pdf
from rehab_app.services.contacts import town_contacts
from rehab_app.services.editions import edition_of
from rehab_app.services.listing import keep_paper
from rehab_app.services.personal_data import HomeOf, home_of, personal_data
from rehab_app.services.press import plain_name

if TYPE_CHECKING:
    from rehab_app.storage.project import Project


def print_personal_data(project: "Project", dwelling_id: int, today: datetime.date) -> Sequence[Path]:
    """Write the paper into the folder of the neighbourhood's: two of them where the owner does not live in the home.

    It is no edition of the archive: what it says is not kept a second time.

    Raises:
        RehabError: the home has gone, or the folder cannot be written.
    """
    home = home_of(project, dwelling_id)
    return [_print(project, home, whose, today) for whose in (("household", "owner") if home.apart else ("",))]


def papers_given(folder: Path, place: str) -> list[Path]:
    """Such papers of a home, in whatever language, that were printed on this computer and still lie in a folder."""
    return [path for path in folder.glob("*.pdf") if f"_{plain_name(place)} " in path.name]


def _print(project: "Project", home: HomeOf, whose: str, today: datetime.date) -> Path:
    data = personal_data(project, home.dwelling_id, whose)
    neighbourhood = project.neighbourhood()
    held = Held(
        address=home.address,
        parts=[(part.title, part.lines) for part in data.parts],
        contacts=town_contacts(neighbourhood),
        edition=edition_of(neighbourhood, 1, today),
    )
    written = BytesIO()
    personal_pdf(held, written)
    return keep_paper(neighbourhood["name"], _stem(home.address, whose), today, written.getvalue())


def _stem(place: str, whose: str) -> str:
    words = f"{plain_name(_('What we keep of you'))}_{plain_name(place)}"
    told = {"household": _(AUDIENCES["household"]), "owner": _("owner")}
    return f"{words} {plain_name(told[whose])}" if whose else words
