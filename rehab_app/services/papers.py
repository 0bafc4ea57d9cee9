"""Dossiers that can be made and dossiers that were made, as a list shows them; printing what was ticked."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rehab_app.core.i18n import _, mark
from rehab_app.core.paths import user_folder
from rehab_app.core.progress import Progress
from rehab_app.domain.works import LOTS
from rehab_app.services.sending import Sending, sendings

if TYPE_CHECKING:
    from rehab_app.services.press import Proof
    from rehab_app.storage.project import Project

# For whom papers are made, in the order they are offered (codes of domain/codes.py).
OFFERED_AUDIENCES = ("artisan", "household", "landlord", "town")
# Why an audience has nothing to print, and what to do about it.
NOTHING_TO_PRINT = {
    "artisan": mark("No group has works yet: form groups and compose works first."),
    "household": mark("No home is in a group yet: form groups first. A home alone gets its paper at its session."),
    "landlord": mark("No group has a home of a social landlord: its owner is recorded on the page of a home, People."),
    "town": mark("Nothing to report yet."),
}


@dataclass(frozen=True, slots=True)
class Offer:
    """A dossier that can be made.

    Attributes:
        audience: code of `AUDIENCES`.
        about_id: the group of a work plan, the dwelling of a household's paper, the owner of a landlord's; 0 for the
            report of the neighbourhood.
        lot: of a work plan, "" of others.
        title, detail: what the list shows.
    """

    audience: str
    about_id: int
    lot: str
    title: str
    detail: str


@dataclass(frozen=True, slots=True)
class Made:
    """A dossier of the archive; `path` is where its file was written, which may have been moved since.

    `sent` says each time it was handed over.
    """

    row: Mapping[str, Any]
    path: Path
    sent: tuple[Sending, ...] = ()

    @property
    def version(self) -> int:
        return int((self.row["frozen"] or {}).get("version", 0))


@dataclass(frozen=True, slots=True)
class Papers:
    """Dossiers by audience, and what was printed, the latest first."""

    offers: Mapping[str, tuple[Offer, ...]]
    made: tuple[Made, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a batch: files written, reasons of those that were not, whether it was stopped."""

    paths: tuple[Path, ...]
    problems: tuple[str, ...]
    stopped: bool


def read_papers(project: "Project", progress: Progress) -> Papers:
    """What the groups of a project ask for: a work plan a lot, a paper a member, a paper a social landlord."""
    # What knows the papers brings the printing library with it: it is loaded by the job that reads them.
    from rehab_app.services.printing import landlords, plans

    progress.step(0, 1)
    folder = folder_of(project.neighbourhood()["name"])
    rows = sorted(project.rows("dossier"), key=lambda row: (row["made_at"], row["id"]), reverse=True)
    offers = {
        "artisan": tuple(
            Offer("artisan", plan.group_id, plan.lot, plan.group, _lot_words(plan.lot)) for plan in plans(project)
        ),
        "household": tuple(_members(project)),
        "landlord": tuple(
            Offer("landlord", owner.owner_id, "", owner.name, _("its homes among the groups"))
            for owner in landlords(project)
        ),
        "town": (Offer("town", 0, "", _("Report of the neighbourhood"), _("indicators, maps, progress, sources")),),
    }
    sent = sendings(project)
    return Papers(offers, tuple(Made(row, folder / row["file_name"], sent.get(row["id"], ())) for row in rows))


def _members(project: "Project") -> list[Offer]:
    groups = {row["id"]: row["name"] for row in project.rows("owner_group")}
    homes = project.columns("dwelling", ("address",))
    addresses = dict(zip(homes["id"].tolist(), homes["address"].tolist(), strict=True))
    return [
        Offer("household", member["dwelling_id"], "", addresses[member["dwelling_id"]], groups[member["group_id"]])
        for member in project.rows("member")
        if member["stage"] != "withdrawn" and member["dwelling_id"] in addresses and member["group_id"] in groups
    ]


def print_offers(
    project: "Project", offers: Sequence[Offer], who: str, today: datetime.date, progress: Progress
) -> Outcome:
    """Print dossiers of one audience into the folder of the neighbourhood.

    Args:
        project: read, and its archive written as one action.
        offers: all of the same audience.
        who: the person who prints, as the history shows it.
        today: date on new editions.
        progress: told each dossier; may cancel, what was printed before stays.
    """
    from rehab_app.services import printing
    from rehab_app.services.work_plans import Plan

    folder = folder_of(project.neighbourhood()["name"])
    if offers[0].audience == "artisan":
        wanted = [Plan(offer.about_id, offer.title, offer.lot) for offer in offers]
        batch = printing.print_plans(project, wanted, folder, who, today, progress)
        problems = tuple(failure.error.text for failure in batch.failures)
        return Outcome(tuple(printed.path for printed in batch.printed), problems, batch.stopped)
    if offers[0].audience == "town":
        report = printing.print_town(project, folder, who, today, progress)
        return Outcome((report.path,), (), stopped=False)
    press = printing.print_homes if offers[0].audience == "household" else printing.print_landlords
    papers = press(project, [offer.about_id for offer in offers], folder, who, today, progress)
    problems = tuple(error.text for error in papers.failures.values())
    return Outcome(tuple(printed.path for printed in papers.printed.values()), problems, papers.stopped)


def read_proof(project: "Project", offer: Offer, today: datetime.date, progress: Progress) -> "Proof":
    """An offer as it would be printed today; nothing is written.

    Raises:
        RehabError: it cannot be made.
    """
    from rehab_app.services.press import Order
    from rehab_app.services.printing import proof_of

    progress.step(0, 1)
    about = {
        "artisan": Order(offer.title, group_id=offer.about_id, lot=offer.lot),
        "household": Order(offer.title, dwelling_id=offer.about_id),
        "landlord": Order(offer.title, owner_id=offer.about_id),
        "town": Order(offer.title),
    }
    return proof_of(project, offer.audience, about[offer.audience], today)


def folder_of(neighbourhood: str) -> Path:
    """Where the dossiers of a neighbourhood are written."""
    safe = "".join(letter if letter.isalnum() or letter in " -_’'()" else "-" for letter in neighbourhood).strip()
    return user_folder("documents") / (safe or "quartier")


def _lot_words(lot: str) -> str:
    """Name of a trade; one that is not of the list keeps its code."""
    return _(LOTS[lot]) if lot in LOTS else lot
