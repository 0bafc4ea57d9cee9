"""From a project to the report of its neighbourhood: the sums of the screens, progress, estimate against real."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rehab_app.core.i18n import _
from rehab_app.core.progress import Progress
from rehab_app.core.version import app_version
from rehab_app.domain.codes import STAGES
from rehab_app.domain.dossier import Bar, StreetName
from rehab_app.domain.edition import Edition
from rehab_app.domain.town_dossier import LABELS, MapClass, Tally, TownDossier, TownMap
from rehab_app.services import town_checks, town_figures
from rehab_app.services.browsing import read_neighbourhood
from rehab_app.services.neighbourhood import Neighbourhood, totals
from rehab_app.services.real_bills import real_uses, summed
from rehab_app.services.real_costs import cost_lines, home_gaps, work_gaps
from rehab_app.services.show_homes import agreed, show_homes, shown
from rehab_app.services.town_after import After, after_works
from rehab_app.services.town_real import real_chapter
from rehab_app.storage.project import Project

Column = NDArray[Any]


def town_dossier(
    project: Project, on: datetime.date, version: int, made_on: datetime.date, progress: Progress | None = None
) -> TownDossier:
    """The report of the neighbourhood.

    Args:
        project: read in parts.
        on: day of the rules and prices of costs with tax and aids.
        version: of the edition.
        made_on: date of the edition.
        progress: told each part.

    Raises:
        RehabError: a rule of the town cannot be read.
    """
    progress = progress or Progress()
    homes = read_neighbourhood(project, progress)
    after = after_works(project, homes)
    groups = _Groups(project, homes)
    lines, uses = cost_lines(project), real_uses(project, on, progress)
    shows = show_homes(project, homes, home_gaps(lines), uses)
    use = summed(uses, agreed(shows))
    figures = town_figures.chapters(project, homes, after, on, progress)
    rings = tuple(
        tuple((float(x), float(y)) for x, y in homes.footprints.xy_m[first:last])
        for first, last in zip(homes.footprints.starts[:-1], homes.footprints.starts[1:], strict=True)
    )
    return TownDossier(
        edition=Edition(homes.name, homes.town, homes.fictional, version, made_on, app_version()),
        rings=rings,
        street_names=tuple(StreetName(s.name, (s.x_m, s.y_m), s.angle_deg) for s in homes.streets),
        maps=_maps(homes, groups.number),
        chapters=(*figures, real_chapter(homes, lines, use, len(uses), shows)),
        stages=_stages(homes, after),
        groups=groups.tallies(after),
        streets=_streets(homes, after),
        calendar=groups.calendar(),
        agreement=town_checks.agreement(project, homes),
        asked=town_checks.asked_prices(project),
        origins=town_checks.origins(project),
        costs=work_gaps(lines),
        use=use,
        show_homes=shown(shows),
    )


def tally(homes: Neighbourhood, after: After, rows: Column, key: str, name: str) -> Tally:
    """Sums over these rows, each home to the euro and the kWh: a total is the same however the homes are divided."""
    found = totals(homes, rows)
    saved = np.round(after.saved_kwh[rows])
    low, high = (
        float(np.nansum(np.round(homes.columns[name][rows]))) for name in ("works_low_eur_ht", "works_high_eur_ht")
    )
    known = int(np.isfinite(saved).sum())
    return Tally(
        key=key,
        name=name,
        homes=found.homes,
        estimated=found.estimated,
        poor=found.poor,
        composed=found.composed,
        low_eur_ht=low,
        high_eur_ht=high,
        saved_kwh=float(np.nansum(saved)) if known else None,
        known=known,
    )


def _stages(homes: Neighbourhood, after: After) -> tuple[Tally, ...]:
    """Each stage in its order, then the homes that nobody has approached."""
    column = homes.columns["stage"]
    names = [*((code, _(words)) for code, words in STAGES.items()), ("", _("not approached yet"))]
    return tuple(tally(homes, after, np.flatnonzero(column == code), code, name) for code, name in names)


def _streets(homes: Neighbourhood, after: After) -> tuple[Tally, ...]:
    column = homes.columns["street"]
    names = sorted(set(column.tolist()))
    return tuple(
        tally(homes, after, np.flatnonzero(column == name), "", name or _("street not recorded")) for name in names
    )


# --- groups --------------------------------------------------------------------------------------------------------


class _Groups:
    """Groups with a number each, in the order they were made; who has withdrawn is in none."""

    def __init__(self, project: Project, homes: Neighbourhood) -> None:
        self._rows = project.rows("owner_group")
        self._homes = homes
        self._entries = project.columns("calendar_entry", ("group_id", "starts_on", "ends_on"))
        self._numbers = {row["id"]: number for number, row in enumerate(self._rows, start=1)}
        self.number = np.zeros(len(homes), dtype=np.intp)  # 0: in no group
        for member in project.rows("member"):
            if member["stage"] != "withdrawn":
                self.number[homes.position[member["dwelling_id"]]] = self._numbers[member["group_id"]]

    def tallies(self, after: After) -> tuple[Tally, ...]:
        return tuple(
            tally(self._homes, after, np.flatnonzero(self.number == number), str(number), row["name"])
            for number, row in enumerate(self._rows, start=1)
        )

    def calendar(self) -> tuple[Bar, ...]:
        """First and last day of each group that is planned."""
        found = []
        for row in self._rows:
            own = self._entries["group_id"] == row["id"]
            starts, ends = self._entries["starts_on"][own], self._entries["ends_on"][own]
            if len(starts) and not np.isnat(starts).all() and not np.isnat(ends).all():
                first, last = np.nanmin(starts).astype(object), np.nanmax(ends).astype(object)
                found.append(Bar(str(self._numbers[row["id"]]), row["lead_lot"], "", first, last, ours=True))
        return tuple(found)


# --- maps ----------------------------------------------------------------------------------------------------------


def _maps(homes: Neighbourhood, group: Column) -> tuple[TownMap, ...]:
    labels = [(letter, letter) for letter in LABELS]
    stages = [(code, _(words)) for code, words in STAGES.items()]
    numbers = [(str(n), str(n)) for n in range(1, int(group.max(initial=0)) + 1)]
    column, grouped = homes.columns, group.astype(str).astype(object)
    return (
        _map(homes, _("Energy label today"), "label", column["label"], labels, _("not estimated")),
        _map(
            homes, _("Energy label after the works chosen"), "label", column["label_after"], labels, _("no works yet")
        ),
        _map(homes, _("Stage of the homes"), "stage", column["stage"], stages, _("not approached yet")),
        _map(homes, _("Groups"), "group", grouped, numbers, _("in no group")),
    )


def _map(
    homes: Neighbourhood, title: str, kind: str, values: Column, names: Sequence[tuple[str, str]], unknown: str
) -> TownMap:
    """Codes of the rings; a building with several homes has the last of theirs in the legend, as on screen."""
    codes = np.full(len(homes), len(names))
    for at, (key, _name) in enumerate(names):
        codes[values == key] = at
    rings, rows = homes.ring_homes
    drawn = np.full(len(homes.footprints.building_id), -1)
    np.maximum.at(drawn, rings, np.where(codes[rows] == len(names), -1, codes[rows]))
    counts: Mapping[int, int] = dict(enumerate(np.bincount(codes, minlength=len(names) + 1).tolist()))
    classes = [MapClass(key, name, counts[at]) for at, (key, name) in enumerate(names)]
    classes.append(MapClass("", unknown, counts[len(names)]))
    return TownMap(title, kind, tuple(classes), tuple(np.where(drawn < 0, len(names), drawn).tolist()))
