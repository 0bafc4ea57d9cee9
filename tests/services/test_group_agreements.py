"""What a group agreed on is kept, dated and undone; shared costs are divided to the cent."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehab_app.core.errors import RehabError
from rehab_app.services.group_agreements import agree, cost_key, shares, take_back
from rehab_app.storage.project import Project

WHO = "Adviser"


@given(
    st.floats(0, 100_000), st.lists(st.floats(1, 90_000), min_size=1, max_size=12), st.sampled_from(("equal", "works"))
)
def test_shares_add_up_to_the_cent(amount: float, works: list[float], key: str) -> None:
    paid = shares(amount, dict(enumerate(works)), key)
    assert round(sum(paid.values()), 2) == round(amount, 2)
    assert all(value >= 0 for value in paid.values())


def test_a_key_divides_as_it_says() -> None:
    works = {1: 10_000.0, 2: 30_000.0}
    assert shares(1_000, works, "equal") == {1: 500.0, 2: 500.0}
    assert shares(1_000, works, "works") == {1: 250.0, 2: 750.0}
    with pytest.raises(RehabError, match="surface"):
        shares(1_000, works, "surface")


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
