"""The small town with works chosen in one street, a group of six neighbours, two firms and a calendar."""

import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

from rehab_app.domain.works import Takeoff, takeoff_to_json
from rehab_app.storage.project import Project
from rehab_app.storage.writer import Writer
from tests.ui.small_town import build

MEMBERS = 6
CHOOSING = 9
FIRST_DAY = datetime.date(2027, 3, 1)  # a Monday
_WORKS = (
    ("scaffold", "site", 90.0, "m²", 900.0, 1200.0, 1500.0),
    ("loft_mineral", "roof", 42.0, "m²", 1700.0, 2000.0, 2500.0),
    ("windows_pvc", "joinery", 9.0, "u", 5400.0, 6600.0, 8100.0),
)
_DAYS = {"site": (0, 0), "roof": (1, 1), "joinery": (2, 3)}


def build_working(path: Path, odd_works: bool = True) -> Path:
    """Write the project and close it; its path again. Firm 1 has one crew for site and roof, firm 2 one for windows.

    Args:
        path: of the project.
        odd_works: leave the small town's home whose works are in no catalogue.
    """
    build(path)
    with Project.open(path) as project:
        if not odd_works:
            with project.write("", "Essai") as writer:
                for table in ("works", "scenario"):
                    rows = writer.rows(table)
                    writer.delete("estimate", [row["id"] for row in writer.rows("estimate") if row["scenario_id"]])
                    writer.delete(table, [row["id"] for row in rows])
        homes = project.rows("dwelling")[1 : CHOOSING + 1]
        private = [home for home in homes if home["tenure"] != "social"]
        with project.write("", "Essai") as writer:
            _walls(writer)
            scenarios = {home["id"]: _scenario(writer, home["id"]) for home in private}
            (group,) = writer.insert("owner_group", [_group()])
            members = private[:MEMBERS]
            writer.insert(
                "member",
                [
                    {
                        "group_id": group,
                        "dwelling_id": home["id"],
                        "scenario_id": scenarios[home["id"]],
                        "stage": home["stage"],
                    }
                    for home in members
                ],
            )
            firms = writer.insert(
                "firm", [_firm("Toits Essai", ["site", "roof"]), _firm("Fenêtres Essai", ["joinery"])]
            )
            for at, home in enumerate(members):
                _calendar(writer, group, home["id"], firms, at)
    return path


def _walls(writer: Writer) -> None:
    buildings = [row["id"] for row in writer.rows("building")][:12]
    writer.insert(
        "facade",
        [
            {"building_id": one, "neighbour_id": other, "side": "party", "length_m": 8.0, "position": 1}
            for one, other in pairwise(buildings)
        ],
    )


def _scenario(writer: Writer, home: int) -> int:
    (scenario,) = writer.insert("scenario", [{"dwelling_id": home, "bundle": "full", "chosen": 1}])
    writer.insert(
        "works",
        [
            {
                "scenario_id": scenario,
                "work": work,
                "lot": lot,
                "quantity": quantity,
                "unit": unit,
                "cost_low_eur_ht": low,
                "cost_typical_eur_ht": typical,
                "cost_high_eur_ht": high,
                "takeoff": takeoff_to_json(Takeoff(work, quantity, unit, (), (), ())),
            }
            for work, lot, quantity, unit, low, typical, high in _WORKS
        ],
    )
    return scenario


def _group() -> dict[str, Any]:
    return {
        "name": "Rue de l’Essai 3–15",
        "street_id": 1,
        "stage": "sensed",
        "bundle": "full",
        "lead_lot": "joinery",
        "reasons": [{"reason": "poor_labels", "values": {"homes": 4}}],
    }


def _firm(name: str, lots: list[str]) -> dict[str, Any]:
    return {
        "name": f"{name} (fictif)",
        "siret": "00000000000017",
        "lots": lots,
        "crews": 1,
        "qualifications": [{"domain": "Isolation des combles perdus", "from": "2024-03-01", "until": "2027-01-31"}],
        "fictional": 1,
    }


def _calendar(writer: Writer, group: int, home: int, firms: list[int], at: int) -> None:
    start = FIRST_DAY + datetime.timedelta(days=7 * at)
    writer.insert(
        "calendar_entry",
        [
            {
                "group_id": group,
                "dwelling_id": home,
                "firm_id": firms[lot == "joinery"],
                "lot": lot,
                "task": lot,
                "starts_on": start + datetime.timedelta(days=first),
                "ends_on": start + datetime.timedelta(days=last),
                "work_days": last - first + 1,
                "promised": 0,
                "begun": 0,
            }
            for lot, (first, last) in _DAYS.items()
        ],
    )
