"""Drafts of dossiers from a project: the data of one audience read once, then a draft for each order."""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from rehab_app.core.i18n import _
from rehab_app.domain.dossier import ArtisanDossier, lot_number
from rehab_app.domain.household_dossier import HouseholdDossier
from rehab_app.domain.landlord_dossier import LandlordDossier
from rehab_app.domain.town_dossier import TownDossier
from rehab_app.reports.artisan import artisan_pdf
from rehab_app.reports.document import Attachment
from rehab_app.reports.household import household_pdf
from rehab_app.reports.landlord import landlord_pdf
from rehab_app.reports.price_sheet import price_sheet
from rehab_app.reports.town import town_pdf
from rehab_app.reports.wording import lot_name, lot_title
from rehab_app.services.home_plans import HomePlans
from rehab_app.services.landlord_plans import LandlordPlans
from rehab_app.services.press import UNDATED, Draft, Order, Rendering, plain_name
from rehab_app.services.town_report import town_dossier
from rehab_app.services.work_plans import WorkPlans
from rehab_app.storage.project import Project

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def maker(
    project: Project,
    audience: str,
    today: datetime.date,
    dwelling_ids: Sequence[int] = (),
) -> Callable[[Order], Draft]:
    """What makes the drafts of an audience.

    Args:
        project: read once, here.
        audience: code of `codes.AUDIENCES`.
        today: date of the rules and prices of what is reckoned.
        dwelling_ids: homes that will be asked for, in that order.
    """
    if audience == "artisan":
        plans = WorkPlans(project)
        return lambda order: _work_plan(plans.dossier(order.group_id, order.lot, 0, UNDATED), order.group_id)
    if audience == "household":
        homes = HomePlans(project, today, dwelling_ids)
        return lambda order: _home(homes.dossier(order.dwelling_id, 0, UNDATED), order.dwelling_id)
    if audience == "landlord":
        landlords = LandlordPlans(project)
        return lambda order: _landlord(landlords.dossier(order.owner_id, 0, UNDATED), order.owner_id)
    return lambda _order: _town(town_dossier(project, today, 0, UNDATED))


def _work_plan(dossier: ArtisanDossier, group_id: int) -> Draft:
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
        group_id=group_id,
        lot=dossier.lot,
        parameters_on=lambda _made_on: dossier.edition.parameters_on,
    )


def _home(dossier: HouseholdDossier, dwelling_id: int) -> Draft:
    def render(version: int, made_on: datetime.date, name: str) -> Rendering:
        pdf = BytesIO()
        pages = household_pdf(dossier.dated(version, made_on), pdf)
        return Rendering(pdf.getvalue(), pages)

    where = dossier.address or _("Home {number}").format(number=dwelling_id)
    return Draft(
        title=_("My home, {address}").format(address=where),
        stem=f"{plain_name(_('My home'))}_{plain_name(where)}_{dwelling_id}",
        content=dossier,
        render=render,
        dwelling_id=dwelling_id,
        parameters_on=lambda made_on: made_on if dossier.reckoned else dossier.edition.parameters_on,
    )


def _landlord(dossier: LandlordDossier, owner_id: int) -> Draft:
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
        owner_id=owner_id,
        parameters_on=lambda _made_on: dossier.edition.parameters_on,
    )


def _town(dossier: TownDossier) -> Draft:
    def render(version: int, made_on: datetime.date, name: str) -> Rendering:
        pdf = BytesIO()
        edition = replace(dossier.edition, version=version, made_on=made_on)
        pages = town_pdf(replace(dossier, edition=edition), pdf)
        return Rendering(pdf.getvalue(), pages)

    return Draft(
        title=_("Report of the neighbourhood {name}").format(name=dossier.edition.operation),
        stem=f"{plain_name(_('Report of the neighbourhood'))}_{plain_name(dossier.edition.operation) or 'quartier'}",
        content=dossier,
        render=render,
        parameters_on=lambda made_on: made_on,
    )
