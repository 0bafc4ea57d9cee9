"""Names, incomes, bills and notes planted in every personal field of a project are in no output but the home's own."""

import datetime
import json
import logging
import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pikepdf
import pytest
from PIL import Image

from rehab_app.core.log import start_log
from rehab_app.core.progress import Progress
from rehab_app.domain.fields import Field, Kind
from rehab_app.services.browsing import read_neighbourhood
from rehab_app.services.calendar_export import export_icalendar, export_workbook
from rehab_app.services.catalogue_columns import catalogue_columns, read_columns
from rehab_app.services.document_files import Brought
from rehab_app.services.documents import add_documents, change_document, documents_folder, documents_of, drop_document
from rehab_app.services.follow_up import read_follow_up
from rehab_app.services.home_site import HomeContact, add_contact
from rehab_app.services.importing import import_paths
from rehab_app.services.jobs import failure_place
from rehab_app.services.listing import print_list
from rehab_app.services.people import fields, read_people, write_person
from rehab_app.services.printing import landlords, plans, print_homes, print_landlords, print_plans, print_town
from rehab_app.services.sending import record_sending
from rehab_app.services.visits import Visit, add_visit
from rehab_app.storage.project import Project
from rehab_app.storage.schema import SPECS
from tests.journeys.working_town import build_working
from tests.reports.reading import pages

TODAY = datetime.date(2026, 11, 22)
MARK = "Zqx"
# Shown to the firms because somebody wrote it for them: checked apart.
FOR_FIRMS = ("dwelling.access",)
_FIRST_FIGURE = 31_417
_NEXT_FIGURE = 7_919


class Planted:
    """What was planted, by home: words and figures nobody else has."""

    def __init__(self) -> None:
        self.of: dict[int, dict[str, str]] = {}
        self._figure = _FIRST_FIGURE

    def value(self, home: int, table: str, field: Field) -> Any:
        """A value of the field that stands in no other place."""
        where = f"{table}.{field.name}"
        if field.kind is Kind.NUMBER:
            if field.high is not None:
                return field.high  # a number of people: too small to be known again
            self._figure += _NEXT_FIGURE
            self.of.setdefault(home, {})[where] = str(self._figure)
            return float(self._figure)
        words = f"{MARK}{table}{field.name}{home}".replace("_", "")
        self.of.setdefault(home, {})[where] = words
        return words

    def others(self, home: int) -> dict[str, str]:
        return {f"{where} of {one}": word for one, own in self.of.items() if one != home for where, word in own.items()}


@pytest.fixture
def town(tmp_path: Path) -> Iterator[tuple[Project, Planted]]:
    """The small town at work, with a secret in each personal field of each home."""
    path = tmp_path / "quartier.rehab"
    build_working(path, odd_works=False)
    planted = Planted()
    with Project.open(path) as project:
        homes = project.rows("dwelling")
        with project.write("Testeuse", "Semer") as writer:
            for home in homes:
                own = _personal(planted, home["id"], "dwelling")
                if home["tenure"] != "social":
                    (own["owner_id"],) = writer.insert("owner", [_row(planted, home["id"], "owner")])
                writer.update("dwelling", home["id"], home["version"], own)
                for table in ("household", "home_contact", "visit", "bill"):
                    writer.insert(table, [{"dwelling_id": home["id"], **_row(planted, home["id"], table)}])
            one = homes[1]["id"]
            writer.insert("acceptance", [{"dwelling_id": one, **_notes(planted, one, "acceptance")}])
            (show,) = writer.insert("show_home", [{"dwelling_id": one, **_notes(planted, one, "show_home")}])
            writer.insert("show_visit", [{"show_home_id": show, **_notes(planted, one, "show_visit")}])
        yield project, planted


def _personal(planted: Planted, home: int, table: str) -> dict[str, Any]:
    return {field.name: planted.value(home, table, field) for field in SPECS[table].fields if field.personal}


_FILLED: Mapping[str, Mapping[str, Any]] = {
    "owner": {"kind": "person"},
    "household": {"income_year": 2025.0},
    "home_contact": {"role": "neighbour", "for_firms": 0},
    "visit": {"visited_on": TODAY, "adviser": "Testeuse"},
    "bill": {"energy": "gas", "unit": "kwh", "starts_on": "2025-01-01", "ends_on": "2026-01-01", "origin": "owner"},
    "acceptance": {"began_on": "2026-01-01", "accepted_on": "2026-03-01"},
    "show_home": {"opened_on": "2026-04-01"},
    "show_visit": {"visited_on": "2026-05-01", "visitors": 4.0},
}


def _row(planted: Planted, home: int, table: str) -> dict[str, Any]:
    return {**_FILLED[table], **_personal(planted, home, table)}


def _notes(planted: Planted, home: int, table: str) -> dict[str, Any]:
    return {**_FILLED[table], "note": planted.value(home, table, SPECS[table].field("note"))}


