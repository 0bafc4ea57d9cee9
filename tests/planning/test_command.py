"""`rehab plan` on a small project: a calendar one can read, with chances, and files for the firms."""

import datetime
from pathlib import Path

import openpyxl
import pytest

from rehab_app.cli import main
from rehab_app.core.errors import RehabError
from rehab_app.core.progress import Progress
from rehab_app.services.calendar_chances import calendar_chances
from rehab_app.services.calendar_digest import digest
from rehab_app.services.calendar_view import read_calendar
from rehab_app.services.scheduling import schedule_groups
from rehab_app.storage.project import Project

WHO = "Adviser"
APRIL = datetime.date(2027, 4, 5)
LOTS = (
    ("scaffold", "site", 60.0),
    ("loft_mineral", "roof", 45.0),
    ("windows_pvc", "joinery", 14.0),
    ("wall_external_mineral", "facade", 40.0),
    ("heat_pump", "heating", 1.0),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Two homes of one group, two firms, everything invented."""
    location = tmp_path / "street.rehab"
    with (
        Project.create(location, "Rue Exemple", "62000", "Ville Exemple", fictional=True) as project,
        project.write(WHO, "Invent a group") as writer,
    ):
        homes = writer.insert("dwelling", [{"address": f"{number} rue Exemple (fictif)"} for number in (1, 3)])
        (group,) = writer.insert("owner_group", [{"name": "Rue Exemple", "stage": "committed"}])
        for home in homes:
            (scenario,) = writer.insert("scenario", [{"dwelling_id": home, "name": "a", "chosen": 1}])
            writer.insert(
                "member",
                [{"group_id": group, "dwelling_id": home, "scenario_id": scenario, "stage": "committed"}],
            )
            writer.insert(
                "works",
                [{"scenario_id": scenario, "work": w, "lot": lot, "quantity": size} for w, lot, size in LOTS],
            )
        writer.insert(
            "firm",
            [
                {
                    "name": "Façades Exemple (fictif)",
                    "lots": ["site", "roof", "facade"],
                    "crews": 1.0,
                    "absences": [{"from": "2027-04-12", "until": "2027-04-16"}],
                    "qualifications": [
                        {
                            "domain": "Isolation des murs par l'extérieur",
                            "from": "2024-01-01",
                            "until": "2027-04-10",
                        }
                    ],
                },
                {"name": "Chauffage Exemple (fictif)", "lots": ["joinery", "heating"], "crews": 1.0},
            ],
        )
    return location


def test_the_calendar_is_printed_with_chances_warnings_and_files(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    arguments = ["plan", str(path), "--start", "2027-04-05", "--limit", "2", "--export", str(out), "--all"]
    assert main(arguments) == 0
    printed = capsys.readouterr().out
    assert "Test d’étanchéité à l’air intermédiaire" in printed
    assert "devis à accepter" in printed
    assert "certificat" in printed, "the certificate ends within the works"
    assert {file.suffix for file in out.iterdir()} == {".ics", ".xlsx"}
    assert len(list(out.glob("*.ics"))) == 2, "one file a firm"
    sheet = openpyxl.load_workbook(out / "calendar.xlsx").active
    with Project.open(path) as project:
        entries = project.rows("calendar_entry")
        assert sheet.max_row == 1 + len(entries)
        away = [row for row in entries if row["lot"] in ("site", "roof", "facade")]
        chances = calendar_chances(project, Progress())
    week = (datetime.date(2027, 4, 12), datetime.date(2027, 4, 16))
    assert all(row["ends_on"] < week[0] or row["starts_on"] > week[1] for row in away)
    assert len(chances.dates) == len(entries)
    assert all(0 <= one.end <= 1 and one.likely_end >= one.ends_on for one in chances.dates)


def test_what_clashes_is_said_with_names_and_what_frees_it(path: Path) -> None:
    with Project.open(path) as project:
        member = project.rows("member")[0]
        with project.write(WHO, "Only one week") as writer:
            week = [{"kind": "only", "from": "2027-05-10", "until": "2027-05-12"}]
            writer.update("member", member["id"], member["version"], {"availability": week})
        with pytest.raises(RehabError) as refused:
            schedule_groups(project, WHO, APRIL, Progress(), seconds=5)
        assert "1 rue Exemple (fictif)" in refused.value.problem
        assert "1 rue Exemple (fictif)" in refused.value.remedy
        assert not project.rows("calendar_entry")


def test_an_insulation_waits_for_the_days_after_its_signature(path: Path) -> None:
    signed = datetime.date(2027, 5, 3)
    with Project.open(path) as project:
        home = project.rows("dwelling")[0]["id"]
        with project.write(WHO, "Sign") as writer:
            writer.insert(
                "quote", [{"dwelling_id": home, "work": "wall_external_mineral", "signed_on": signed, "used": 1}]
            )
        schedule_groups(project, WHO, APRIL, Progress(), seconds=2)
        (facade,) = project.rows("calendar_entry", dwelling_id=home, lot="facade")
        assert facade["starts_on"] > signed + datetime.timedelta(days=7)


def test_a_promise_that_an_absence_makes_impossible_is_moved_and_told(path: Path) -> None:
    with Project.open(path) as project:
        schedule_groups(project, WHO, APRIL, Progress(), seconds=2)
        entries = project.rows("calendar_entry")
        with project.write(WHO, "Promise all") as writer:
            for row in entries:
                writer.update("calendar_entry", row["id"], row["version"], {"promised": 1})
            last = max((row for row in entries if row["lot"] == "facade"), key=lambda row: row["starts_on"])
            firm = project.rows("firm")[0]
            away = [{"from": last["starts_on"].isoformat(), "until": last["ends_on"].isoformat()}]
            writer.update("firm", firm["id"], firm["version"], {"absences": away})
        report = schedule_groups(project, WHO, APRIL, Progress(), seconds=5)
        assert (last["dwelling_id"], "facade") in {(item.task.dwelling_id, item.task.lot) for item in report.moved}
        assert report.result.held + report.result.moved == len(entries) == len(project.rows("calendar_entry"))
        kept = {row["id"] for row in entries} & {row["id"] for row in project.rows("calendar_entry")}
        assert len(kept) == report.result.held


def test_the_calendar_is_told_in_a_few_lines_before_its_months(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", str(path), "--start", "2027-04-05", "--limit", "2"]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("Calendrier du ")
    assert "Aucune date promise" in printed
    assert "Avril 2027" in printed
    assert "rue Exemple (fictif)  " not in printed, "homes one by one are for --all"
    with Project.open(path) as project:
        view = read_calendar(project, Progress())
    short = digest(view)
    (busy, _other) = short.loads
    firm = next(one for one in view.firms if one.name == busy.firm)
    with Project.open(path) as project:
        days = [row["work_days"] for row in project.rows("calendar_entry", firm_id=firm.firm_id)]
    assert busy.at_work == sum(days)
    assert busy.available % firm.crews == 0
    assert short.weeks_median <= short.weeks_longest
