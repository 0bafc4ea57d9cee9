"""Whatever is done in whatever order, undo gives back the state before, redo the state after, also after a restart."""

import shutil
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from rehab_app.domain.change import Change
from rehab_app.storage.project import Project
from tests.storage.samples import IDENTITY, two_homes

_TABLES = ("owner", "household", "dwelling", "wall", "window", "heating_generator")
_STAGES = st.sampled_from(["sensed", "interested", "committed", "quoted"])
_AREAS = st.one_of(st.none(), st.floats(0, 500, allow_nan=False))
_WHICH = st.integers(0, 50)

State = dict[str, list[dict[str, Any]]]


class History(RuleBasedStateMachine):
    """A project beside what it should hold: the states before and after each action that stands or can be redone."""

    @initialize()
    def make(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="rehab-history-"))
        self.path = self.folder / "q.rehab"
        self.project = Project.create(self.path, "Histoire", "62528")
        self.expected = self.state()
        self.done: list[State] = []
        self.undone: list[State] = []

    def teardown(self) -> None:
        if hasattr(self, "project"):
            self.project.close()
            shutil.rmtree(self.folder)

    def state(self) -> State:
        return {table: self.project.rows(table) for table in _TABLES}

    def acted(self, change: Change) -> None:
        now = self.state()
        if change.journal_id == -1:
            assert now == self.expected
            return
        self.done.append(self.expected)
        self.undone.clear()
        self.expected = now

    def pick(self, which: int) -> dict[str, Any] | None:
        dwellings = self.expected["dwelling"]
        return dwellings[which % len(dwellings)] if dwellings else None

    @rule()
    def import_homes(self) -> None:
        with self.project.write("essai", "import") as writer:
            writer.insert_stock(two_homes(), IDENTITY)
        self.acted(writer.change)

    @rule(which=_WHICH, stage=_STAGES, area=_AREAS)
    def edit(self, which: int, stage: str, area: float | None) -> None:
        home = self.pick(which)
        if home is not None:
            with self.project.write("essai", "saisie") as writer:
                writer.update("dwelling", home["id"], home["version"], {"stage": stage})
                version = writer.rows("dwelling", id=home["id"])[0]["version"]
                writer.update("dwelling", home["id"], version, {"living_area_m2": area})
            self.acted(writer.change)

    @rule(stage=_STAGES)
    def edit_all(self, stage: str) -> None:
        found = self.project.columns("dwelling", ["stage"])
        with self.project.write("essai", "étapes") as writer:
            writer.update_columns("dwelling", found["id"], found["version"], {"stage": [stage] * len(found["id"])})
        self.acted(writer.change)

    @rule(which=_WHICH)
    def delete(self, which: int) -> None:
        home = self.pick(which)
        if home is not None:
            with self.project.write("essai", "suppression") as writer:
                writer.delete("household", [row["id"] for row in writer.rows("household", dwelling_id=home["id"])])
                writer.delete("dwelling", [home["id"]], [home["version"]])
            self.acted(writer.change)

    @rule(which=_WHICH)
    def people(self, which: int) -> None:
        home = self.pick(which)
        if home is not None:
            with self.project.write("essai", "ménage") as writer:
                (owner,) = writer.insert("owner", [{"name": "Mme Exemple"}])
                writer.update("dwelling", home["id"], home["version"], {"owner_id": owner})
                writer.insert("household", [{"dwelling_id": home["id"], "people": which}])
            self.acted(writer.change)

    @rule(which=_WHICH, source=st.integers(0, 1))
    def import_again(self, which: int, source: int) -> None:
        home = self.pick(which)
        if home is not None:
            with self.project.write("essai", "import") as writer:
                writer.replace_parts(home["id"], two_homes().take([source]))
            self.acted(writer.change)

    @rule()
    def undo(self) -> None:
        change = self.project.undo("essai")
        assert (change is None) == (not self.done)
        if self.done:
            self.undone.append(self.expected)
            self.expected = self.done.pop()

    @rule()
    def redo(self) -> None:
        change = self.project.redo("essai")
        assert (change is None) == (not self.undone)
        if self.undone:
            self.done.append(self.expected)
            self.expected = self.undone.pop()

    @precondition(lambda self: hasattr(self, "project"))
    @rule()
    def restart(self) -> None:
        self.project.close()
        self.project = Project.open(self.path)

    @invariant()
    def holds_what_it_should(self) -> None:
        if hasattr(self, "project"):
            assert self.state() == self.expected
            assert (self.project.undo_label() is None) == (not self.done)
            assert (self.project.redo_label() is None) == (not self.undone)


TestHistory = History.TestCase
TestHistory.settings = settings(
    max_examples=20, stateful_step_count=25, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
