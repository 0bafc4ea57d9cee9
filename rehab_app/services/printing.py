"""Printing dossiers from a project: work plans, "my home" for households, the landlords’ and the town’s."""

import datetime
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.core.progress import Progress
from rehab_app.reports.wording import lot_name
from rehab_app.services.drafts import maker
from rehab_app.services.landlord_plans import Landlord, LandlordPlans
from rehab_app.services.press import Job, Order, Press, Pressed, Proof, last_editions, proof
from rehab_app.services.work_plans import Plan, WorkPlans
from rehab_app.storage.database import is_url
from rehab_app.storage.project import Project

_WORTH_A_CREW = 24
"""Dossiers from which two processes print sooner than one, which has not to start another."""
_CREW = 2


@dataclass(frozen=True, slots=True)
class Printed:
    """A work plan on disk.

    Attributes:
        path: the PDF; sheet: the price schedule, beside it and inside it.
        sha256: fingerprint of the PDF.
        again: True when nothing had changed and an edition of before was printed again.
    """

    plan: Plan
    path: Path
    sheet: Path
    pages: int
    version: int
    sha256: str
    again: bool


@dataclass(frozen=True, slots=True)
class Failure:
    """A dossier that could not be made, and why."""

    plan: Plan
    error: RehabError


@dataclass(frozen=True, slots=True)
class Batch:
    """What became of a batch; `stopped` when it was cancelled: what was printed before stays."""

    printed: tuple[Printed, ...] = ()
    failures: tuple[Failure, ...] = ()
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class PaperBatch:
    """What became of other dossiers, by the id of what each is about (a dwelling, an owner)."""

    printed: dict[int, Pressed]
    failures: dict[int, RehabError]
    stopped: bool = False


def plans(project: Project) -> list[Plan]:
    """Dossiers that can be made for artisans: each lot at work in each group."""
    return WorkPlans(project).plans()


def print_plans(
    project: Project,
    wanted: Sequence[Plan],
    folder: Path,
    who: str,
    today: datetime.date,
    progress: Progress | None = None,
) -> Batch:
    """Print many dossiers; one that fails does not lose the others, and a cancel keeps what was printed before.

    A dossier whose content is that of its last edition is printed again as it was, with its version and date.

    Args:
        project: read once; a row of `dossier` is added for each new edition, all in one action of the journal.
        wanted: see `plans`.
        folder: made when absent.
        who: the person who prints, as the history shows it.
        today: date on new editions.
        progress: told each dossier.
    """
    orders = [Order(f"{plan.group} – {lot_name(plan.lot)}", plan.group_id, plan.lot) for plan in wanted]
    results, stopped = _run(project, "artisan", orders, folder, who, today, progress)
    printed, failures = [], []
    for plan, result in zip(wanted, results, strict=False):  # fewer results than wanted when stopped
        if isinstance(result, RehabError):
            failures.append(Failure(plan, result))
        else:
            (sheet,) = result.beside
            printed.append(Printed(plan, result.path, sheet, result.pages, result.version, result.sha256, result.again))
    return Batch(tuple(printed), tuple(failures), stopped)


def print_homes(
    project: Project,
    dwelling_ids: Sequence[int],
    folder: Path,
    who: str,
    today: datetime.date,
    progress: Progress | None = None,
) -> PaperBatch:
    """Print "my home" for these dwellings, with the same rules as `print_plans`. Each is for that household only."""
    known = project.columns("dwelling", ("address",))
    addresses = dict(zip(known["id"].tolist(), known["address"].tolist(), strict=True))
    orders = [Order(addresses.get(home, ""), dwelling_id=home) for home in dwelling_ids]
    results, stopped = _run(project, "household", orders, folder, who, today, progress)
    return _sorted_out(dwelling_ids, results, stopped)


def homes(project: Project) -> list[int]:
    """Homes that have something to tell their household: works looked at, or a group."""
    looked_at = project.columns("scenario", ("dwelling_id",))["dwelling_id"].tolist()
    members = project.rows("member")
    return sorted({*looked_at, *(row["dwelling_id"] for row in members if row["stage"] != "withdrawn")})


def landlords(project: Project) -> list[Landlord]:
    """Social landlords of the project: each may get a dossier."""
    return LandlordPlans(project).landlords()


def print_landlords(
    project: Project,
    owner_ids: Sequence[int],
    folder: Path,
    who: str,
    today: datetime.date,
    progress: Progress | None = None,
) -> PaperBatch:
    """Print the dossiers of these social landlords, with the same rules as `print_plans`."""
    orders = [Order(_("Social landlord"), owner_id=owner) for owner in owner_ids]
    results, stopped = _run(project, "landlord", orders, folder, who, today, progress)
    return _sorted_out(owner_ids, results, stopped)


def print_town(
    project: Project, folder: Path, who: str, today: datetime.date, progress: Progress | None = None
) -> Pressed:
    """Print the report of the neighbourhood; what has not changed is printed again as it was.

    Raises:
        RehabError: the folder cannot be written, or the report could not be made.
        Cancelled: stopped before it was printed.
    """
    progress = progress or Progress()
    results, _stopped = _run(project, "town", [Order(_("Report of the neighbourhood"))], folder, who, today, progress)
    progress.step(1, 1)
    (result,) = results
    if isinstance(result, RehabError):
        raise result
    return result


def proof_of(project: Project, audience: str, order: Order, today: datetime.date) -> Proof:
    """A dossier as it would be printed today, byte for byte; nothing is written.

    Raises:
        RehabError: it cannot be made.
    """
    draft = maker(project, audience, today, [order.dwelling_id])(order)
    return proof(Job(audience, Path(), today, last_editions(project, audience)), draft)


def _run(
    project: Project,
    audience: str,
    orders: Sequence[Order],
    folder: Path,
    who: str,
    today: datetime.date,
    progress: Progress | None,
) -> tuple[list[Pressed | RehabError], bool]:
    """Print orders of one audience, a large batch by two processes where the project is a file."""
    several = len(orders) >= _WORTH_A_CREW and (os.cpu_count() or 1) >= _CREW and not is_url(project.location)
    begin = partial(maker, project, audience, today, [order.dwelling_id for order in orders])
    press = Press(project, audience, folder, today)
    return press.run(orders, begin, who, progress or Progress(), _CREW if several else 1)


def _sorted_out(ids: Sequence[int], results: Sequence[Pressed | RehabError], stopped: bool) -> PaperBatch:
    done = dict(zip(ids, results, strict=False))  # fewer results than ids when stopped
    printed = {key: result for key, result in done.items() if isinstance(result, Pressed)}
    failures = {key: result for key, result in done.items() if isinstance(result, RehabError)}
    return PaperBatch(printed, failures, stopped)
