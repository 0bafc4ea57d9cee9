"""Why these homes: the reasons of a proposed group, what each home gains, and what would change without it."""

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from rehab_app.domain.groups import Gain, Reason
from rehab_app.domain.works import takeoff_from_json
from rehab_app.planning.group_worth import Candidate, Run
from rehab_app.planning.sharing import Saved, saved_together
from rehab_app.services.group_candidates import Records
from rehab_app.services.open_months import first_and_last
from rehab_app.works.catalogue import bundles

_GREAT = 0.1  # of what all firms of a trade can do in a year: worth telling


def reasons(records: Records, run: Run, gains: Sequence[Gain]) -> list[Reason]:
    """Why these homes, in the order in which a person would tell."""
    bundle = bundles().get(run.homes[0].bundle)
    numbers = [number(records, home) for home in (run.homes[0], run.homes[-1])]
    street = records.streets.get(run.street_id, "")
    found = [
        Reason("neighbours", {"homes": len(run.homes), "street": street, "first": numbers[0], "last": numbers[1]}),
        Reason("same_works", {"works": bundle.label if bundle else run.homes[0].bundle}),
    ]
    if run.walls:
        found.append(Reason("party_walls", {"pairs": run.walls}))
    if run.saving_high_eur_ht > 0:
        found.append(Reason("saving", {"saving": [run.saving_low_eur_ht, run.saving_high_eur_ht]}))
    avoided = {"mwh": sum(home.mwh for home in run.homes), "co2_t": sum(home.co2_t for home in run.homes)}
    if avoided["mwh"] > 0:
        found.append(Reason("avoided", avoided))
    return [*found, *_counts(records, run), *_dates(records, run), *_work(records, run), *_without(run, gains, records)]


def _counts(records: Records, run: Run) -> list[Reason]:
    members = {home.building_id for home in run.homes}
    between = [home for home in records.homes.values() if home["building_id"] in set(run.buildings) - members]
    social = sum(records.is_social(home) for home in between)
    counts = {
        "poor_labels": sum(home.poor for home in run.homes),
        "protected_front": sum(_protected(records.works_of(home.dwelling_id)) for home in run.homes),
        "one_file": run.one_file and sum(bool(home.heritage) for home in run.homes),
        "social_between": social,
        "missing_between": len(between) - social,
    }
    found = [Reason(reason, {"homes": count}) for reason, count in counts.items() if count]
    return [*found, Reason("mixed_aids")] if run.rights else found


def _dates(records: Records, run: Run) -> list[Reason]:
    found = []
    if (months := first_and_last(run.months, records.first)) is not None:
        found.append(Reason("dates", {"months": [month.isoformat() for month in months]}))
    if run.landlords:
        windows = [window for building in run.landlords for window in records.windows[building]]
        span = [min(str(one["from"]) for one in windows), max(str(one["until"]) for one in windows)]
        found.append(Reason("landlord_dates", {"days": span}))
    return found


def _work(records: Records, run: Run) -> list[Reason]:
    """The trade that the group keeps busy longest, of what its firms can do in a year."""
    capacity = records.around().capacity_days
    shares = {lot: days / capacity[lot] for lot, days in run.days.items() if capacity.get(lot)}
    if not shares:
        return []
    lot = max(sorted(shares), key=shares.__getitem__)
    busy = {"lot": lot, "days": math.ceil(run.days[lot]), "share": shares[lot]}
    return [Reason("firms_busy", busy)] if shares[lot] >= _GREAT else []


def _without(run: Run, gains: Sequence[Gain], records: Records) -> list[Reason]:
    """What would change without one of them, in short."""
    if len(run.homes) == records.rates.least:
        return [Reason("none_spare", {"least": records.rates.least})]
    told = [gain for gain in gains if not gain.parts]
    most = max(told, key=lambda gain: gain.others_lose_eur_ht, default=None)
    parting = [gain.number for gain in gains if gain.parts]
    found = [Reason("parted_without", {"numbers": parting})] if parting else []
    if most is not None and most.others_lose_eur_ht >= 1:
        found.append(Reason("without_one", {"number": most.number, "lost": most.others_lose_eur_ht}))
    return found


def gains_of(records: Records, run: Run) -> tuple[Gain, ...]:
    """What each home gains in the group, and what the others lose without it."""
    with_all = _shares(records, run.homes)
    found = []
    for home in run.homes:
        others = [one for one in run.homes if one is not home]
        fewer = _shares(records, others)
        lost = sum(_saved(one, with_all) - _saved(one, fewer) for one in others)
        found.append(
            Gain(
                dwelling_id=home.dwelling_id,
                number=number(records, home),
                saving_low_eur_ht=home.scaffold_eur_ht * with_all[0].low + home.others_eur_ht * with_all[1].low,
                saving_high_eur_ht=home.scaffold_eur_ht * with_all[0].high + home.others_eur_ht * with_all[1].high,
                others_lose_eur_ht=lost,
                too_few=len(others) < records.rates.least,
                parts=_parted(records, run, others),
            )
        )
    return tuple(found)


def number(records: Records, home: Candidate) -> str:
    """House number, or the address where there is none."""
    return str(records.buildings[home.building_id]["house_number"] or records.homes[home.dwelling_id]["address"])


def _shares(records: Records, homes: Sequence[Candidate]) -> tuple[Saved, Saved]:
    own = list(dict.fromkeys(home.building_id for home in homes))
    saved = saved_together(own, len(homes), records.walls, records.rates)
    return saved.scaffold, saved.others


def _saved(home: Candidate, shares: tuple[Saved, Saved]) -> float:
    """The middle of what a home saves."""
    scaffold, others = ((share.low + share.high) / 2 for share in shares)
    return home.scaffold_eur_ht * scaffold + home.others_eur_ht * others


def _parted(records: Records, run: Run, others: Sequence[Candidate]) -> bool:
    """Whether too many houses would stand between two of them."""
    places = [run.buildings.index(home.building_id) for home in others]
    return any(after - before > records.rates.widest_gap + 1 for before, after in pairwise(places))


def _protected(works: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a heritage rule turned a street front to insulation from inside."""
    lines = [line for row in works if row["takeoff"] for line in takeoff_from_json(row["takeoff"]).treated]
    return any(line.table == "wall" and line.side == "street" and line.heritage not in ("", "none") for line in lines)
