"""Streets and buildings: found by name, by address or by a point in a footprint; added when they are new."""

import math
import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np

from rehab_app.exchange.addresses import house_number_key, street_key
from rehab_app.exchange.geometry import FootprintIndex, shapes_in_metres
from rehab_app.services.intake.drafts import DwellingDraft
from rehab_app.storage.writer import Writer


class Places:
    """Streets and buildings of the project while an import runs. Additions are written in batches."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        neighbourhood = writer.neighbourhood()
        self._neighbourhood_id: int = neighbourhood["id"]
        self._commune: str = neighbourhood["commune_insee"]
        streets = writer.columns("street", ("name",))
        self._streets = {street_key(name): int(i) for i, name in zip(streets["id"], streets["name"], strict=True)}
        buildings = writer.columns("building", ("street_id", "house_number", "footprint"))
        self._buildings = {
            (int(street), house_number_key(number)): int(i)
            for i, street, number in zip(
                buildings["id"], buildings["street_id"], buildings["house_number"], strict=True
            )
            if street >= 0 and number
        }
        self._nameless = {
            int(i): int(version)
            for i, version, street in zip(buildings["id"], buildings["version"], buildings["street_id"], strict=True)
            if street < 0
        }
        self._named: dict[int, list[DwellingDraft]] = defaultdict(list)
        known = [n for n, shape in enumerate(buildings["footprint"]) if shape]
        self._with_footprint = buildings["id"][known]
        self._index = FootprintIndex(shapes_in_metres([buildings["footprint"][n] for n in known]))

    def streets(self, names: Sequence[str]) -> list[int]:
        """Ids of the streets of these names, -1 for no name; those that are new are added, once each."""
        keys = [street_key(name) for name in names]
        new: dict[str, str] = {}
        for key, name in zip(keys, names, strict=True):
            if key and key not in self._streets:
                new.setdefault(key, " ".join(name.split()))
        records = [{"neighbourhood_id": self._neighbourhood_id, "name": name} for name in new.values()]
        self._streets.update(zip(new, self._writer.insert("street", records), strict=True))
        return [self._streets[key] if key else -1 for key in keys]

    def buildings(self, drafts: Sequence[DwellingDraft]) -> list[int]:
        """Id of the building of each dwelling, -1 when nothing tells it.

        A building with the same address first, then the one footprint that holds the dwelling's point, then a new
        building for a full address of the town. Addresses of other towns get no street.
        """
        local = [draft.street if self._in_town(draft) else "" for draft in drafts]
        streets = self.streets([name if draft.house_number else "" for name, draft in zip(local, drafts, strict=True)])
        keys = [(street, house_number_key(draft.house_number)) for street, draft in zip(streets, drafts, strict=True)]
        found = [self._buildings.get(key, -1) if key[0] >= 0 else -1 for key in keys]
        self._by_point(drafts, found)
        new = {key: draft for key, draft, at in zip(keys, drafts, found, strict=True) if at < 0 and key[0] >= 0}
        records = [
            {"street_id": key[0], "house_number": draft.house_number, "heritage": "none", "subsidence": "none"}
            for key, draft in new.items()
        ]
        self._buildings.update(zip(new, self._writer.insert("building", records), strict=True))
        return [at if at >= 0 else self._buildings.get(key, -1) for key, at in zip(keys, found, strict=True)]

    def name_buildings(self) -> set[int]:
        """Give buildings that had no street the one of the dwellings found in them by their point, where all agree on
        it. Ids of these buildings."""
        agreed = {
            building: drafts
            for building, drafts in self._named.items()
            if len({street_key(draft.street) for draft in drafts}) == 1
        }
        if not agreed:
            return set()
        streets = self.streets([drafts[0].street for drafts in agreed.values()])
        numbers = [
            "-".join(dict.fromkeys(draft.house_number for draft in sorted(drafts, key=_by_number)))
            for drafts in agreed.values()
        ]
        versions = [self._nameless[building] for building in agreed]
        columns: dict[str, Sequence[Any]] = {"street_id": streets, "house_number": numbers}
        self._writer.update_columns("building", list(agreed), versions, columns)
        return set(agreed)

    def _in_town(self, draft: DwellingDraft) -> bool:
        commune = draft.identity.get("commune_insee") or self._commune
        return commune == self._commune

    def _by_point(self, drafts: Sequence[DwellingDraft], found: list[int]) -> None:
        asked = [n for n, draft in enumerate(drafts) if found[n] < 0 and math.isfinite(draft.x_m + draft.y_m)]
        if not asked or not len(self._with_footprint):
            return
        points = np.array([(drafts[n].x_m, drafts[n].y_m) for n in asked])
        for n, position in zip(asked, self._index.holding(points), strict=True):
            if position >= 0:
                building = found[n] = int(self._with_footprint[position])
                draft = drafts[n]
                if building in self._nameless and draft.street and draft.house_number and self._in_town(draft):
                    self._named[building].append(draft)


def _by_number(draft: DwellingDraft) -> tuple[int, str]:
    digits = re.match(r"\d+", draft.house_number)
    return int(digits[0]) if digits else 0, draft.house_number