def plain(text: str) -> str:
    """Without what sets figures apart or breaks words at the end of a line."""
    return "".join(letter for letter in text if not letter.isspace() and letter not in "\u00ad\ufffe")


def told(path: Path) -> str:
    """Everything a file says: its name, its words, its metadata, what is inside it."""
    content = path.read_bytes()
    return f"{path.name}\n{({'.pdf': _pdf, '.xlsx': _xlsx}.get(path.suffix, bytes.decode))(content)}"


def _pdf(content: bytes) -> str:
    found = [*pages(content)]
    with pikepdf.open(BytesIO(content)) as document:
        found += [str(value) for value in document.docinfo.values()]
        for name, attached in document.attachments.items():
            found += [name, _xlsx(attached.get_file().read_bytes())]
        for part in document.objects:
            if isinstance(part, pikepdf.Stream) and part.get("/Subtype") in ("/Image", "/XML"):
                raw = part.get("/Subtype") == "/Image"  # as its camera wrote it
                found.append((part.read_raw_bytes() if raw else part.read_bytes()).decode("latin-1"))
    return "\n".join(found)


def _xlsx(content: bytes) -> str:
    book = openpyxl.load_workbook(BytesIO(content))
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    return "\n".join([*cells, *(str(value) for value in vars(book.properties).values()), *book.sheetnames])


def leaks(words: str, secrets: Mapping[str, str], allowed: tuple[str, ...] = ()) -> list[str]:
    flat = plain(words)
    return [
        where
        for where, secret in secrets.items()
        if not where.startswith(allowed or ("?",))
        and (_has_figure(words, secret) if secret.isdigit() else secret in flat)
    ]


def _has_figure(words: str, figure: str) -> bool:
    """Whether a figure stands there by itself, its thousands set apart or not."""
    return re.search(rf"(?<!\d){figure[:-3]}[ \u202f\u00a0]?{figure[-3:]}(?!\d)", words) is not None


def test_dossiers_for_firms_landlords_and_the_town_tell_nothing_of_the_people(
    town: tuple[Project, Planted], tmp_path: Path
) -> None:
    project, planted = town
    nobody = planted.others(-1)
    firms = print_plans(project, plans(project), tmp_path / "firmes", "Testeuse", TODAY)
    assert len(firms.printed) >= 3
    assert not firms.failures
    for done in firms.printed:
        words = told(done.path) + told(done.sheet)
        assert leaks(words, nobody, FOR_FIRMS) == []
        assert leaks(words, nobody), "how to get in is told to the firms"
    owners = print_landlords(project, [one.owner_id for one in landlords(project)], tmp_path / "b", "Testeuse", TODAY)
    assert owners.printed
    for paper in owners.printed.values():
        assert leaks(told(paper.path), nobody) == []
    assert leaks(told(print_town(project, tmp_path / "mairie", "Testeuse", TODAY).path), nobody) == []


def test_a_household_s_paper_tells_nothing_of_another_home(town: tuple[Project, Planted], tmp_path: Path) -> None:
    project, planted = town
    homes = [row["dwelling_id"] for row in project.rows("member")]
    batch = print_homes(project, homes, tmp_path / "foyers", "Testeuse", TODAY)
    assert sorted(batch.printed) == sorted(homes)
    for home, paper in batch.printed.items():
        assert leaks(told(paper.path), planted.others(home)) == []


def test_calendars_and_lists_tell_nothing_of_the_people(town: tuple[Project, Planted], tmp_path: Path) -> None:
    project, planted = town
    nobody, progress = planted.others(-1), Progress()
    now = datetime.datetime(2026, 11, 22, tzinfo=datetime.UTC)
    calendars = export_icalendar(project, tmp_path / "ics", now, progress)
    assert len(calendars) == 2
    for path in (*calendars, export_workbook(project, tmp_path / "plan.xlsx", progress)):
        assert leaks(told(path), nobody) == []
    homes = read_neighbourhood(project, progress)
    buildings = project.columns("dwelling", ("building_id",))["building_id"]
    columns = {**homes.columns, **read_columns(project, homes.ids, buildings, list(catalogue_columns()))}
    assert len(columns) > 100
    rows = [[str(values[at]) for values in columns.values()] for at in range(len(homes))]
    assert leaks(json.dumps(rows, ensure_ascii=False), nobody) == []
    picture = BytesIO()
    Image.new("RGB", (200, 100)).save(picture, "PNG")
    shown = [[str(street), "\n".join(row)] for street, row in zip(homes.columns["street"], rows, strict=True)]
    listed = print_list(homes, [("Rue", False), ("Tout", False)], shown, picture.getvalue(), TODAY)
    assert leaks(told(listed), nobody) == []


