"""The table of homes as a PDF."""

import datetime
from collections.abc import Sequence
from pathlib import Path

from rehab_app.core.format import day, figure
from rehab_app.core.i18n import _, ngettext
from rehab_app.core.version import app_version
from rehab_app.domain.edition import Edition
from rehab_app.reports.list_page import list_pdf
from rehab_app.services.neighbourhood import Neighbourhood
from rehab_app.services.papers import folder_of


def print_list(
    homes: Neighbourhood,
    headings: Sequence[tuple[str, bool]],
    rows: Sequence[Sequence[str]],
    picture: bytes,
    today: datetime.date,
) -> Path:
    """Write the list into the folder of the neighbourhood's papers; that of the same day is replaced.

    Args:
        homes: whose list it is.
        headings: text of each column, and whether it holds figures.
        rows: texts as shown.
        picture: the map as PNG.
        today: printed on it.
    """
    count = ngettext("{count} home", "{count} homes", len(rows)).format(count=figure(len(rows)))
    note = _("{count}, {day}").format(count=count, day=day(today))
    edition = Edition(homes.name, homes.town, homes.fictional, 1, today, app_version())
    path = paper(homes.name, _("List of homes"), today)
    with path.open("wb") as target:
        list_pdf(homes.name, note, headings, rows, picture, edition, target)
    return path


def paper(neighbourhood: str, title: str, today: datetime.date) -> Path:
    """Where a paper of that name and day lies; its folder is made."""
    folder = folder_of(neighbourhood)
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{title} {today.isoformat()}.pdf"
