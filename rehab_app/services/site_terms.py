"""What a project knows of the time of firms, households and landlords, as terms of a calendar.

- `firm.absences`: list of `{"from", "until", "crews"}` (ISO dates, both included; crews away, 0 or none for all);
- `member.availability`: list of `{"kind": "absent" | "only", "from", "until"}`: days closed, or the only days open;
- `owner_group.agreements`: agreed entries of kind "landlord_window" with `"from"`, `"until"`: days on which a social
  landlord works next door, to which scaffold, roof and façade of the group are held;
- `quote.signed_on`: an insulation begins when seven clear days have passed since (standard forms BAR-EN-101, 102, 103
  and 106 of the energy certificates, arrêté du 22 décembre 2014).
"""

import datetime
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from rehab_app.core.errors import RehabError
from rehab_app.core.format import day
from rehab_app.core.i18n import _
from rehab_app.domain.calendar import TERMS, Clash, Term
from rehab_app.planning.rows import House, attached, party_walls, rows
from rehab_app.planning.site import Crew
from rehab_app.services.group_agreements import is_agreed, kind_of
from rehab_app.storage.reading import Reader
from rehab_app.works.catalogue import entries, entry

LANDLORD_WINDOW = "landlord_window"
CLEAR_DAYS = 7
_OUTSIDE = ("site", "roof", "facade", "scaffold_down")
_AVAILABILITY = {"absent": "home_absent", "only": "home_window"}
Row = dict[str, Any]


def plain_domain(name: str) -> str:
    """An RGE domain with single spaces: the directory and the tables that copy it differ in these."""
    return " ".join(name.split())


def lots_of_domains(domains: Iterable[str]) -> tuple[str, ...]:
    """Trades with a work for which the aids ask for one of these RGE domains."""
    wanted = {plain_domain(domain) for domain in domains} - {""}
    return tuple(
        sorted({known.work.lot for known in entries().values() if plain_domain(known.work.rge_domain) in wanted})
    )


def crew_of(firm: Mapping[str, Any]) -> Crew:
    """What a firm can do; without trades of its own, those of its RGE domains. Without crews it does nothing."""
    lots = tuple(firm["lots"] or ())
    if not lots:
        lots = lots_of_domains(str(one.get("domain") or "") for one in firm["qualifications"] or ())
    return Crew(firm["id"], lots, int(firm["crews"] or 0))


def terms_of(project: Reader, groups: Collection[int], start: datetime.date) -> list[Term]:
    """All terms that concern these groups.

    Raises:
        RehabError: a date in the project cannot be read.
    """
    homes = {row["dwelling_id"] for row in project.rows("member") if row["group_id"] in groups}
    return [
        *_firms(project),
        *_members(project, groups),
        *_landlords(project, groups),
        *_quotes(project, groups, homes, start),
    ]


def terraces(project: Reader, homes: Collection[int]) -> list[list[int]]:
    """These homes in runs of buildings joined by party walls, in the order of the street."""
    inside: dict[int, list[int]] = {}
    for row in project.rows("dwelling", id=sorted(homes)):
        if row["building_id"]:
            inside.setdefault(row["building_id"], []).append(row["id"])
    street = project.columns("building", ("street_id", "house_number"))
    names = (street[name].tolist() for name in ("id", "street_id", "house_number"))
    houses = [House(building, road, number) for building, road, number in zip(*names, strict=True)]
    sides = project.columns("facade", ("building_id", "neighbour_id"), side="party")
    walls = party_walls(zip(sides["building_id"].tolist(), sides["neighbour_id"].tolist(), strict=True))
    found: list[list[int]] = []
    for side in rows([house for house in houses if house.building_id in inside], walls):
        run = list(inside[side.buildings[0]])
        for one, following in pairwise(side.buildings):
            if not attached((one, following), walls):
                found.append(run)
                run = []
            run += inside[following]
        found.append(run)
    return found


def waits_for_quote(lot: str) -> bool:
    """Whether works of this lot must wait for seven clear days after the acceptance of their quote."""
    return any(known.work.lot == lot and "clear_days" in known.work.conditions for known in entries().values())


