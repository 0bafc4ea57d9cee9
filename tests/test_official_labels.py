"""What stands in French in the resources, as the law writes it: each text has its English, wherever it is shown."""

import csv
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator

import numpy as np
import pytest
from babel.messages.pofile import read_po
from pytestqt.qtbot import QtBot

from rehab_app.core import i18n
from rehab_app.core.paths import resource
from rehab_app.core.progress import Progress
from rehab_app.domain import enumerations
from rehab_app.domain.catalogue.records import RECORD_TABLES
from rehab_app.domain.catalogue.stock import STOCK_TABLES
from rehab_app.domain.fields import Field
from rehab_app.domain.works import UNITS
from rehab_app.exchange.addresses import plain_words
from rehab_app.exchange.cell_values import read_cell
from rehab_app.services import editing
from rehab_app.services.browsing import read_neighbourhood
from rehab_app.services.home_filters import Condition, meeting
from rehab_app.services.listed import BETWEEN, shown
from rehab_app.services.neighbourhood import HOME_COLUMNS, Neighbourhood
from rehab_app.storage.project import Project
from rehab_app.ui.catalogue.certificates import Certificates
from rehab_app.ui.quartier.cells import cell_text
from rehab_app.ui.quartier.condition_words import in_words
from rehab_app.ui.quartier.sorting import sort_keys
from rehab_app.ui.theme import LIGHT
from rehab_app.works.bills import relation
from rehab_app.works.catalogue import entries
from tests.ui.small_town import build

# Words and signs that are the same in both languages.
_SAME = {"≤ 15°", "> 75°", "horizontal", "garage", "propane", "butane", "air", "polycarbonate"}
_FIGURES = re.compile(r"\d+")
_GROUPS = re.compile(r"(?<=\d)[ ,](?=\d{3})")
_FRENCH_LETTER = re.compile("[àâçéèêëîïôûùœ’]")
_WALL = next(field for spec in STOCK_TABLES for field in spec.fields if field.name == "material_id")
_COLUMNS = {column.name: column for column in HOME_COLUMNS}


