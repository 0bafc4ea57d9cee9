"""Several use cases kept as one action are one line of the history, undone together, written whole or not at all."""

import datetime

import pytest

from rehab_app.core.errors import RehabError
from rehab_app.services.editing import home_field, write_field
from rehab_app.services.home_site import HomeContact, add_contact
from rehab_app.services.visits import Visit, add_visit, visits_of
from rehab_app.storage.one_action import one_action
from rehab_app.storage.project import Project
from tests.storage.samples import IDENTITY, two_homes

_DAY = datetime.date(2026, 11, 23)


@pytest.fixture
def homes(project: Project) -> list[int]:
    with project.write("essai", "import") as writer:
        return writer.insert_stock(two_homes(), IDENTITY)


def access(project: Project, home: int, text: str) -> None:
    (row,) = project.rows("dwelling", id=home)
    write_field(project, "essai", {home: row["version"]}, home_field("access"), text, "seen")


def test_what_use_cases_write_together_is_one_action(project: Project, homes: list[int]) -> None:
    with one_action(project, "essai", "what was told") as together:
        add_visit(together, "essai", homes[0], Visit(_DAY, "essai"), "1 rue inventée")
        access(together, homes[1], "by the back")
        assert together.rows("dwelling", id=homes[1])[0]["access"] == "by the back"
        assert len(visits_of(together, homes[0])) == 1
    assert [row["label"] for row in project.history(2)] == ["what was told", "import"]


def test_a_row_changed_twice_comes_back_as_it_was_and_again(project: Project, homes: list[int]) -> None:
    with one_action(project, "essai", "what was told") as together:
        access(together, homes[0], "first")
        access(together, homes[0], "second")
    project.undo("essai")
    assert project.rows("dwelling", id=homes[0])[0]["access"] == ""
    project.redo("essai")
    assert project.rows("dwelling", id=homes[0])[0]["access"] == "second"


def test_a_part_that_is_refused_leaves_nothing_of_the_others(project: Project, homes: list[int]) -> None:
    nobody = HomeContact("owner", "", "", True)

    def told() -> None:
        with one_action(project, "essai", "what was told") as together:
            access(together, homes[0], "by the back")
            add_contact(together, "essai", homes[0], nobody, "1 rue inventée")

    with pytest.raises(RehabError):
        told()
    assert project.rows("dwelling", id=homes[0])[0]["access"] == ""
    assert project.history(1)[0]["label"] == "import"


def test_a_use_case_is_told_what_the_action_has_touched(project: Project, homes: list[int]) -> None:
    with one_action(project, "essai", "what was told") as together:
        change = add_visit(together, "essai", homes[0], Visit(_DAY, "essai"), "1 rue inventée")
    assert change.touches("visit")
    assert project.rows("journal", id=change.journal_id)[0]["label"] == "what was told"