def accept_by(lot: str, starts_on: datetime.date) -> datetime.date | None:
    """Last day on which a quote can be accepted for works that start on a day; None when nothing must be waited for."""
    return starts_on - datetime.timedelta(days=CLEAR_DAYS + 1) if waits_for_quote(lot) else None


def term_text(term: Term, homes: Mapping[int, str], firms: Mapping[int, str], groups: Mapping[int, str]) -> str:
    """A term as a phrase that names whom it concerns."""
    home = homes.get(term.dwelling_id) or groups.get(term.group_id, "")
    text = _(TERMS[term.kind])
    return text.format(home=home, firm=firms.get(term.firm_id, ""), first=day(term.first), last=day(term.last))


class NoFit(RehabError):
    """No calendar fits: `terms` cannot be kept together, giving up any one of `freed_by` frees it; both as phrases."""

    def __init__(self, problem: str, remedy: str, terms: Sequence[str] = (), freed_by: Sequence[str] = ()) -> None:
        super().__init__(problem, remedy=remedy)
        self.terms, self.freed_by = tuple(terms), tuple(freed_by)


def no_calendar(clash: Clash, texts: Sequence[str], freed: Sequence[str]) -> RehabError:
    """What clashes, and what would free it; `texts` and `freed` are the terms of the clash as phrases."""
    if not clash.terms:
        return NoFit(_("No calendar fits."), _("Begin earlier or later, or add a crew to the trades that are short."))
    if freed:
        remedy = _("Any one of these changes frees it: {terms}.").format(terms="; ".join(freed))
    elif clash.unsure:
        remedy = _("Which of these changes would free it was not found out in the time given.")
    else:
        remedy = _("No single change frees it: several of these must give way.")
    told = _("No calendar fits: these cannot be kept together: {terms}.").format(terms="; ".join(texts))
    return NoFit(told, remedy, texts, freed)


def _firms(project: Reader) -> Iterator[Term]:
    for firm in project.rows("firm"):
        for absence in firm["absences"] or ():
            first, last = _dates(absence, firm["name"])
            yield Term("firm_absent", first, last, firm_id=firm["id"], crews=int(absence.get("crews") or 0))


def _members(project: Reader, groups: Collection[int]) -> Iterator[Term]:
    for member in project.rows("member"):
        if member["group_id"] not in groups:
            continue
        for known in member["availability"] or ():
            if known.get("kind") not in _AVAILABILITY:
                raise RehabError(_("The days of a household cannot be read."), str(known.get("kind")))
            first, last = _dates(known, "")
            yield Term(_AVAILABILITY[known["kind"]], first, last, dwelling_id=member["dwelling_id"])


def _landlords(project: Reader, groups: Collection[int]) -> Iterator[Term]:
    for group in project.rows("owner_group"):
        for agreement in (group["agreements"] or ()) if group["id"] in groups else ():
            if not isinstance(agreement, str) and kind_of(agreement) == LANDLORD_WINDOW and is_agreed(agreement):
                first, last = _dates(agreement, group["name"])
                yield Term(LANDLORD_WINDOW, first, last, group_id=group["id"], lots=_OUTSIDE)


def _quotes(project: Reader, groups: Collection[int], homes: Collection[int], start: datetime.date) -> Iterator[Term]:
    """No insulation before the seven days that follow the acceptance of its quote are over."""
    for quote in project.rows("quote"):
        signed, group, home = quote["signed_on"], quote["group_id"] or -1, quote["dwelling_id"] or -1
        if signed is None or quote["work"] not in entries() or not (group in groups or home in homes):
            continue
        work = entry(quote["work"]).work
        last = signed + datetime.timedelta(days=CLEAR_DAYS)
        if "clear_days" in work.conditions and last >= start:
            first = min(signed, start)
            yield Term("clear_days", first, last, dwelling_id=home, group_id=group, lots=(work.lot,))


def _dates(known: Mapping[str, Any], where: str) -> tuple[datetime.date, datetime.date]:
    try:
        first, last = (datetime.date.fromisoformat(str(known[name])) for name in ("from", "until"))
    except (KeyError, ValueError) as error:
        raise RehabError(
            _("The first and last day of an absence or window cannot be read."), where, _("Enter both dates again.")
        ) from error
    return first, last
