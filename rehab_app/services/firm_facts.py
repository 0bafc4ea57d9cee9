"""What is known of each firm: trades, crews, certificates, how far it is, what it asked for each work."""

import datetime
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from rehab_app.services.site_terms import crew_of, plain_domain
from rehab_app.storage.reading import Reader

_EARTH_KM = 6_371.0


@dataclass(frozen=True, slots=True)
class FirmFacts:
    """A firm.

    Attributes:
        firm_id, name: the record.
        lots: trades it has; of its RGE domains where none were entered.
        crews: how many work side by side; 0 unknown, and then nothing is planned for it.
        certificates: last day of each RGE domain, where known.
        domains: its RGE domains, those without a known last day too.
        distance_km: from the middle of the neighbourhood as the crow flies; NaN where either place is not known.
        price_eur_ht: for each work the middle of the unit prices it quoted, before tax.
    """

    firm_id: int
    name: str
    lots: tuple[str, ...]
    crews: int
    certificates: Mapping[str, datetime.date]
    distance_km: float
    price_eur_ht: Mapping[str, float]
    domains: tuple[str, ...] = ()


def firm_facts(project: Reader) -> list[FirmFacts]:
    """All firms, nearest first; those of unknown place at the end."""
    middle = _middle(row["footprint"] for row in project.rows("building"))
    prices: dict[int, dict[str, list[float]]] = {}
    for quote in project.rows("quote"):
        if quote["firm_id"] and quote["unit_price_eur_ht"] is not None:
            works = prices.setdefault(quote["firm_id"], {})
            works.setdefault(quote["work"], []).append(quote["unit_price_eur_ht"])
    found = []
    for firm in project.rows("firm"):
        crew = crew_of(firm)
        found.append(
            FirmFacts(
                firm_id=firm["id"],
                name=firm["name"],
                lots=crew.lots,
                crews=crew.crews,
                certificates={
                    plain_domain(str(one["domain"])): datetime.date.fromisoformat(one["until"])
                    for one in firm["qualifications"] or ()
                    if one.get("until")
                },
                distance_km=_distance_km(middle, (firm["longitude_deg"], firm["latitude_deg"])),
                price_eur_ht={work: median(some) for work, some in prices.get(firm["id"], {}).items()},
                domains=tuple(plain_domain(str(one.get("domain") or "")) for one in firm["qualifications"] or ()),
            )
        )
    return sorted(found, key=lambda one: (math.isnan(one.distance_km), one.distance_km, one.name))


def _middle(footprints: Iterable[Any]) -> tuple[float | None, float | None]:
    """Mean of the corners of all footprints (GeoJSON, WGS 84): longitude, latitude; None where there is none."""
    corners = [corner for shape in footprints if shape for corner in _corners(shape["coordinates"])]
    if not corners:
        return None, None
    return sum(x for x, _y in corners) / len(corners), sum(y for _x, y in corners) / len(corners)


def _corners(nested: Sequence[Any]) -> list[tuple[float, float]]:
    if nested and isinstance(nested[0], int | float):
        return [(float(nested[0]), float(nested[1]))]
    return [corner for part in nested for corner in _corners(part)]


def _distance_km(one: tuple[float | None, float | None], other: tuple[float | None, float | None]) -> float:
    """Great circle by the haversine formula."""
    known = [math.radians(value) for value in (*one, *other) if value is not None]
    if len(known) < 4:
        return math.nan
    east, north, other_east, other_north = known
    half = (
        math.sin((other_north - north) / 2) ** 2
        + math.cos(north) * math.cos(other_north) * math.sin((other_east - east) / 2) ** 2
    )
    return 2 * _EARTH_KM * math.asin(math.sqrt(half))