def test_bills_of_one_home_are_in_no_sum(town: tuple[Project, Planted]) -> None:
    project, _planted = town
    found = read_follow_up(project, read_neighbourhood(project, Progress()), TODAY, Progress())
    assert found.use is None
    assert not [one for chapter in found.chapters for one in chapter.indicators if one.low in (31_417.0, 39_336.0)]


def test_history_and_undo_name_places_never_people(town: tuple[Project, Planted], tmp_path: Path) -> None:
    project, planted = town
    home = project.rows("dwelling")[2]["id"]
    secret = f"{MARK}Dupont"
    add_visit(project, "Testeuse", home, Visit(TODAY, "Testeuse", secret, secret, secret, TODAY, secret), "5 rue")
    add_contact(project, "Testeuse", home, HomeContact("neighbour", secret, secret, False), "5 rue")
    for table in ("owner", "household"):
        for field in fields(table):
            if field.personal:
                value: Any = 29_000.0 if field.kind is Kind.NUMBER else secret
                write_person(project, "Testeuse", read_people(project, home), table, field, value, "5 rue")
    picture = BytesIO()
    Image.new("RGB", (40, 30)).save(picture, "JPEG")
    add_documents(project, "Testeuse", home, [Brought(f"{secret}.jpg", picture.getvalue())], Progress())
    change_document(project, "Testeuse", documents_of(project, home)[0], {"title": f"{secret} au salon"})
    drop_document(project, "Testeuse", documents_of(project, home)[0])
    paper = print_homes(project, [home], tmp_path / "foyers", "Testeuse", TODAY)
    assert paper.printed
    record_sending(project, project.rows("dossier")[-1]["id"], secret, "hand", "Testeuse")
    labels = plain(" ".join(row["label"] for row in project.history(1000)))
    assert len(project.history(1000)) > 10
    assert MARK not in labels
    assert "29000" not in labels
    assert leaks(labels, planted.others(-1)) == []


def test_a_photograph_is_kept_without_place_device_and_owner(town: tuple[Project, Planted]) -> None:
    project, _planted = town
    exif = Image.Exif()
    exif[0x013B] = f"{MARK}Artiste"  # Artist
    exif[0x0110] = f"{MARK}Appareil"  # Model
    exif.get_ifd(0x8825)[1] = "N"  # GPSLatitudeRef
    exif.get_ifd(0x8825)[29] = "2026:11:22"  # GPSDateStamp
    taken = BytesIO()
    Image.new("RGB", (400, 300)).save(taken, "JPEG", exif=exif, comment=f"{MARK}commentaire".encode())
    assert MARK.encode() in taken.getvalue()
    add_documents(project, "Testeuse", 1, [Brought("cour.jpg", taken.getvalue())], Progress())
    (kept,) = documents_folder(project).iterdir()
    assert MARK.encode() not in kept.read_bytes()
    with Image.open(kept) as read:
        assert not read.getexif()


def test_an_import_names_rows_and_fields_never_what_a_person_said(
    town: tuple[Project, Planted], tmp_path: Path
) -> None:
    project, _planted = town
    table = tmp_path / "liste.csv"
    table.write_text(
        "Adresse;Propriétaire;E-mail;Revenu fiscal de référence;Nombre d’occupants;Remarque\n"
        f"1 rue de l’Essai;{MARK}Nom;{MARK}@exemple.fr;{MARK}29417;douze{MARK};{MARK}remarque\n"
        f"3 rue de l’Essai;{MARK}Nom\x01;{MARK}@exemple.fr;-29417;99999;{'z' * 3000}{MARK}\n"
        f"5 rue de l’Essai;{MARK}Nom;{MARK}@exemple.fr;29417;2;{MARK}remarque\n",
        encoding="utf-8",
    )
    report = import_paths(project, [table], "Testeuse", Progress())
    report.save(tmp_path / "rapport.csv")
    words = plain((tmp_path / "rapport.csv").read_text(encoding="utf-8-sig") + " ".join(report.notes))
    assert MARK not in words
    assert "29417" not in words
    assert MARK not in project.history(1)[0]["label"]


def test_an_error_nobody_expected_holds_no_value_of_the_project(town: tuple[Project, Planted]) -> None:
    project, _planted = town
    path = start_log()
    with pytest.raises(OverflowError) as failed, project.write("Testeuse", "Essai") as writer:
        writer.insert("household", [{"dwelling_id": 10**30, "name": f"{MARK}Nom", "income_eur": 29_417.0}])
    logging.getLogger("rehab_app.test").error("a job failed: %s", failure_place(failed.value))
    logger = logging.getLogger("rehab_app")
    for handler in tuple(logger.handlers):
        handler.close()
        logger.removeHandler(handler)
    words = plain(path.read_text(encoding="utf-8") + str(failed.value))
    assert "OverflowError" in words
    assert MARK not in words
    assert "29417" not in words
