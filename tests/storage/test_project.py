"""A project keeps what is put into it, the same in a file and on a server."""

import datetime

import numpy as np
import pytest

from rehab_app.core.errors import RehabError
from rehab_app.domain.table import Stock
from rehab_app.storage.project import Location, Project
from tests.storage.samples import IDENTITY, two_homes


def test_a_new_project_knows_its_neighbourhood(place: Location) -> None:
    Project.create(place, "Cité n° 5", "62528", "Loos-en-Gohelle", fictional=True).close()
    with Project.open(place) as project:
        neighbourhood = project.neighbourhood()
    assert neighbourhood["name"] == "Cité n° 5"
    assert neighbourhood["commune_insee"] == "62528"
    assert neighbourhood["fictional"] == 1


def test_a_project_is_not_made_over_another(place: Location, project: Project) -> None:
    with pytest.raises(RehabError):
        Project.create(place, "Autre", "62528")
    assert project.neighbourhood()["name"] == "Cité des essais"


def test_records_come_back_as_they_went_in(project: Project) -> None:
    owner = {"kind": "person", "name": "Mme Exemple ’é€", "consent_on": datetime.date(2026, 3, 12)}
    firm = {"name": "Toits fictifs", "lots": ["roof", "walls"], "crews": 2, "fictional": 1}
    with project.write("essai", "saisie") as writer:
        (owner_id,) = writer.insert("owner", [owner])
        writer.insert("firm", [firm])
    found = project.rows("owner", id=owner_id)[0]
    assert found == {**found, **owner, "email": "", "version": writer.change.journal_id}
    found = project.rows("firm", name="Toits fictifs")[0]
    assert found == {**found, **firm}


@pytest.mark.parametrize("missing", [None, float("nan"), np.nan])
def test_a_number_that_is_not_known_stays_unknown_and_is_not_zero(project: Project, missing: float | None) -> None:
    with project.write("essai", "saisie") as writer:
        writer.insert("building", [{"height_m": missing, "storeys": 0, "street_id": -1}])
    row = project.rows("building")[0]
    assert (row["height_m"], row["storeys"], row["street_id"]) == (None, 0, None)
    columns = project.columns("building", ["height_m", "storeys", "street_id", "heritage", "footprint"])
    assert np.isnan(columns["height_m"][0])
    assert (columns["storeys"][0], columns["street_id"][0], columns["heritage"][0]) == (0, -1, "")
    assert columns["footprint"][0] is None


def test_a_stock_comes_back_with_its_parts(project: Project) -> None:
    stock = two_homes()
    with project.write("essai", "import") as writer:
        ids = writer.insert_stock(stock, IDENTITY)
    found, found_ids = project.stock()
    assert found_ids.tolist() == ids
    assert_same(found, stock)
    assert [row["address"] for row in project.rows("dwelling")] == ["1 rue inventée", "3 rue inventée"]


def test_dwellings_are_read_in_the_order_asked(project: Project) -> None:
    stock = two_homes()
    with project.write("essai", "import") as writer:
        first, second = writer.insert_stock(stock, IDENTITY)
    found, ids = project.stock([second, first])
    assert ids.tolist() == [second, first]
    assert_same(found, stock.take([1, 0]))
    with pytest.raises(RehabError, match="99"):
        project.stock([first, 99])


def test_columns_have_the_dtype_of_the_catalogue(project: Project) -> None:
    with project.write("essai", "import") as writer:
        writer.insert_stock(two_homes(), IDENTITY)
    columns = project.columns("dwelling", ["living_area_m2", "visited", "climate_zone_id", "assessed_on", "owner_id"])
    assert columns["id"].dtype == columns["version"].dtype == columns["owner_id"].dtype == np.int64
    assert columns["visited"].tolist() == [1, -1]
    assert columns["climate_zone_id"].tolist() == [-1, 1]
    assert columns["assessed_on"].tolist() == [datetime.date(2024, 5, 6), None]
    assert len(project.columns("dwelling", ["stage"], stage="interested")["id"]) == 1
    assert len(project.columns("dwelling", ["stage"], assessed_on=datetime.date(2024, 5, 6))["id"]) == 1
    assert len(project.columns("dwelling", ["stage"], stage=["sensed", "interested"])["id"]) == 2
    assert len(project.columns("wall", ["area_m2"], dwelling_id=columns["id"][:1])["id"]) == 2
    assert len(project.columns("owner")["name"]) == 0


def test_a_key_that_is_asked_for_by_name_comes_once(project: Project) -> None:
    """More rows than are fetched at once: each has its own version."""
    with project.write("essai", "saisie") as writer:
        ids = writer.insert("owner", [{"name": f"Exemple {at}"} for at in range(4_100)])
    with project.write("essai", "correction") as writer:
        (row,) = writer.rows("owner", id=ids[3_000])
        writer.update("owner", row["id"], row["version"], {"name": "Autre"})
    columns = project.columns("owner", ["version", "id", "name"])
    assert columns["id"].tolist() == ids
    assert columns["version"].tolist() == [one["version"] for one in project.rows("owner")]
    assert columns["version"][3_000] != columns["version"][2_999]


def test_a_name_that_does_not_exist_is_refused(project: Project) -> None:
    with pytest.raises(KeyError, match="colour"):
        project.rows("dwelling", colour="red")
    with pytest.raises(KeyError, match="garden"):
        project.columns("garden")
    with pytest.raises(KeyError, match="colour"), project.write("essai", "saisie") as writer:
        writer.insert("owner", [{"name": "M. Exemple", "colour": "red"}])
    assert project.rows("owner") == []


def test_drafts_survive_until_they_are_dropped(place: Location, project: Project) -> None:
    project.save_draft("survey", "dwelling 4", {"walls": "bri"})
    project.save_draft("survey", "dwelling 4", {"walls": "brique"})
    project.close()
    with Project.open(place) as again:
        kept = again.drafts()
        assert [(draft["key"], draft["content"]) for draft in kept] == [("dwelling 4", {"walls": "brique"})]
        assert again.undo_label() is None
        again.drop_draft("survey", "dwelling 4")
        assert again.drafts() == []


def assert_same(first: Stock, second: Stock) -> None:
    for name in second:
        for column, values in second[name].columns.items():
            np.testing.assert_array_equal(first[name][column], values, err_msg=f"{name}.{column}")
