"""Who plays what in the story of the fictional neighbourhood: groups by stage, and the texts of its file."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from rehab_app.core.paths import resource
from rehab_app.storage.reading import Reader

PILOT, UNDER_WAY, QUOTED, COMMITTED, INTERESTED, PROPOSED = (
    "accepted", "works", "quoted", "committed", "interested", "sensed",
)  # fmt: skip
STORY = "histoire.toml"
_GAS = 2  # enumeration type_energie
_HOW_MANY = {QUOTED: 2, COMMITTED: 3, INTERESTED: 4}
_WITHDRAWN = "withdrawn"

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Cast:
    """Groups of each stage, in the order in which they were proposed; the pilot and the one at work are one each."""

    groups: Mapping[str, tuple[int, ...]]

    def of(self, *stages: str) -> list[int]:
        """Groups at these stages, in that order."""
        return [group for stage in stages for group in self.groups[stage]]

    @property
    def ahead(self) -> list[int]:
        """Groups whose works are still to come."""
        return self.of(QUOTED, COMMITTED, INTERESTED, PROPOSED)


@cache
def texts() -> Mapping[str, Any]:
    """What the file of the story holds."""
    with resource("samples", "quartier-ouest", STORY).open("rb") as file:
        found: Mapping[str, Any] = tomllib.load(file)
    return found


def cast(project: Reader) -> Cast:
    """Give each group a part.

    The pilot is the last group whose homes are all heated with gas, so that bills before and after can be told; the
    one at work the smallest of the others, the last of its size. The first of the rest have their quotes, the next
    are committed, then interested; the others are as they were proposed.
    """
    heated = project.columns("heating_generator", ("dwelling_id", "energy_id"))
    other = set(heated["dwelling_id"][heated["energy_id"] != _GAS].tolist())
    homes = {group["id"]: homes_of(project, [group["id"]]) for group in project.rows("owner_group")}
    pilot = max((group for group, own in homes.items() if not other & set(own)), default=max(homes))
    rest = [group for group in homes if group != pilot]
    at_work = min(rest, key=lambda group: (len(homes[group]), -group))
    rest.remove(at_work)
    groups: dict[str, tuple[int, ...]] = {PILOT: (pilot,), UNDER_WAY: (at_work,)}
    for stage, count in _HOW_MANY.items():
        groups[stage], rest = tuple(rest[:count]), rest[count:]
    return Cast({**groups, PROPOSED: tuple(rest)})


def members_of(project: Reader, groups: Sequence[int]) -> list[dict[str, Any]]:
    """Members of these groups that have not withdrawn, group after group."""
    rows = project.rows("member", group_id=list(groups))
    kept = [row for row in rows if row["stage"] != _WITHDRAWN]
    return sorted(kept, key=lambda row: (groups.index(row["group_id"]), row["id"]))


def homes_of(project: Reader, groups: Sequence[int]) -> list[int]:
    """Their homes, in that order."""
    return [row["dwelling_id"] for row in members_of(project, groups)]


def works_of(project: Reader, groups: Sequence[int]) -> list[tuple[int, dict[str, Any]]]:
    """Each home of these groups with each of its works."""
    home = {row["scenario_id"]: row["dwelling_id"] for row in members_of(project, groups)}
    return [(home[row["scenario_id"]], row) for row in project.rows("works", scenario_id=list(home))]
