"""Firms of the RGE directory, which gives no crews: the calendar says why they are given no works."""

from pathlib import Path

from rehab_app.core.progress import Progress
from rehab_app.services.calendar_conflicts import conflicts
from rehab_app.services.calendar_view import read_calendar
from rehab_app.storage.project import Project
from tests.journeys.working_town import build_working

WINDOWS = "Fenêtres, volets, portes donnant sur l'extérieur"


def told(project: Project) -> list[str]:
    return [conflict.text for conflict in conflicts(read_calendar(project, Progress()))]


def test_a_firm_without_crews_whose_trade_is_wanted_is_named_with_what_to_enter(tmp_path: Path) -> None:
    with Project.open(build_working(tmp_path / "calendrier.rehab")) as project:
        assert not [text for text in told(project) if "équipes ne sont pas saisies" in text]
        with project.write("Testeuse", "Une entreprise de l’annuaire en place de l’autre") as writer:
            for entry in writer.rows("calendar_entry", lot="joinery"):
                writer.update("calendar_entry", entry["id"], entry["version"], {"firm_id": None})
            directory = {"name": "Fenêtres du Bassin (fictif)", "qualifications": [{"domain": WINDOWS}], "fictional": 1}
            writer.insert("firm", [directory])
        (why,) = [text for text in told(project) if "équipes ne sont pas saisies" in text]
        assert why.startswith("Fenêtres du Bassin (fictif)\u00a0: ne reçoit aucun travail")
        view = read_calendar(project, Progress())
        assert next(firm.lots for firm in view.firms if firm.name.startswith("Fenêtres du Bassin")) == ("joinery",)
