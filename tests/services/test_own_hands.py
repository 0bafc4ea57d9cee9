"""Works that a household does itself: which may be, kept when works are composed anew, taken back when told."""

import datetime
from pathlib import Path

from rehab_app.core.progress import Progress
from rehab_app.services.composing import compose
from rehab_app.services.own_hands import keep_choice, own_hands
from rehab_app.storage.project import Project
from tests.services.priced_street import priced_street

ON = datetime.date(2026, 3, 1)


def composed(project: Project, home: int, done_by: dict[str, str] | None) -> dict[str, str]:
    """Who does each work of the whole renovation of a home."""
    compose(project, "Testeuse", "whole", ON, Progress(), [home], done_by=done_by)
    return builders(project, home)


def builders(project: Project, home: int) -> dict[str, str]:
    (scenario,) = project.rows("scenario", dwelling_id=home, chosen=1)
    return {row["work"]: row["done_by"] for row in project.rows("works", scenario_id=scenario["id"])}


def test_a_household_keeps_its_works_when_they_are_composed_anew(tmp_path: Path) -> None:
    project, homes = priced_street(tmp_path / "essai.rehab")
    with project:
        first = composed(project, homes[0], {"loft_mineral": "own"})
        assert first["loft_mineral"] == "own"
        assert composed(project, homes[0], None) == first
        assert composed(project, homes[0], {})["loft_mineral"] == ""
        assert composed(project, homes[1], None)["loft_mineral"] == ""


def test_a_choice_is_kept_with_who_does_its_works_as_one_action(tmp_path: Path) -> None:
    project, homes = priced_street(tmp_path / "essai.rehab")
    with project:
        composed(project, homes[0], None)
        (scenario,) = project.rows("scenario", dwelling_id=homes[0])
        keep_choice(project, "Testeuse", homes[0], scenario["id"], {"doors": "supervised"})
        assert builders(project, homes[0])["doors"] == "supervised"
        project.undo("Testeuse")
        assert builders(project, homes[0])["doors"] == ""


def test_gas_and_refrigerants_are_for_firms() -> None:
    found = {work.work: work.modes for work in own_hands(["heat_pump", "loft_mineral", "doors"])}
    assert "heat_pump" not in found
    assert found["loft_mineral"] == ("firm", "supervised", "own")
    assert found["doors"] == ("firm", "supervised")
