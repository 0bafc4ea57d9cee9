"""Costs, aids and months of the scenarios of homes, reckoned together for homes with the same works."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

import numpy as np

from rehab_app.core.format import day
from rehab_app.domain.financing import Option
from rehab_app.domain.household_dossier import EDITION_DAY
from rehab_app.services.bundling import homes_money
from rehab_app.services.money import Money, Terms
from rehab_app.services.options import option
from rehab_app.services.rule_changes import Coming, labels_to_come
from rehab_app.storage.project import Project
from rehab_app.works.catalogue import bundles, entries

_BATCH = 60  # homes reckoned in one pass: a batch of dossiers never holds more
_UNDATED = datetime.date.min
_SAME_QUANTITY = 0.01

DoneBy = tuple[tuple[str, str], ...]
_Pass = tuple[tuple[str, ...], DoneBy]
_Coming = Mapping[datetime.date, Coming]
_Found = tuple[Money, list[int], _Coming]  # what a pass found, for which homes, and their labels on days to come


@dataclass(frozen=True, slots=True)
class Choice:
    """A scenario of a home: its bundle, its works with their quantities, and who else than a firm does them."""

    scenario_id: int
    bundle: str
    quantities: tuple[tuple[str, float | None], ...]
    done_by: DoneBy = ()

    @property
    def works(self) -> tuple[str, ...]:
        return tuple(work for work, _quantity in self.quantities)

    @property
    def known(self) -> bool:
        """Whether the catalogue still has all of its works."""
        return all(work in entries() for work in self.works)

    @property
    def package(self) -> tuple[str, ...]:
        """The whole bundle where the works are of it: homes of one bundle are then reckoned in one pass."""
        known = bundles().get(self.bundle)
        return known.works if known and set(self.works) <= set(known.works) else self.works


@dataclass(frozen=True, slots=True)
class Plan:
    """What a scenario is to a home, its own dates taken off; None when it cannot be reckoned or is outdated."""

    option: Option | None
    outdated: bool = False


class HomeMoney:
    """Plans of homes on one day.

    Args:
        project: the project.
        on: day of filing, of the rules and of the prices.
        dwelling_ids: homes that will be asked for, in that order.
        choices: scenarios of a home.
    """

    def __init__(
        self,
        project: Project,
        on: datetime.date,
        dwelling_ids: Sequence[int],
        choices: Callable[[int], Sequence[Choice]],
    ) -> None:
        self._project, self._on, self._choices = project, on, choices
        self._order = list(dict.fromkeys(dwelling_ids))
        self._place = {home: place for place, home in enumerate(self._order)}
        self._reckoned: dict[_Pass, _Found] = {}
        self._batch: set[int] = set()

    def option(self, dwelling_id: int, scenario_id: int) -> Plan | None:
        """The plan of a scenario; None when it has no works."""
        choice = next((one for one in self._choices(dwelling_id) if one.scenario_id == scenario_id), None)
        if choice is None:
            return None
        if not choice.known:
            return Plan(None, outdated=True)
        if dwelling_id not in self._batch:
            self._reckon(dwelling_id)
        found = self._at(choice, choice.package, dwelling_id)
        if {line.work for line in found.works} != set(choice.works):  # a work of the bundle was left out by hand
            found = self._at(choice, choice.works, dwelling_id)
        if found.refusal:
            return Plan(None)
        stored, lines = dict(choice.quantities), {line.work: line.quantity for line in found.works}
        same = stored.keys() == lines.keys() and all(
            quantity is not None and abs(quantity - lines[work]) <= _SAME_QUANTITY for work, quantity in stored.items()
        )
        return Plan(_undated(found, self._on)) if same else Plan(None, outdated=True)

    def _reckon(self, first: int) -> None:
        """The batch that begins with a home, in place of the one before."""
        place = self._place.get(first)
        homes = [first] if place is None else self._order[place : place + _BATCH]
        by_pass: dict[_Pass, list[int]] = {}
        for home in homes:
            for choice in filter(attrgetter("known"), self._choices(home)):
                with_it = by_pass.setdefault((choice.package, choice.done_by), [])
                if home not in with_it:
                    with_it.append(home)
        self._batch = set(homes)
        self._reckoned = {key: self._pass(key, some) for key, some in by_pass.items()}

    def _pass(self, key: _Pass, homes: list[int]) -> _Found:
        package, done_by = key
        ids, terms = np.array(homes, dtype=np.int64), Terms(self._on, done_by=dict(done_by))
        found = homes_money(self._project, ids, [package], terms)
        every = range(len(homes))
        return found, homes, labels_to_come(found, every, every)

    def _at(self, choice: Choice, package: tuple[str, ...], dwelling_id: int) -> Option:
        key = (package, choice.done_by)
        known = self._reckoned.get(key)
        if known is None or dwelling_id not in known[1]:
            known = self._pass(key, [dwelling_id])
        found, homes, coming = known
        code = choice.bundle if package == choice.package else ""
        return option(found, dwelling_id, code, homes.index(dwelling_id), coming)


def _undated(found: Option, on: datetime.date) -> Option:
    """Without the days it was reckoned on: those are the edition's, so that nothing new tomorrow is no new edition."""
    basis = found.bill_basis.replace(day(on), EDITION_DAY)
    aids = tuple(replace(line, rules_on=_UNDATED) for line in found.aids)
    return replace(found, aids=aids, rules_on=_UNDATED, priced_on=_UNDATED, bill_basis=basis)
