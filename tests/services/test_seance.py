"""An hour with one household: every choice answered from one reckoning, and what it keeps written as one action."""

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument

from rehab_app.core.errors import RehabError
from rehab_app.core.progress import Progress
from rehab_app.services.bundling import options
from rehab_app.services.seance import Seance, open_seance
from rehab_app.services.seance_choices import choices
from rehab_app.services.seance_record import keep, print_paper
from rehab_app.storage.project import Project
from tests.services.priced_street import PLANTED_INCOME, priced_street

TODAY = datetime.date(2026, 11, 22)
EVERYTHING = {
    "roof": "insulated",
    "walls": "insulated",
    "floor": "insulated",
    "openings": "replaced",
    "air": "ventilation",
    "heating": "heat_pump",
}


@pytest.fixture
def street(tmp_path: Path) -> Iterator[tuple[Project, list[int]]]:
    project, homes = priced_street(tmp_path / "q.rehab")
    with project:
        yield project, homes


@pytest.fixture
def seance(street: tuple[Project, list[int]]) -> Seance:
    project, homes = street
    return open_seance(project, homes[1], TODAY, Progress())


def test_an_answer_says_what_the_comparison_of_bundles_says(street: tuple[Project, list[int]], seance: Seance) -> None:
    project, homes = street
    (whole,) = options(project, homes[1], ["whole"], TODAY)
    answer = seance.answer(EVERYTHING)
    assert (answer.label_before, answer.label_after) == (whole.label_before, whole.label_after)
    assert answer.left_eur == whole.left_to_pay_eur
    assert answer.month_before_eur == whole.month_before_eur
    assert answer.month_after_eur == whole.month_after_eur
    assert (answer.total_eur.typical, answer.aids_eur) == (whole.total_eur, whole.aids_eur)
    assert seance.details(EVERYTHING).aids == whole.aids


def test_every_choice_has_its_answer_with_ranges_in_order(seance: Seance) -> None:
    for choice in choices(seance.subjects):
        answer = seance.answer(choice)
        for found in (answer.left_eur, answer.month_after_eur):
            assert found.low <= found.typical <= found.high


def test_to_leave_all_as_it_is_costs_nothing_and_changes_nothing(seance: Seance) -> None:
    answer = seance.answer({})
    assert answer.works == ()
    assert answer.left_eur.high == 0.0
    assert answer.label_after == answer.label_before
    assert answer.month_after_eur == answer.month_before_eur


def test_only_what_does_something_in_this_home_is_offered(seance: Seance) -> None:
    """No heat network is offered in this town; the roof of this home is an attic, not rooms under a slope."""
    heating = next(subject for subject in seance.subjects if subject.code == "heating")
    assert "network" not in [way.code for way in heating.ways]
    assert not any("rampants" in work for work in seance.answer(EVERYTHING).works)


def test_what_is_kept_is_the_choice_the_consent_and_one_action_to_undo(
    street: tuple[Project, list[int]], seance: Seance
) -> None:
    project, homes = street
    keep(project, "Conseillère", seance, EVERYTHING, TODAY)
    (scenario,) = project.rows("scenario", dwelling_id=homes[1], chosen=1)
    assert scenario["bundle"] == "whole"
    assert project.rows("household", dwelling_id=homes[1])[-1]["consent_on"] == TODAY
    assert project.rows("household", dwelling_id=homes[0])[-1]["consent_on"] is None
    assert project.undo_label() == "Gardé en séance, rue de l’Essai"
    project.undo("Conseillère")
    assert project.rows("scenario", dwelling_id=homes[1]) == []
    assert project.rows("household", dwelling_id=homes[1])[-1]["consent_on"] is None


