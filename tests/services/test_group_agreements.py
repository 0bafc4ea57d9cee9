"""What a group agreed on is kept with its state, dated, told in words and undone."""

from pathlib import Path

import pytest

from rehab_app.core.errors import RehabError
from rehab_app.services.group_agreements import agree, agreement_text, clauses, cost_key, take_back
from rehab_app.storage.project import Project

WHO = "Adviser"


def test_agreements_are_kept_replaced_taken_back_and_undone(tmp_path: Path) -> None:
    with Project.create(tmp_path / "p.rehab", "Rue Exemple", "62000", "Ville Exemple", fictional=True) as project:
        with project.write(WHO, "Group") as writer:
            (group,) = writer.insert("owner_group", [{"name": "Rue Exemple", "stage": "sensed"}])

        def row() -> dict[str, object]:
            return dict(project.rows("owner_group", id=group)[0])

        def add(agreement: dict[str, object]) -> None:
            agree(project, WHO, group, int(str(row()["version"])), agreement)

        add({"kind": "party_wall", "agreed_on": "2027-01-10", "homes": [1, 2], "note": ""})
        add({"kind": "cost_key", "agreed_on": "2027-01-11", "key": "equal"})
        add({"kind": "cost_key", "agreed_on": "2027-01-12", "key": "works"})
        assert cost_key(row()) == "works"
        assert [one["kind"] for one in row()["agreements"]] == ["party_wall", "cost_key"]  # type: ignore[attr-defined]
        take_back(project, WHO, group, int(str(row()["version"])), 1)
        assert cost_key(row()) == ""
        project.undo(WHO)
        assert cost_key(row()) == "works"
        with pytest.raises(RehabError):
            add({"kind": "landlord_window", "agreed_on": "2027-01-12", "from": "soon", "until": "2027-02-01"})


def test_an_agreement_is_told_with_its_state_and_only_counts_when_it_is_agreed(tmp_path: Path) -> None:
    addresses = {1: "1 rue Exemple", 2: "3 rue Exemple"}
    wall = {"kind": "party_wall", "state": "asked", "homes": [1, 2], "note": "solives"}
    assert agreement_text(wall, addresses) == (
        "Travaux sur un mur mitoyen, 1 rue Exemple – 3 rue Exemple, demandé, sans réponse, solives"
    )
    agreed = {**wall, "state": "agreed", "agreed_on": "2027-01-10"}
    assert "accord du 10 janvier 2027" in agreement_text(agreed, addresses)
    assert agreement_text("Chantier fermé le week-end.", addresses) == "Chantier fermé le week-end."
    window = {"kind": "landlord_window", "state": "refused", "from": "2027-03-01", "until": "2027-03-31"}
    assert "du 1er mars 2027 au 31 mars 2027" in agreement_text(window, addresses)
    told = clauses({"agreements": [wall, agreed, {"kind": "cost_key", "key": "equal"}, "Chantier fermé."]}, addresses)
    assert told == (agreement_text(agreed, addresses), "Chantier fermé."), "who pays what is not for the firms"
    assert cost_key({"agreements": [{"kind": "cost_key", "key": "works", "state": "asked"}]}) == ""


def test_what_is_missing_in_an_agreement_is_named(tmp_path: Path) -> None:
    with Project.create(tmp_path / "p.rehab", "Rue Exemple", "62000", "Ville Exemple", fictional=True) as project:
        with project.write(WHO, "Group") as writer:
            (group,) = writer.insert("owner_group", [{"name": "Rue Exemple", "stage": "sensed"}])
        version = project.rows("owner_group", id=group)[0]["version"]
        for wrong, where in (
            ({"kind": "party_wall", "agreed_on": "2027-01-10", "homes": [1]}, "homes"),
            ({"kind": "landlord"}, "agreed_on"),
            ({"kind": "other", "state": "asked"}, "note"),
            ({"kind": "landlord_window", "state": "asked", "from": "2027-03-01", "until": "2027-02-01"}, "until"),
        ):
            with pytest.raises(RehabError) as caught:
                agree(project, WHO, group, version, wrong)
            assert caught.value.where == where
