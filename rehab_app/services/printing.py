"""Printing dossiers from a project: work plans for artisans, "my home" for households, the landlords' dossiers."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from io import BytesIO
from pathlib import Path

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.core.progress import Progress
from rehab_app.domain.dossier import lot_number
from rehab_app.reports.artisan import artisan_pdf
from rehab_app.reports.document import Attachment
from rehab_app.reports.household import household_pdf
from rehab_app.reports.landlord import landlord_pdf
from rehab_app.reports.price_sheet import price_sheet
from rehab_app.reports.wording import lot_name, lot_title
from rehab_app.services.home_plans import HomePlans
from rehab_app.services.landlord_plans import Landlord, LandlordPlans
from rehab_app.services.press import UNDATED, Draft, Press, Pressed, Rendering, plain_name
from rehab_app.services.work_plans import Plan, WorkPlans
from rehab_app.storage.project import Project

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


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


def print_plan(project: Project, group_id: int, lot: str, folder: Path, who: str, today: datetime.date) -> Printed:
    """Print the dossier of one lot of a group.

    Raises:
        RehabError: there is no such group or lot, or the folder cannot be written.
    """
    batch = print_plans(project, [Plan(group_id, "", lot)], folder, who, today)
    for failure in batch.failures:
        raise failure.error
    return batch.printed[0]


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
    source = WorkPlans(project)
    drafts = [(f"{plan.group} – {lot_name(plan.lot)}", partial(_work_plan, source, plan)) for plan in wanted]
    results, stopped = Press(project, "artisan", folder, today).run(drafts, who, progress or Progress())
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
    source = HomePlans(project)
    drafts = [(source.address(home), partial(_home, source, home)) for home in dwelling_ids]
    results, stopped = Press(project, "household", folder, today).run(drafts, who, progress or Progress())
    return _sorted_out(dwelling_ids, results, stopped)


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
    source = LandlordPlans(project)
    drafts = [(_("Social landlord"), partial(_landlord, source, owner)) for owner in owner_ids]
    results, stopped = Press(project, "landlord", folder, today).run(drafts, who, progress or Progress())
    return _sorted_out(owner_ids, results, stopped)


def _sorted_out(ids: Sequence[int], results: Sequence[Pressed | RehabError], stopped: bool) -> PaperBatch:
    done = dict(zip(ids, results, strict=False))  # fewer results than ids when stopped
    printed = {key: result for key, result in done.items() if isinstance(result, Pressed)}
    failures = {key: result for key, result in done.items() if isinstance(result, RehabError)}
    return PaperBatch(printed, failures, stopped)


def _work_plan(source: WorkPlans, plan: Plan) -> Draft:
    dossier = source.dossier(plan.group_id, plan.lot, 0, UNDATED)

    def render(version: int, made_on: datetime.date, name: str) -> Rendering:
        dated = replace(dossier, edition=replace(dossier.edition, version=version, made_on=made_on))
        pdf, sheet = BytesIO(), BytesIO()
        price_sheet(dated, sheet)
        attached = Attachment(str(Path(name).with_suffix(".xlsx")), _XLSX, _("Price schedule"), sheet.getvalue())
        pages = artisan_pdf(dated, pdf, [attached])
        return Rendering(pdf.getvalue(), pages, {".xlsx": sheet.getvalue()})

    lot = f"lot-{lot_number(dossier.lot):02d}-{plain_name(lot_name(dossier.lot))}"
    return Draft(
        title=f"{lot_title(dossier)}, {dossier.group}",
        stem=f"{lot}_{plain_name(dossier.group) or 'groupe'}",
        content=dossier,
        render=render,
        group_id=plan.group_id,
        lot=dossier.lot,
        parameters_on=dossier.edition.parameters_on,
    )


def _home(source: HomePlans, dwelling_id: int) -> Draft:
    dossier = source.dossier(dwelling_id, 0, UNDATED)

    def render(version: int, made_on: datetime.date, name: str) -> Rendering:
        pdf = BytesIO()
        edition = replace(dossier.edition, version=version, made_on=made_on)
        pages = household_pdf(replace(dossier, edition=edition), pdf)
        return Rendering(pdf.getvalue(), pages)

    where = dossier.address or _("Home {number}").format(number=dwelling_id)
    return Draft(
        title=_("My home, {address}").format(address=where),
        stem=f"{plain_name(_('My home'))}_{plain_name(where)}_{dwelling_id}",
        content=dossier,
        render=render,
        dwelling_id=dwelling_id,
        parameters_on=dossier.edition.parameters_on,
    )


def _landlord(source: LandlordPlans, owner_id: int) -> Draft:
    dossier = source.dossier(owner_id, 0, UNDATED)

    def render(version: int, made_on: datetime.date, name: str) -> Rendering:
        pdf = BytesIO()
        edition = replace(dossier.edition, version=version, made_on=made_on)
        pages = landlord_pdf(replace(dossier, edition=edition), pdf)
        return Rendering(pdf.getvalue(), pages)

    return Draft(
        title=_("Homes of {landlord} among the groups").format(landlord=dossier.landlord),
        stem=f"{plain_name(_('Social landlord'))}_{plain_name(dossier.landlord)}_{owner_id}",
        content=dossier,
        render=render,
        about=f"owner {owner_id}",
    )
