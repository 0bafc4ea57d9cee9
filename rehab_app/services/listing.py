"""The table of homes as a PDF."""

import datetime
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from rehab_app.core.format import day, figure
from rehab_app.core.i18n import _, ngettext
from rehab_app.core.version import app_version
from rehab_app.domain.edition import Edition
from rehab_app.reports.list_page import list_pdf
from rehab_app.services.neighbourhood import Neighbourhood
from rehab_app.services.papers import folder_of
from rehab_app.services.press import make_folder, write_whole


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

    Raises:
        RehabError: the folder cannot be written.
    """
    count = ngettext("{count} home", "{count} homes", len(rows)).format(count=figure(len(rows)))
    note = _("{count}, {day}").format(count=count, day=day(today))
    edition = Edition(homes.name, homes.town, homes.fictional, 1, today, app_version())
    written = BytesIO()
    list_pdf(homes.name, note, headings, rows, picture, edition, written)
    return keep_paper(homes.name, _("List of homes"), today, written.getvalue())


def keep_paper(neighbourhood: str, title: str, today: datetime.date, content: bytes) -> Path:
    """Write a paper into the folder of the neighbourhood's; that of the same name and day is replaced.

    Raises:
        RehabError: the folder cannot be written.
    """
    path = folder_of(neighbourhood) / f"{title} {today.isoformat()}.pdf"
    make_folder(path.parent)
    write_whole(path, content)
    return path
