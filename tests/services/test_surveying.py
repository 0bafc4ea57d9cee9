"""Answers keep their origin, a home without data borrows from its row, bills calibrate, savings stay apart."""

import datetime
from pathlib import Path

import pypdfium2
import pytest

from rehab_app.core.errors import RehabError
from rehab_app.core.progress import Progress
from rehab_app.domain.billing import Bill
from rehab_app.domain.survey import Answer
from rehab_app.domain.survey_questions import QUESTIONS
from rehab_app.energy.estimate import estimate
from rehab_app.services.bills import add_bills, bill_view, bills_of, saving
from rehab_app.services.completion import fill_neighbourhood
from rehab_app.services.describing import home_stock, write_description
from rehab_app.services.surveying import answers, print_sheet, questions, range_estimate, save_answers
from rehab_app.storage.project import Project
from tests.survey.homes import MANY, described_home, street

ON = datetime.date(2026, 1, 1)


def test_answers_are_kept_with_their_origin_and_can_be_replaced_and_undone(tmp_path: Path) -> None:
    with street(tmp_path / "s.rehab", [None]) as project:
        home = int(project.columns("dwelling", ())["id"][0])
        save_answers(project, "test", home, [Answer("wall", "brick", "seen"), Answer("area_m2", 80.0, "official", ON)])
        save_answers(project, "test", home, [Answer("area_m2", 78.0, "said")])
        assert answers(project, home)["area_m2"] == Answer("area_m2", 78.0, "said", ON) or (
            answers(project, home)["area_m2"].value == 78.0
        )
        assert answers(project, home)["wall"].origin == "seen"
        save_answers(project, "test", home, [Answer("wall", None, "said")])
        assert "wall" not in answers(project, home)
        project.undo("test")
        assert answers(project, home)["wall"].value == "brick"


@pytest.mark.parametrize(
    "wrong",
    [
        Answer("wall", "marble", "seen"),
        Answer("nothing", 1.0, "seen"),
        Answer("area_m2", 5.0, "seen"),
        Answer("area_m2", 80.0, "guess"),
    ],
)
def test_an_answer_that_cannot_be_is_refused_whole(tmp_path: Path, wrong: Answer) -> None:
    with street(tmp_path / "s.rehab", [None]) as project:
        home = int(project.columns("dwelling", ())["id"][0])
        with pytest.raises(RehabError):
            save_answers(project, "test", home, [Answer("wall", "brick", "seen"), wrong])
        assert answers(project, home) == {}


def test_answers_narrow_the_range_of_a_home(tmp_path: Path) -> None:
    with street(tmp_path / "s.rehab", [None]) as project:
        home = int(project.columns("dwelling", ())["id"][0])
        before = range_estimate(project, home, Progress(), ON)
        given = [Answer(item, value, "said") for item, value in MANY.items()]
        save_answers(project, "test", home, given)
        after = range_estimate(project, home, Progress(), ON)
        assert after.answered == {"said": len(given)}
        assert after.energy_kwh_m2.high - after.energy_kwh_m2.low < before.energy_kwh_m2.high - before.energy_kwh_m2.low
        assert sum(after.label_probabilities.values()) == pytest.approx(1)


def test_one_command_fills_a_row_and_marks_what_is_borrowed(tmp_path: Path) -> None:
    with street(tmp_path / "s.rehab", [MANY, None, MANY]) as project:
        report = fill_neighbourhood(project, "test", ON, Progress())
        assert (report.homes, report.measured, report.borrowed, report.left) == (3, 2, 1, 0)
        rows = project.rows("range_estimate")
        assert [row["origin"] for row in rows] == ["", "borrowed", ""]
        wide = [row["energy_high_kwh_m2"] - row["energy_low_kwh_m2"] for row in rows]
        assert wide[1] > 1.5 * wide[0]
        alone = range_estimate(project, rows[1]["dwelling_id"], Progress(), ON)
        assert alone.energy_kwh_m2.central == pytest.approx(rows[1]["energy_central_kwh_m2"], rel=0.1)
        fill_neighbourhood(project, "test", ON, Progress())
        assert len(project.rows("range_estimate")) == 3


def test_the_survey_becomes_a_whole_description_by_facade_with_origins(tmp_path: Path) -> None:
    with street(tmp_path / "s.rehab", [None]) as project:
        home = int(project.columns("dwelling", ())["id"][0])
        given = [Answer(item, value, "seen") for item, value in MANY.items() if item not in ("storeys", "ceiling_m")]
        save_answers(project, "test", home, given)
        before = range_estimate(project, home, Progress(), ON)
        write_description(project, "test", home, ON)
        stock, _ids = project.stock([home])
        found = estimate(stock, ON)
        assert not found.refusals
        walls = stock["wall"]
        outside = walls["adjacency_id"] == 1
        assert set(walls["orientation_id"][outside].tolist()) == {1, 2}  # street to the south, back to the north
        assert walls["gross_area_m2"][outside].sum() == pytest.approx(60.0)
        record = project.rows("dwelling", id=home)[0]
        assert record["origin"] == "default"
        assert record["origins"]["wall.1"] == "seen"
        assert range_estimate(project, home, Progress(), ON).energy_kwh_m2 == before.energy_kwh_m2
        project.undo("test")
        assert len(project.stock([home])[0]["wall"]) == 0


def test_walls_look_where_the_front_was_said_to_look(tmp_path: Path) -> None:
    with Project.create(tmp_path / "s.rehab", "Essai (fictif)", "62528", fictional=True) as project:
        with project.write("test", "home") as writer:
            (home,) = writer.insert("dwelling", [{"commune_insee": "62528"}])
        given = [Answer(item, value, "said") for item, value in {**MANY, "faces": "e", "left": "free"}.items()]
        save_answers(project, "test", home, given)
        walls = home_stock(project, home, ON)["wall"]
        assert set(walls["orientation_id"][walls["adjacency_id"] == 1].tolist()) == {1, 3, 4}  # south gable, east, west


def test_bills_stand_beside_the_label_and_calibrate_the_use(tmp_path: Path) -> None:
    with street(tmp_path / "s.rehab", [MANY]) as project:
        home = int(project.columns("dwelling", ())["id"][0])
        without = bill_view(project, home, ON)
        assert without.basis == "label"
        assert without.low_eur < without.expected_eur < without.high_eur
        bill = Bill("gas", datetime.date(2024, 1, 1), datetime.date(2025, 1, 1), 9_990.0, "kwh_gross", 1_050.0)
        add_bills(project, "test", home, [bill])
        assert [each.quantity for each in bills_of(project, home)] == [9_990.0]
        view = bill_view(project, home, ON)
        assert view.basis == "bills"
        assert view.use_factor == pytest.approx(9_000 * 365.25 / 366 / view.conventional_kwh["gas"], rel=1e-3)
        after = described_home({**MANY, "wall_insulation": "outside", "attic_insulation": "yes", "attic_year": 2020.0})
        found = saving(home_stock(project, home, ON), after, view, None, ON)
        assert 0 < found.low_eur <= found.expected_eur <= found.high_eur < found.conventional_eur
        assert found.high_eur + found.comfort_low_eur == pytest.approx(found.conventional_eur)


def test_the_questionnaire_is_printed_with_every_question(tmp_path: Path) -> None:
    path = tmp_path / "enquete.pdf"
    print_sheet(path)
    document = pypdfium2.PdfDocument(path)
    words = "".join(page.get_textpage().get_text_bounded() for page in document)
    assert questions() == QUESTIONS
    for number in range(1, len(QUESTIONS) + 1):
        assert f"{number}." in words
    assert "ne sait pas" in words
    document.close()
