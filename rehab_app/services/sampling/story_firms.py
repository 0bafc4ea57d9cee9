"""The firms of the story: where they are, two consulted beside the first four, and whom to call at the town hall."""

import datetime
from collections.abc import Mapping
from typing import Any

from rehab_app.services.catalogue_view import Certificate
from rehab_app.services.firm_editing import keep_firm
from rehab_app.services.sampling.geography import longitude_latitude
from rehab_app.services.sampling.story_plot import Row, texts
from rehab_app.storage.project import Project

_YEAR_DAYS = 365


def place_firms(project: Project, who: str, today: datetime.date) -> None:
    """Give the imported firms a place, a telephone and the weeks they are closed; add those that were consulted."""
    for row in project.rows("firm"):
        known = texts()["firms"].get(row["siret"])
        if known:
            held = (row["id"], row["version"])
            keep_firm(project, who, held, _typed(row, known), row["lots"], _certificates(row), _away(known, today))
    for firm in texts()["consulted"]:
        ends = firm.get("ends_in_days")
        held_until = [Certificate(firm["domain"], _ago(today, _YEAR_DAYS), _ago(today, -ends))] if ends else []
        keep_firm(project, who, None, _typed(firm, firm), firm["lots"], held_until)


def call_town(project: Project, who: str) -> None:
    """Whom to call at the town hall."""
    row = project.neighbourhood()
    # No screen enters them yet, so there is no use case to call.
    with project.write(who, "") as writer:
        writer.update("neighbourhood", row["id"], row["version"], {"contacts": texts()["town"]})


def level_of(firm: Row) -> float:
    """What a firm asks, as a share of the usual price."""
    by_siret = {one["siret"]: one for one in texts()["consulted"]} | dict(texts()["firms"])
    return float(by_siret.get(firm["siret"], {}).get("level", 1.0))


def _typed(firm: Row, known: Row) -> dict[str, str]:
    longitude, latitude = longitude_latitude((known["east_m"], known["north_m"]))
    return {
        "name": firm["name"],
        "siret": firm["siret"],
        "crews": str(int(float(firm["crews"]))),
        "address": firm["address"],
        "phone": known["phone"],
        "email": known["email"],
        "latitude_deg": str(latitude),
        "longitude_deg": str(longitude),
    }


def _certificates(firm: Row) -> list[Certificate]:
    first_last = ((one["domain"], one["from"], one["until"]) for one in firm["qualifications"])
    return [Certificate(name, *map(datetime.date.fromisoformat, days)) for name, *days in first_last]


def _away(known: Mapping[str, Any], today: datetime.date) -> list[dict[str, Any]]:
    """Closed in the next summer, where the file says so."""
    if "away_from" not in known:
        return []
    first = datetime.date.fromisoformat(f"{today.year}-{known['away_from']}")
    year = today.year + (first <= today)
    return [{"from": f"{year}-{known['away_from']}", "until": f"{year}-{known['away_until']}", "crews": 0}]


def _ago(today: datetime.date, days: int) -> datetime.date:
    return today - datetime.timedelta(days=days)
