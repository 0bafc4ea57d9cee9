"""What stays of a session with a household: its choice of works, its consent, its paper."""

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.core.progress import Progress
from rehab_app.domain.change import Change
from rehab_app.services.composing import keep_scenarios
from rehab_app.services.estimating import estimate_rows, replace_estimates
from rehab_app.services.seance import Seance
from rehab_app.services.seance_choices import Choice, way_of
from rehab_app.storage.project import Project
from rehab_app.storage.writer import Writer
from rehab_app.works.catalogue import Bundle, bundle
from rehab_app.works.renovate import renovate

if TYPE_CHECKING:
    from rehab_app.services.press import Pressed

_HOUSED_BY_OTHERS = ("rented", "social")


def keep(project: Project, who: str, seance: Seance, choice: Choice, today: datetime.date) -> Change:
    """Keep a choice as the home's chosen scenario, with the consent of the household, as one action of the journal.

    With it go the number of people and the income that the household gave, or the class that it chose in its place.

    Args:
        project: the project.
        who: the adviser beside the household.
        seance: the session.
        choice: what the household keeps.
        today: day of the consent.

    Raises:
        RehabError: nothing is chosen, or the home has gone.
    """
    works = seance.works(choice)
    if not works:
        raise RehabError(_("Nothing is chosen yet."), remedy=_("Choose at least one thing to do."))
    basis = seance.basis
    code = seance.reference(choice)
    name = choice_words(seance, choice)
    package = bundle(code) if code else Bundle(name, name, works)
    selection = {work: np.ones(1, dtype=bool) for work in package.works}
    found = renovate(basis.stock, basis.around, selection, basis.on, basis.prices, basis.quoted)
    ids = np.array([basis.dwelling_id], dtype=np.int64)
    with project.write(who, _("Kept in session, {place}").format(place=seance.facts.address)) as writer:
        # The home as it stands too: the paper then says what was said in the session.
        replace_estimates(writer, estimate_rows(seance.found.found.before, ids, basis.on), None)
        keep_scenarios(writer, ids, found, package, basis.prices, basis.on, True, seance.done_by(choice))
        record_consent(writer, basis.dwelling_id, today)
        _record_said(writer, seance)
    return writer.change


def choice_words(seance: Seance, choice: Choice) -> str:
    """What is chosen, in a few words: `The roof: insulate, Heating: heat pump`; they name a choice of one's own."""
    chosen = [(subject, way_of(subject, choice)) for subject in seance.subjects]
    return ", ".join(
        _("{subject}: {way}").format(subject=_(subject.label), way=_(way.label).lower())
        for subject, way in chosen
        if way is not subject.ways[0]
    )


def record_consent(writer: Writer, dwelling_id: int, today: datetime.date) -> None:
    """Note on the household, and on the owner who lives there, that they agreed today; an earlier day stays."""
    people = writer.rows("household", dwelling_id=dwelling_id)
    if not people:
        writer.insert("household", [{"dwelling_id": dwelling_id, "consent_on": today}])
    elif people[-1]["consent_on"] is None:
        writer.update("household", people[-1]["id"], people[-1]["version"], {"consent_on": today})
    (home,) = writer.rows("dwelling", id=dwelling_id)
    owners = writer.rows("owner", id=home["owner_id"]) if home["owner_id"] else []
    if home["tenure"] in _HOUSED_BY_OTHERS or not owners or owners[0]["kind"] != "person":
        return
    if owners[0]["consent_on"] is None:
        writer.update("owner", owners[0]["id"], owners[0]["version"], {"consent_on": today})


def _record_said(writer: Writer, seance: Seance) -> None:
    """Keep the people and the income that the household gave, with its record."""
    if seance.income_counts and seance.income.kept:
        household = writer.rows("household", dwelling_id=seance.basis.dwelling_id)[-1]
        writer.update("household", household["id"], household["version"], dict(seance.income.kept))


def print_paper(
    project: Project,
    who: str,
    dwelling_id: int,
    folder: Path,
    today: datetime.date,
    progress: Progress,
) -> "Pressed":
    """Print the paper of the household.

    Raises:
        RehabError: the home has gone, or the folder cannot be written.
    """
    # The printing library is heavy; a session that prints nothing never loads it.
    from rehab_app.services.printing import print_homes

    batch = print_homes(project, [dwelling_id], folder, who, today, progress)
    for error in batch.failures.values():
        raise error
    return batch.printed[dwelling_id]
