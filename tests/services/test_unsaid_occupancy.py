"""Aids of homes of which nobody has said who lives there and who owns them: told as not known, never as refused."""

import datetime
from pathlib import Path

import pytest

from rehab_app.domain.financing import Option
from rehab_app.services.bundling import options
from tests.services.priced_street import priced_street

FILED = datetime.date(2026, 11, 22)


def whole(tmp_path: Path, tenure: str, owner_kind: str) -> Option:
    project, homes = priced_street(tmp_path / "q.rehab", tenure=tenure)
    with project:
        with project.write("Testeuse", "Un propriétaire dont on ne sait rien") as writer:
            (owner,) = writer.rows("owner")
            writer.update("owner", owner["id"], owner["version"], {"kind": owner_kind})
        (found,) = options(project, homes[1], ["whole"], FILED)
    return found


def reasons(option: Option) -> dict[str, str]:
    return {line.aid: line.reason for line in option.aids}


def test_an_occupancy_that_nobody_recorded_is_to_be_entered(tmp_path: Path) -> None:
    told = reasons(whole(tmp_path, "", "person"))
    for aid in ("mpr_ampleur", "mpr_geste_air_water_heat_pump", "decent"):
        assert "occupation non renseignée" in told[aid]
        assert "résidence principale" not in told[aid]


def test_an_owner_of_whom_nothing_is_known_is_to_be_entered(tmp_path: Path) -> None:
    told = reasons(whole(tmp_path, "rented", ""))["mpr_ampleur"]
    assert "type de propriétaire non renseigné" in told
    assert "seul le propriétaire" not in told


def test_who_lives_in_what_he_owns_is_a_person_without_being_recorded_as_one(tmp_path: Path) -> None:
    (tmp_path / "1").mkdir()
    (tmp_path / "2").mkdir()
    recorded, unsaid = whole(tmp_path / "1", "owner_occupied", "person"), whole(tmp_path / "2", "owner_occupied", "")
    assert recorded.left_to_pay_eur == pytest.approx(unsaid.left_to_pay_eur)
    assert reasons(recorded) == reasons(unsaid)
