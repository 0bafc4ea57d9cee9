"""What the firms must know of a home: who opens, surveys, products, who does which work; and the visits."""

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest

from rehab_app.core.errors import RehabError
from rehab_app.services.home_site import (
    HomeContact,
    add_contact,
    drop_contact,
    read_site,
    share_contact,
    write_builder,
    write_product,
)
from rehab_app.services.visits import Visit, add_visit, drop_visit, next_appointment, visits_of, write_visit
from rehab_app.services.work_plans import WorkPlans
from rehab_app.storage.project import Project

DAY = datetime.date(2026, 3, 12)
PLACE = "1 rue de l’Essai"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """One home in a group, with two works chosen."""
    made = Project.create(tmp_path / "essai.rehab", "Quartier d’essai (fictif)", "62528", "Ville-Inventée", True)
    with made:
        with made.write("Testeuse", "Un logement") as writer:
            (home,) = writer.insert("dwelling", [{"address": PLACE, "access": "Par la cour"}])
            (scenario,) = writer.insert("scenario", [{"dwelling_id": home, "name": "Essai", "chosen": 1}])
            works = (("loft_mineral", "roof"), ("heat_pump", "heating"))
            writer.insert("works", [{"scenario_id": scenario, "work": code, "lot": lot} for code, lot in works])
            (group,) = writer.insert("owner_group", [{"name": "Les voisins"}])
            writer.insert("member", [{"group_id": group, "dwelling_id": home}])
        yield made


def test_who_opens_reaches_the_firms_only_with_consent(project: Project) -> None:
    add_contact(project, "Testeuse", 1, HomeContact("neighbour", "Voisine Inventée", "06 00 00 00 01", True), PLACE)
    add_contact(project, "Testeuse", 1, HomeContact("occupant", "Occupant Inventé", "06 00 00 00 02", False), PLACE)
    (house,) = WorkPlans(project).dossier(1, "roof", 1, DAY).houses
    assert house.access == (
        "Par la cour",
        "Ouvre\u00a0: Voisine Inventée (voisin qui a les clés), 06 00 00 00 01.",
    )
    assert all("Invent" not in entry["label"] for entry in project.history(5))
    shared, kept = read_site(project, 1).contacts
    share_contact(project, "Testeuse", kept, True, PLACE)
    (house,) = WorkPlans(project).dossier(1, "roof", 1, DAY).houses
    assert len(house.access) == 3
    project.undo("Testeuse")
    drop_contact(project, "Testeuse", shared, PLACE)
    (house,) = WorkPlans(project).dossier(1, "roof", 1, DAY).houses
    assert house.access == ("Par la cour",)


def test_a_contact_without_a_number_is_refused(project: Project) -> None:
    with pytest.raises(RehabError, match="téléphone"):
        add_contact(project, "Testeuse", 1, HomeContact("occupant", "Occupant Inventé", "", True), PLACE)


def test_what_a_survey_found_is_told_to_the_firms_with_its_date(project: Project) -> None:
    with project.write("Testeuse", "Repérage") as writer:
        (home,) = writer.rows("dwelling", id=1)
        writer.update("dwelling", 1, home["version"], {"asbestos": "found", "asbestos_on": DAY})
    (house,) = WorkPlans(project).dossier(1, "roof", 1, DAY).houses
    assert house.asbestos == "trouvé\u00a0: voir le rapport (12/03/2026)"
    assert house.lead == ""


def test_the_household_does_only_what_the_work_allows(project: Project) -> None:
    loft, pump = read_site(project, 1).works
    assert loft.modes == ("firm", "supervised", "own")
    assert pump.modes == ("firm",)
    with pytest.raises(RehabError):
        write_builder(project, "Testeuse", pump, "own", PLACE)
    write_builder(project, "Testeuse", loft, "own", PLACE)
    assert [work.done_by for work in read_site(project, 1).works] == ["own", "firm"]
    assert [plan.lot for plan in WorkPlans(project).plans()] == ["heating"]
    project.undo("Testeuse")
    assert [work.done_by for work in read_site(project, 1).works] == ["firm", "firm"]


def test_products_that_a_group_asks_for_are_in_the_price_schedule(project: Project) -> None:
    found = read_site(project, 1)
    assert (found.group, [term.work for term in found.products]) == ("Les voisins", ["loft_mineral", "heat_pump"])
    loft = found.products[0]
    write_product(project, "Testeuse", 1, loft, "products", "ouate de la coopérative, imposée")
    write_product(project, "Testeuse", 1, loft, "biosourced", "ouate soufflée")
    (item,) = WorkPlans(project).dossier(1, "roof", 1, DAY).items
    assert (item.products, item.biosourced) == ("ouate de la coopérative, imposée", "ouate soufflée")
    for name in ("products", "biosourced"):
        write_product(project, "Testeuse", 1, loft, name, "")
    assert project.rows("owner_group")[0]["products"] == {}


def test_visits_come_latest_first_with_the_next_appointment(project: Project) -> None:
    later = DAY + datetime.timedelta(days=20)
    add_visit(project, "Testeuse", 1, Visit(DAY, "Testeuse", "Personne Inventée", "Cave humide"), PLACE)
    add_visit(project, "Testeuse", 1, Visit(later, "Testeuse", next_on=datetime.date(2026, 5, 4)), PLACE)
    latest, first = visits_of(project, 1)
    assert (latest.visited_on, first.seen) == (later, "Cave humide")
    assert next_appointment([latest, first], DAY) == latest
    assert next_appointment([latest, first], datetime.date(2026, 6, 1)) is None
    assert project.undo_label() == "Visite du 01/04/2026, 1 rue de l’Essai"
    write_visit(project, "Testeuse", first, {"seen": "Cave humide, fissure au pignon"}, PLACE)
    write_visit(project, "Testeuse", first, {"met": "La fille de la maison"}, PLACE)
    with pytest.raises(RehabError):
        write_visit(project, "Testeuse", first, {"seen": "écrasé"}, PLACE)
    assert visits_of(project, 1)[1].seen == "Cave humide, fissure au pignon"
    drop_visit(project, "Testeuse", latest, PLACE)
    assert len(visits_of(project, 1)) == 1
    project.undo("Testeuse")
    assert len(visits_of(project, 1)) == 2
