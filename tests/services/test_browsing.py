"""What the screens read of a neighbourhood: columns that agree with the records, a map in metres, honest totals."""

import math
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from rehab_app.core.errors import Cancelled, RehabError
from rehab_app.core.progress import Progress
from rehab_app.services.browsing import read_neighbourhood
from rehab_app.services.dwelling_view import read_dwelling
from rehab_app.services.neighbourhood import HOME_COLUMNS, totals
from rehab_app.storage.project import Project
from tests.ui.small_town import build


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    build(tmp_path / "p.rehab")
    with Project.open(tmp_path / "p.rehab") as opened:
        yield opened


def test_every_column_offered_is_there_for_every_home(project: Project) -> None:
    homes = read_neighbourhood(project, Progress())
    assert {name: len(homes.columns[name]) for name in (c.name for c in HOME_COLUMNS)} == {
        column.name: 24 for column in HOME_COLUMNS
    }


def test_columns_say_what_the_records_say(project: Project) -> None:
    homes = read_neighbourhood(project, Progress())
    first = {name: column[0] for name, column in homes.columns.items()}
    assert (first["street"], first["house_number"]) == ("Rue de l’Essai", "1")
    assert (first["label"], first["official_label"], first["label_after"]) == ("G", "F", "C")
    assert (first["works_low_eur_ht"], first["works_high_eur_ht"]) == (7300, 10_700)
    assert first["construction_year"] == 1924
    assert np.isnan(homes.columns["works_low_eur_ht"][1])
    assert homes.columns["owner_kind"][3] == "social_landlord"


def test_a_newer_estimate_takes_the_place_of_the_older(project: Project) -> None:
    with project.write("", "again") as writer:
        writer.insert("estimate", [{"dwelling_id": 1, "state": "done", "classe_bilan_dpe": "D"}])
    assert read_neighbourhood(project, Progress()).columns["label"][0] == "D"


def test_a_refused_estimate_is_no_label(project: Project) -> None:
    with project.write("", "refused") as writer:
        row = project.rows("estimate", dwelling_id=2)[0]
        writer.update("estimate", row["id"], row["version"], {"state": "refused", "refusal": "x"})
    assert read_neighbourhood(project, Progress()).columns["label"][1] == ""


def test_a_member_who_withdrew_is_in_no_group(project: Project) -> None:
    with project.write("", "group") as writer:
        group = writer.insert("owner_group", [{"name": "Rangée"}])[0]
        rows = [
            {"group_id": group, "dwelling_id": home, "stage": stage}
            for home, stage in ((1, "sensed"), (2, "withdrawn"))
        ]
        writer.insert("member", rows)
    assert read_neighbourhood(project, Progress()).columns["group"][:2].tolist() == ["Rangée", ""]


def test_footprints_are_in_metres_around_the_middle(project: Project) -> None:
    shapes = read_neighbourhood(project, Progress()).footprints
    low, high = shapes.xy_m.min(axis=0), shapes.xy_m.max(axis=0)
    assert np.allclose(low, -high)
    # Twelve houses of 7.5e-5 degrees of longitude at 50.455° north.
    expected = 12 * 7.5e-5 * math.pi / 180 * 6_371_008.8 * math.cos(math.radians(50.455))
    assert high[0] - low[0] == pytest.approx(expected, rel=1e-3)
    assert len(shapes.building_id) == 24


def test_a_street_is_named_along_its_houses(project: Project) -> None:
    names = {street.name: street for street in read_neighbourhood(project, Progress()).streets}
    assert set(names) == {"Rue de l’Essai", "Rue du Modèle"}
    rise, run = 1.2e-5, 7.5e-5 * math.cos(math.radians(50.455))
    assert names["Rue de l’Essai"].angle_deg == pytest.approx(math.degrees(math.atan2(rise, run)), abs=0.5)


def test_the_map_is_read_once_while_the_places_stand(project: Project) -> None:
    first = read_neighbourhood(project, Progress())
    again = read_neighbourhood(project, Progress(), first)
    assert again.footprints is first.footprints
    assert again.columns is not first.columns


def test_totals_count_only_what_is_known_and_say_what_is_not(project: Project) -> None:
    homes = read_neighbourhood(project, Progress())
    everything = totals(homes)
    assert (everything.homes, everything.estimated, everything.located, everything.composed) == (24, 23, 24, 2)
    assert everything.poor == 15
    assert everything.final_kwh == pytest.approx(23 * 29_000)
    assert sum(everything.labels.values()) == everything.estimated
    one = totals(homes, np.array([0]))
    assert (one.homes, one.works_low_eur_ht, one.works_high_eur_ht) == (1, 7300, 10_700)
    none = totals(homes, np.zeros(0, dtype=np.intp))
    assert (none.homes, none.estimated, none.final_kwh) == (0, 0, 0)


def test_what_an_estimate_would_miss_is_counted(project: Project) -> None:
    homes = read_neighbourhood(project, Progress())
    # No period, no heating, no hot water; the year is that of the building.
    assert set(homes.columns["missing"].tolist()) == {3.0}


def test_a_stop_stops_the_reading(project: Project) -> None:
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        read_neighbourhood(project, progress)


def test_one_home_is_read_whole(project: Project) -> None:
    view = read_dwelling(project, 1, Progress())
    assert view.address == "1 Rue de l’Essai"
    assert [len(view.parts[name]) for name in ("wall", "roof", "door")] == [2, 1, 0]
    assert view.chosen is not None
    assert sum(work["cost_low_eur_ht"] for work in view.chosen.works) == 7300
    assert view.origin("wall", 1, "area_m2") == "official"
    assert [entry.label for entry in view.history] == ["Essai"]


def test_a_home_that_is_gone_is_refused_in_words(project: Project) -> None:
    with pytest.raises(RehabError, match="plus dans le projet"):
        read_dwelling(project, 999, Progress())