def official() -> dict[str, dict[int, str]]:
    """Labels by enumeration and id, as the resource has them."""
    found: dict[str, dict[int, str]] = defaultdict(dict)
    with resource("catalogue", "enumerations.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[row["enumeration"]][int(row["id"])] = row["label_fr"]
    return found


def english(name: str = "official.po") -> dict[str, str]:
    with resource("i18n", "en", name).open("rb") as file:
        return {str(message.id): str(message.string) for message in read_po(file, locale="en") if message.id}


def other_french() -> Iterator[str]:
    """French texts of the resources that are shown, beside the official labels."""
    for path in resource("aids").glob("*.toml"):
        for period in tomllib.loads(path.read_text(encoding="utf-8"))["period"]:
            yield period["source"]
    for item in entries().values():
        yield item.work.rge_domain
        yield from item.work.quote_mentions
        for criterion in item.work.criteria:
            yield criterion.source
    for kind in relation().values():
        yield kind["source"]
    yield from UNITS


def test_every_official_label_has_its_english_and_no_english_is_left_over() -> None:
    labels = {label for listed in official().values() for label in listed.values()}
    assert english().keys() == labels
    assert all(text.strip() for text in english().values())


def test_so_has_every_other_french_text_of_the_resources() -> None:
    known = english("resources.po")
    assert known.keys() == set(other_french()) - {"", "m²"}
    assert all(text.strip() for text in known.values())
    i18n.set_language("en")
    assert {text: i18n.from_french(text) for text in known} == known
    i18n.set_language("fr")
    assert [i18n.from_french(text) for text in known] == [*known]


def test_all_of_it_is_found_where_a_label_is_shown() -> None:
    known = english()
    i18n.set_language("en")
    for name, labels in official().items():
        assert enumerations.shown_choices(name) == {key: known[label] for key, label in labels.items()}


def test_in_french_a_label_is_the_official_one_letter_by_letter() -> None:
    i18n.set_language("fr")
    for name, labels in official().items():
        assert enumerations.shown_choices(name) == labels
        assert all(shown(label) == label for label in labels.values())


def figures(text: str) -> list[int]:
    """The figures of a text whatever their order and how they are grouped; the first of a month is one."""
    return sorted(int(found) for found in _FIGURES.findall(_GROUPS.sub("", text)))


def test_english_keeps_the_figures_of_the_official_label() -> None:
    """A year or a thickness that was copied wrong would describe another appliance; a date, another rule."""
    pairs = [*english().items(), *english("resources.po").items()]
    assert not [pair for pair in pairs if figures(pair[0]) != figures(pair[1])]


def test_no_french_is_left_in_the_english() -> None:
    assert not {text for text in english().values() if _FRENCH_LETTER.search(text)}
    assert {label for label, text in english().items() if label == text} == _SAME


def test_labels_of_a_list_are_as_different_in_english_as_in_french() -> None:
    known = english()
    alike = [
        (name, label)
        for name, labels in official().items()
        for label in set(labels.values())
        if sum(plain_words(known[label]) == plain_words(known[other]) for other in set(labels.values())) > 1
    ]
    assert not alike


def test_a_label_holds_nothing_that_stands_between_labels() -> None:
    assert not [text for pair in english().items() for text in pair if BETWEEN.strip() in text]


@pytest.mark.parametrize(("language", "written"), [("fr", "murs en briques creuses"), ("en", "hollow brick wall")])
def test_a_choice_is_offered_and_read_back_in_the_language_of_the_screen(language: str, written: str) -> None:
    i18n.set_language(language)
    assert editing.choices(_WALL)[10] == written
    assert read_cell(_WALL, written, ",") == 10
    assert read_cell(_WALL, "murs en briques creuses", ",") == 10


def fields_of_lists() -> list[Field]:
    """Fields whose values are chosen, from official lists and from ours."""
    return [field for spec in (*STOCK_TABLES, *RECORD_TABLES) for field in spec.fields if field.choices]


@pytest.mark.parametrize("written_in", i18n.LANGUAGES)
@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_what_a_table_of_the_screen_shows_can_be_imported_again(language: str, written_in: str) -> None:
    i18n.set_language(written_in)
    written = [(field, editing.choices(field)) for field in fields_of_lists()]
    i18n.set_language(language)
    for field, labels in written:
        for value, label in labels.items():
            assert read_cell(field, label, ",") == value, f"{field.name}: {label}"


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Neighbourhood:
    path = tmp_path_factory.mktemp("town") / "essai.rehab"
    build(path)
    with Project.open(path) as project:
        found = read_neighbourhood(project, Progress())
    kinds = np.array(["gaz naturel", "électricité", f"bois – bûches{BETWEEN}gaz naturel", ""], dtype=object)
    found.columns["heating"] = kinds[np.arange(len(found)) % len(kinds)]
    return found


def test_a_filter_kept_in_one_language_holds_in_the_other(homes: Neighbourhood) -> None:
    heating, kept = _COLUMNS["heating"], Condition("heating", values=("gaz naturel", ""))
    found, said = [], []
    for language in i18n.LANGUAGES:
        i18n.set_language(language)
        found.append(meeting(homes, _COLUMNS, [kept]))
        said.append(in_words(heating, kept))
    assert np.array_equal(found[0], found[1])
    assert found[0].sum() == len(homes) // 2
    assert "gaz naturel" in said[0]
    assert "natural gas, not known" in said[1]


@pytest.mark.parametrize(
    ("language", "typed", "cells"),
    [
        ("fr", "gaz", {"gaz naturel", "bois – bûches · gaz naturel"}),
        ("en", "gas", {"natural gas", "natural gas · wood – logs"}),
    ],
)
def test_what_is_typed_is_looked_for_in_what_is_shown(
    homes: Neighbourhood, language: str, typed: str, cells: set[str]
) -> None:
    i18n.set_language(language)
    met = meeting(homes, _COLUMNS, [Condition("heating", contains=typed)])
    assert {cell_text(homes, _COLUMNS["heating"], int(at)) for at in np.flatnonzero(met)} == cells


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_homes_are_ordered_by_what_is_shown_and_the_unknown_are_last(homes: Neighbourhood, language: str) -> None:
    i18n.set_language(language)
    heating = _COLUMNS["heating"]
    order = np.argsort(sort_keys(homes, heating), kind="stable")
    texts = list(dict.fromkeys(cell_text(homes, heating, int(at)) for at in order))
    expected = {
        "fr": ["bois – bûches · gaz naturel", "électricité", "gaz naturel", ""],
        "en": ["electricity", "natural gas", "natural gas · wood – logs", ""],
    }
    assert texts == expected[language]


def test_the_resource_stays_the_official_one() -> None:
    """The lists of ADEME (XSD 2.6), 811 entries in 58 lists, with nothing of ours beside."""
    assert len(official()) == 58
    assert sum(map(len, official().values())) == 811
    head = resource("catalogue", "enumerations.csv").read_text(encoding="utf-8").splitlines()[0]
    assert head == "enumeration,id,label_fr"


def test_a_qualification_is_kept_under_its_official_name(qtbot: QtBot) -> None:
    i18n.set_language("en")
    entry = Certificates(LIGHT, ["Isolation des combles perdus"])
    qtbot.addWidget(entry)
    for line, text in ((entry.domain, "Insulation of unused attics"), (entry.ends, "31/12/2027")):
        line.setText(text)
    entry.add.click()
    assert [kept.domain for kept in entry.certificates] == ["Isolation des combles perdus"]
    assert entry.table.model().index(0, 0).data() == "Insulation of unused attics"
