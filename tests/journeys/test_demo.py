"""The whole road on the fictional neighbourhood: from the files to the artisans' dossiers."""

import datetime
from pathlib import Path

import pypdfium2
import pytest

from rehab_app.cli import main
from rehab_app.core.errors import Cancelled, RehabError
from rehab_app.core.progress import Progress
from rehab_app.services.intake.report import Outcome
from rehab_app.services.sample import SampleReport, build_sample
from rehab_app.services.sampling.homes import INCOMPLETE
from rehab_app.storage.project import Project

TODAY = datetime.date(2026, 11, 23)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, SampleReport]:
    location = tmp_path_factory.mktemp("sample") / "quartier.rehab"
    return location, build_sample(location, Progress(), "Testeuse", TODAY, calendar_seconds=1.0)


def test_every_file_of_the_sample_is_taken(made: tuple[Path, SampleReport]) -> None:
    imported = made[1].imported
    assert [line for line in imported.lines if line.outcome in (Outcome.REFUSED, Outcome.DUPLICATE)] == []
    assert imported.notes == []


def test_the_project_holds_the_neighbourhood_with_its_owners_and_façades(made: tuple[Path, SampleReport]) -> None:
    with Project.open(made[0]) as project:
        assert project.neighbourhood()["fictional"] == 1
        homes = project.rows("dwelling")
        assert len(homes) == len(project.rows("building")) == 240
        assert len(project.rows("street")) == 8
        assert len(project.rows("firm")) == 6  # four of the list, two that were consulted
        assert all(home["owner_id"] and home["tenure"] and home["building_id"] for home in homes)
        sides = [facade["side"] for facade in project.rows("facade")]
        assert sides.count("street") == sides.count("back") == 240
        assert {"party", "gable"} <= set(sides)
        assert "" not in sides


def test_what_the_surveys_lack_is_refused_by_name_and_the_rest_estimated(made: tuple[Path, SampleReport]) -> None:
    estimated = made[1].estimated
    with Project.open(made[0]) as project:
        bare = sum(not home["dpe_number"] for home in project.rows("dwelling"))
    assert estimated.homes == 240
    assert estimated.estimated == 240 - INCOMPLETE - bare
    assert sum(estimated.refused.values()) == INCOMPLETE + bare
    assert len(estimated.refused) > 4


def test_a_protected_street_front_is_never_insulated_from_outside(made: tuple[Path, SampleReport]) -> None:
    with Project.open(made[0]) as project:
        treated = [
            line
            for row in project.rows("works")
            if row["work"].startswith("wall_external")
            for line in row["takeoff"]["treated"]
        ]
    assert treated
    assert not [line for line in treated if line["side"] == "street" and line["heritage"] not in ("", "none")]


def test_neighbours_form_groups_and_get_a_calendar(made: tuple[Path, SampleReport]) -> None:
    report = made[1]
    assert len(report.grouped.proposals) >= 8
    assert len({proposal.street for proposal in report.grouped.proposals}) >= 6
    assert report.planned.result.planned
    assert min(task.starts_on for task in report.planned.result.planned) > TODAY
    assert not report.planned.result.without_firm


def test_what_is_there_already_is_not_replaced(tmp_path: Path) -> None:
    location = tmp_path / "mien.rehab"
    location.write_text("my own")
    with pytest.raises(RehabError, match="mien"):
        build_sample(location, Progress(), "Testeuse", TODAY)
    assert location.read_text() == "my own"


def test_stopping_leaves_nothing_behind(tmp_path: Path) -> None:
    progress = Progress()
    progress.listener = lambda done, _total, _doing: progress.cancel() if done == 1 else None
    with pytest.raises(Cancelled):
        build_sample(tmp_path / "quartier.rehab", progress, "Testeuse", TODAY)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_the_demo_tells_what_it_did_and_leaves_dossiers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "demo"
    assert main(["demo", str(folder), "--date", TODAY.isoformat()]) == 0
    told = capsys.readouterr().out
    for name in (
        "Logements", "Étiquettes aujourd’hui", "Après travaux", "Avancement des logements", "Groupes", "Calendrier",
        "Chantier dans un logement", "Dossiers",
    ):  # fmt: skip
        assert name in told
    assert "prix de 20" in told
    papers = sorted((folder / "dossiers").glob("*.pdf"))
    assert len(papers) > 20
    assert str(folder / "dossiers") in told
    with pypdfium2.PdfDocument(papers[0]) as document:
        text = document[0].get_textpage().get_text_range()
    assert "fictif" in text.lower()
    assert (folder / "import.csv").stat().st_size > 0
