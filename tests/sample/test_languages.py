"""A French town's files are read alike whatever the language of the screen."""

from typing import Any

import pytest

from rehab_app.core import i18n
from rehab_app.core.progress import Progress
from rehab_app.services.importing import import_paths
from rehab_app.services.intake.report import Outcome
from rehab_app.services.sample import sample_folder
from rehab_app.services.sampling.files import (
    COMMUNE,
    COMMUNE_INSEE,
    FIRM_LIST,
    FOOTPRINTS,
    LIST,
    NEIGHBOURHOOD,
    SURVEYS,
)
from rehab_app.storage.project import Project

_TABLES = ("dwelling", "owner", "firm", "wall", "heating_generator")


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What the files of the fictional neighbourhood became, and how many of their rows were refused, by language."""
    found: dict[str, dict[str, Any]] = {}
    files = [sample_folder() / name for name in (FOOTPRINTS, SURVEYS, LIST, FIRM_LIST)]
    for language in i18n.LANGUAGES:
        i18n.set_language(language)
        path = tmp_path_factory.mktemp("town") / "essai.rehab"
        with Project.create(path, NEIGHBOURHOOD, COMMUNE_INSEE, COMMUNE, fictional=True) as project:
            report = import_paths(project, files, "Essai", Progress())
            rows = {table: project.rows(table) for table in _TABLES}
        found[language] = rows | {"refused": report.count(Outcome.REFUSED)}
    return found


def test_no_row_is_refused_in_another_language(read: dict[str, dict[str, Any]]) -> None:
    assert {language: rows["refused"] for language, rows in read.items()} == dict.fromkeys(i18n.LANGUAGES, 0)


@pytest.mark.parametrize("table", _TABLES)
def test_the_records_are_the_same(read: dict[str, dict[str, Any]], table: str) -> None:
    french, english = (read[language][table] for language in i18n.LANGUAGES)
    assert french
    assert english == french