def test_a_choice_of_ones_own_is_kept_under_its_words(street: tuple[Project, list[int]], seance: Seance) -> None:
    project, homes = street
    keep(project, "Conseillère", seance, {"roof": "insulated", "heating": "heat_pump"}, TODAY)
    (scenario,) = project.rows("scenario", dwelling_id=homes[1], chosen=1)
    assert scenario["name"] == "Le toit\u00a0: isoler, Le chauffage\u00a0: pompe à chaleur"
    works = project.rows("works", scenario_id=scenario["id"])
    assert [row["work"] for row in works] == ["loft_mineral", "heat_pump"]
    estimates = project.rows("estimate", dwelling_id=homes[1], scenario_id=scenario["id"])
    assert estimates[-1]["classe_bilan_dpe"] == seance.answer({"roof": "insulated", "heating": "heat_pump"}).label_after


def test_own_work_saves_labour_and_costs_time_and_the_aids_of_these_works(seance: Seance) -> None:
    """A household may lay insulation, never a heat pump (refrigerants): this one stays the work of a firm."""
    firms, own = seance.answer(EVERYTHING), seance.answer({**EVERYTHING, "hands": "own"})
    supervised = seance.answer({**EVERYTHING, "hands": "supervised"})
    assert own.total_eur.typical < supervised.total_eur.typical < firms.total_eur.typical
    assert own.aids_eur < firms.aids_eur
    assert (firms.own_hours, firms.label_after) == (0.0, own.label_after)
    assert own.own_hours > 20
    done_by = seance.done_by({**EVERYTHING, "hands": "own"})
    assert "heat_pump" not in done_by
    assert set(done_by.values()) == {"own", "supervised"}
    assert [work for work in own.works if "Pompe à chaleur" in work and work.endswith("par nous")] == []
    assert [work for work in own.works if work.endswith("par nous")]


def test_works_of_ones_own_are_kept_as_such_and_printed_so(
    street: tuple[Project, list[int]], seance: Seance, tmp_path: Path
) -> None:
    project, homes = street
    choice = {**EVERYTHING, "hands": "supervised"}
    keep(project, "Testeuse", seance, choice, TODAY)
    (scenario,) = project.rows("scenario", chosen=1)
    assert scenario["name"].endswith("Qui fait les travaux : nous, encadrés")
    kept = {row["work"]: row["done_by"] for row in project.rows("works", scenario_id=scenario["id"])}
    assert kept["heat_pump"] == ""
    assert {work: who for work, who in kept.items() if who} == seance.done_by(choice)
    printed = print_paper(project, "Testeuse", homes[1], tmp_path, TODAY, Progress())
    with PdfDocument(printed.path) as paper:
        text = " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in paper)
    assert "par le ménage avec un encadrant" in text


def test_the_consent_of_a_tenant_is_not_noted_on_the_landlord(tmp_path: Path) -> None:
    project, homes = priced_street(tmp_path / "loue.rehab", tenure="rented")
    with project:
        let = open_seance(project, homes[0], TODAY, Progress())
        keep(project, "Conseillère", let, EVERYTHING, TODAY)
        assert project.rows("household", dwelling_id=homes[0])[-1]["consent_on"] == TODAY
        assert project.rows("owner")[0]["consent_on"] is None


def test_nothing_chosen_is_not_kept(street: tuple[Project, list[int]], seance: Seance) -> None:
    project, homes = street
    with pytest.raises(RehabError):
        keep(project, "Conseillère", seance, {}, TODAY)
    assert project.rows("scenario", dwelling_id=homes[1]) == []


def test_the_paper_says_what_was_kept_and_no_income(
    street: tuple[Project, list[int]], seance: Seance, tmp_path: Path
) -> None:
    project, homes = street
    keep(project, "Conseillère", seance, EVERYTHING, TODAY)
    paper = print_paper(project, "Conseillère", homes[1], tmp_path / "papiers", TODAY, Progress())
    with PdfDocument(paper.path) as pdf:
        text = "\n".join(page.get_textpage().get_text_range() for page in pdf)
    assert "Pompe à chaleur" in text
    assert str(int(PLANTED_INCOME)) not in text.replace("\u202f", "")
