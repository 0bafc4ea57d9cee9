"""Starting the application: what it opens, what it keeps of an error, the command that draws pictures."""

import logging
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from rehab_app import app
from rehab_app.core.log import start_log
from rehab_app.core.progress import Progress
from rehab_app.core.settings import Settings, load, save
from rehab_app.services.jobs import failure_place
from rehab_app.services.session import open_sample, sample_location
from rehab_app.storage.project import Project
from rehab_app.ui.pictures import settle, write_pictures
from rehab_app.ui.window import MainWindow


def test_a_start_opens_the_project_opened_last_if_it_is_still_there(town: Path, tmp_path: Path) -> None:
    gone = tmp_path / "disparu.rehab"
    assert app.first_location(Settings(recent=(str(gone), str(town)))) == str(town)
    assert app.first_location(Settings(recent=(str(gone),))) == str(sample_location())
    assert app.first_location(Settings()) == str(sample_location())


@pytest.mark.parametrize("damage", ["of a trial version", "cut short"])
def test_a_sample_that_cannot_be_read_any_more_is_made_anew_without_a_word(home: Path, damage: str) -> None:
    place = sample_location()
    Project.create(place, "Ancien exemple", "62528").close()
    if damage == "cut short":
        place.write_bytes(place.read_bytes()[:9_000])
    else:
        with closing(sqlite3.connect(place)) as raw:
            raw.execute("ALTER TABLE dwelling DROP COLUMN stage_note")
            raw.commit()
    with closing(open_sample(Progress())) as session:
        assert session.project.neighbourhood()["name"] != "Ancien exemple"
        assert len(session.project.columns("dwelling", ())["id"]) > 100


def test_a_project_opened_is_remembered_first_and_once(window: MainWindow, town: Path) -> None:
    window.files.open(town)
    settle(window)
    assert window.desk.settings.recent == (str(town),)


def test_a_file_that_is_no_project_is_refused_in_words_and_the_open_one_stays(
    window: MainWindow, tmp_path: Path
) -> None:
    alien = tmp_path / "photo.rehab"
    alien.write_bytes(b"\x89PNG" * 100)
    window.files.open(alien)
    settle(window)
    assert window.frame.notice.isVisible()
    assert "photo.rehab" in window.frame.notice.text
    assert window.desk.homes is not None
    assert window.desk.homes.name == "Cité d’essai"


def test_settings_survive_and_a_spoilt_file_gives_the_defaults(home: Path) -> None:
    save(Settings(language="en", theme="dark", recent=("a", "b")))
    assert (load().language, load().theme, load().recent) == ("en", "dark", ("a", "b"))
    (home / "config" / "settings.json").write_text("{not json", encoding="utf-8")
    assert load() == Settings()


def test_the_log_keeps_the_place_of_an_error_and_none_of_its_words() -> None:
    path = start_log()
    try:
        raise ValueError("revenu de Mme Dupont : 14 000 €")
    except ValueError as error:
        logging.getLogger("rehab_app.test").error("a job failed: %s", failure_place(error))
    logger = logging.getLogger("rehab_app")
    for handler in tuple(logger.handlers):
        handler.close()
        logger.removeHandler(handler)
    written = path.read_text(encoding="utf-8")
    assert "ValueError at test_start.py:" in written
    assert "Dupont" not in written


def test_pictures_are_drawn_of_each_place(window: MainWindow, tmp_path: Path) -> None:
    assert window.desk.homes is not None
    window.desk.selection.choose([int(window.desk.homes.ids[0])])
    made = [path.name for path in write_pictures(window, tmp_path, "fr-light")]
    for name in ("quartier", "settings", "new", "help", "about", "session-1", "session-4"):
        assert f"{name}-fr-light.png" in made
    for page in ("home", "catalogue"):
        assert len([name for name in made if name.startswith(page)]) > 3, "each tab has its picture"
    assert len(made) == len(set(made))
    assert all((tmp_path / name).stat().st_size > 10_000 for name in made)
