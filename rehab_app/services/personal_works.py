"""Use case: a member of a group chooses works of its own, beside those of the common bundle or instead of them."""

import datetime
from collections.abc import Sequence

import numpy as np

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.domain.change import Change
from rehab_app.domain.town import town_rules
from rehab_app.services.composing import keep_scenarios, surroundings, with_town
from rehab_app.services.group_lines import work_name
from rehab_app.services.pricing import home_quotes, project_prices
from rehab_app.storage.project import Project
from rehab_app.storage.writer import Writer
from rehab_app.works.catalogue import Bundle, bundle, bundles, variants_chosen_twice
from rehab_app.works.renovate import Renovation, renovate


def choose_works(project: Project, who: str, member_id: int, works: Sequence[str], on: datetime.date) -> Change:
    """Give a member exactly these works: taken off, priced and estimated anew, kept as its chosen scenario.

    The works of the common bundle alone become that bundle again. Who does a work stays as it was.

    Args:
        project: the project.
        who: the person who acts.
        member_id: record of the member.
        works: codes of the catalogue.
        on: day of the prices and of the parameters.

    Raises:
        RehabError: the member has gone, nothing is chosen, two works are variants of each other, or a work finds
            nothing to do in this home.
    """
    found = project.rows("member", id=member_id)
    if not found:
        raise RehabError(_("This home is not in the group any more."), remedy=_("Refresh the list and choose again."))
    (member,) = found
    (home,) = project.rows("dwelling", id=member["dwelling_id"])
    (group,) = project.rows("owner_group", id=member["group_id"])
    address = home["address"] or _("Home {id}").format(id=home["id"])
    package = _package(project, works, group["bundle"], home["id"], address)
    ids = np.array([home["id"]], dtype=np.int64)
    town = town_rules(project.neighbourhood()["rules"])
    prices = project_prices(project, town, on)
    stock, _ids = project.stock(ids)
    quoted = home_quotes(project, ids, on).unit_prices_eur_ht
    selection = {work: np.ones(1, dtype=bool) for work in package.works}
    around = with_town(surroundings(project, ids), town)
    renovation = renovate(stock, around, selection, on, prices, quoted)
    _check(renovation, package, project, member)
    builders = {row["work"]: row["done_by"] for row in project.rows("works", scenario_id=member["scenario_id"] or -1)}
    label = _("Works of {address} in the group {group}").format(address=address, group=group["name"])
    with project.write(who, label) as writer:
        keep_scenarios(writer, ids, renovation, package, prices, on, True)
        (chosen,) = writer.rows("scenario", dwelling_id=home["id"], chosen=1)
        _keep_builders(writer, chosen["id"], builders)
        if chosen["id"] != member["scenario_id"]:
            writer.update("member", member_id, member["version"], {"scenario_id": chosen["id"]})
    return writer.change


def _package(project: Project, works: Sequence[str], common: str, home_id: int, address: str) -> Bundle:
    """The bundle of the group when these are its works in this home, else one of the home's own."""
    if not works:
        remedy = _("Keep one work, or take it out of the group.")
        raise RehabError(_("Nothing is chosen for this home."), address, remedy)
    twice = variants_chosen_twice(works)
    if twice:
        raise RehabError(_("Two works of this choice are variants of each other."), address, _("Keep one of them."))
    if common in bundles():
        reference = project.rows("scenario", dwelling_id=home_id, bundle=common)
        there = [row["work"] for one in reference for row in project.rows("works", scenario_id=one["id"])]
        if set(works) in (set(there), set(bundle(common).works)):
            return bundle(common)
    name = _("Own works in a group")
    return Bundle(f"own {common}".strip(), name, tuple(works))


def _check(renovation: Renovation, package: Bundle, project: Project, member: dict[str, int]) -> None:
    """What is newly asked for must find something to do; what was there and finds nothing is simply not kept."""
    before = {row["work"] for row in project.rows("works", scenario_id=member["scenario_id"] or -1)}
    if package.code in bundles():
        return
    for work in package.works:
        if work not in renovation.takeoffs[0] and work not in before:
            raise RehabError(
                _("This work finds nothing to do in this home: {work}.").format(work=work_name(work)),
                remedy=_("Look at the parts of the home on the page Logement."),
            )


def _keep_builders(writer: Writer, scenario_id: int, builders: dict[str, str]) -> None:
    for row in writer.rows("works", scenario_id=scenario_id):
        if builders.get(row["work"]):
            writer.update("works", row["id"], row["version"], {"done_by": builders[row["work"]]})
