"""What a group shares and agrees on, and what one home alone chose: printed for those whom it concerns, only there."""

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from rehab_app.core.progress import Progress
from rehab_app.domain.works import Takeoff, Treated, takeoff_to_json
from rehab_app.services import printing
from rehab_app.services.group_view import read_board
from rehab_app.services.home_plans import HomePlans
from rehab_app.services.press import UNDATED
from rehab_app.services.work_plans import WorkPlans
from rehab_app.storage.project import Project
from tests.reports.reading import pages, plain
from tests.services.small_group import small_group

TODAY = datetime.date(2026, 11, 22)
COSTS = [
    {"name": "Benne à gravats", "amount_eur_ht": 1000.01, "town_half": 0},
    {"name": "Étude de structure", "amount_eur_ht": 2400.0, "town_half": 1},
]
HALF = {"kind": "town_half", "state": "agreed", "agreed_on": "2026-10-02", "note": "voir Mme Kaczmarek"}
EQUAL = {"kind": "cost_key", "state": "agreed", "agreed_on": "2026-10-05", "key": "equal"}


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    opened = small_group(tmp_path / "essai.rehab")
    yield opened
    opened.close()


def share(project: Project, *agreements: dict[str, Any]) -> None:
    (group,) = project.rows("owner_group")
    with project.write("Testeuse", "Partager") as writer:
        values = {"shared_costs": COSTS, "agreements": list(agreements)}
        writer.update("owner_group", group["id"], group["version"], values)


def homes(project: Project) -> list[int]:
    return [row["id"] for row in project.rows("dwelling")]


def words_of(path: Path) -> str:
    return plain(" ".join(pages(path.read_bytes())))


def home_paper(project: Project, home: int, folder: Path) -> str:
    return words_of(printing.print_homes(project, [home], folder, "Testeuse", TODAY).printed[home].path)


def landlord_paper(project: Project, folder: Path) -> str:
    (landlord,) = printing.landlords(project)
    done = printing.print_landlords(project, [landlord.owner_id], folder, "Testeuse", TODAY)
    return words_of(done.printed[landlord.owner_id].path)


def test_a_household_reads_its_part_of_the_shared_costs_and_what_the_town_pays(
    project: Project, tmp_path: Path
) -> None:
    share(project, HALF, EQUAL)
    first, second, *_others = homes(project)
    text = home_paper(project, first, tmp_path)
    assert "Benne à gravats 1 000,01 0,00 500,01" in text
    assert "Étude de structure 2 400,00 1 200,00 600,00" in text
    assert "Total 3 400,01 1 200,00 1 100,01" in text
    assert "Divisé entre 2 logements, à parts égales : convenu le 5 octobre 2026." in text
    assert "Kaczmarek" not in text
    # the cent that is left over is paid once: parts add up to the whole
    assert "1 100,00" in home_paper(project, second, tmp_path)


def test_the_parts_are_those_of_the_page_of_the_group(project: Project) -> None:
    share(project, HALF, EQUAL)
    (group,) = read_board(project, Progress()).groups
    plans = HomePlans(project, TODAY)
    for member in group.inside:
        printed = plans.dossier(member.home.home_id, 0, UNDATED).share
        assert printed is not None
        assert printed.part_eur_ht == group.prices.shared[member.home.home_id]


def test_what_is_not_agreed_yet_is_said_and_not_counted(project: Project, tmp_path: Path) -> None:
    share(project, {**HALF, "state": "asked"})
    text = home_paper(project, homes(project)[0], tmp_path)
    assert "pas encore convenu" in text
    assert "La moitié a été demandée à la commune" in text
    assert "Payé par la commune" not in text
    assert "Total 3 400,01 1 700,01" in text


def test_a_home_of_no_group_or_that_left_shares_nothing(project: Project, tmp_path: Path) -> None:
    share(project, HALF, EQUAL)
    for home in homes(project)[2:]:
        assert "Benne" not in home_paper(project, home, tmp_path)


def test_a_landlord_reads_agreements_with_their_state_and_day_and_no_note(project: Project, tmp_path: Path) -> None:
    first, second, *_others = homes(project)
    wall = {"kind": "party_wall", "state": "asked", "homes": [first, second], "note": "voir Mme Kaczmarek"}
    window = {"kind": "landlord_window", "state": "agreed", "agreed_on": "2026-11-03", "from": "2027-04-01"}
    window |= {"until": "2027-05-31", "note": "hors congés"}
    share(project, HALF, EQUAL, wall, window, {"kind": "other", "agreed_on": "2026-11-04", "note": "Kaczmarek prête"})
    text = landlord_paper(project, tmp_path)
    assert "Travaux sur un mur mitoyen, Logement 1 – 3 rue de l’Essai demandé, sans réponse –" in text
    assert "la même part pour chaque logement accordé 5 octobre 2026" in text
    assert "du 1er avril 2027 au 31 mai 2027, hors congés accordé 3 novembre 2026" in text
    assert "2 octobre 2026" in text
    assert "Kaczmarek" not in text


def test_a_landlord_s_homes_of_a_group_read_their_part(project: Project, tmp_path: Path) -> None:
    share(project, HALF, EQUAL)
    member = project.rows("member")[2]
    with project.write("Testeuse", "Revenir") as writer:
        writer.update("member", member["id"], member["version"], {"stage": "interested"})
    text = landlord_paper(project, tmp_path)
    assert "Total 3 400,01 1 200,00 733,33" in text
    assert "Divisé entre 3 logements" in text


def test_what_one_home_alone_chose_is_for_its_firm_and_itself_not_for_the_landlord(
    project: Project, tmp_path: Path
) -> None:
    add_windows(project, 1)
    add_windows(project, 2)
    first, second, *_others = homes(project)
    alone = "Choisi par ce logement seul"
    plans = WorkPlans(project)
    (group,) = project.rows("owner_group")
    remarks = {
        lot: [" ".join(house.remarks) for house in plans.dossier(group["id"], lot, 0, UNDATED).houses]
        for lot in ("joinery", "facade")
    }
    assert [alone in one for one in remarks["joinery"]] == [False, True]
    assert not any(alone in one for one in remarks["facade"])
    assert alone in home_paper(project, second, tmp_path)
    assert alone not in home_paper(project, first, tmp_path)
    text = landlord_paper(project, tmp_path)
    assert alone not in text
    assert "m² 42,01 81,02 34 %" in text  # what the group does together is still shared
    assert "7,00 7,00 50 %" not in text


def add_windows(project: Project, position: int) -> None:
    """New windows for one home, which the group does not do together."""
    treated = (Treated("window", 1, "Fenêtre", "street", "south", "", 7.0, 4, 7.0),)
    takeoff = Takeoff("windows_wood", 7.0, "m²", treated, (), ())
    row = {"work": takeoff.work, "lot": "joinery", "quantity": 7.0, "unit": "m²"}
    scenario = project.rows("scenario")[position]["id"]
    with project.write("Testeuse", "Ajouter") as writer:
        writer.insert("works", [{**row, "scenario_id": scenario, "takeoff": takeoff_to_json(takeoff)}])
