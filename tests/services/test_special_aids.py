"""The aids beside MaPrimeRénov' are named with their reason in every plan, and never enter its sums."""

import datetime
from pathlib import Path

import pytest

from rehab_app.domain.financing import AidLine, State, cents
from rehab_app.services.bundling import options
from tests.services.priced_street import priced_street

FILED = datetime.date(2026, 11, 22)


def lines(tmp_path: Path, income_eur: float | None = 22_000, tenure: str = "owner_occupied") -> dict[str, AidLine]:
    project, homes = priced_street(tmp_path / "q.rehab", income_eur=income_eur, tenure=tenure)
    with project:
        (found,) = options(project, homes[0], ["whole"], FILED)
    assert found.aids_eur == cents(sum(aid.amount_eur for aid in found.aids if aid.counted))
    return {aid.aid: aid for aid in found.aids}


def test_an_unfit_home_would_have_another_aid_shown_to_be_confirmed(tmp_path: Path) -> None:
    """Très modeste, out of F to E at least: 80 + 10 % of at most 70 000 € before tax; never counted."""
    found = lines(tmp_path)["decent"]
    assert (found.state, found.mark, found.to_confirm) == (State.OTHER_WAY, "C", True)
    assert 0 < found.amount_eur <= 63_000


@pytest.mark.parametrize(
    ("income", "tenure"), [(90_000, "owner_occupied"), (None, "owner_occupied"), (22_000, "rented")]
)
def test_who_may_not_have_it_reads_why(tmp_path: Path, income: float | None, tenure: str) -> None:
    found = lines(tmp_path, income, tenure)["decent"]
    assert (found.state, found.amount_eur) == (State.REFUSED, 0)
    assert found.reason


@pytest.mark.parametrize(
    ("income", "state", "amount"),
    [(20_000.0, State.BESIDE, 7_000.0), (90_000.0, State.REFUSED, 0.0), (None, State.REFUSED, 0.0)],
)
def test_works_of_adaptation_that_are_declared_have_their_aid_beside_the_plan(
    tmp_path: Path, income: float | None, state: State, amount: float
) -> None:
    """Très modeste: 70 % of at most 22 000 €, of the works alone: neither age nor disability is kept."""
    project, homes = priced_street(tmp_path / "q.rehab", income_eur=income)
    with project:
        (without,) = options(project, homes[0], ["whole"], FILED)
        with project.write("Testeuse", "Déclarer") as writer:
            (row,) = writer.rows("household", dwelling_id=homes[0])
            writer.update("household", row["id"], row["version"], {"adaptation_eur": 10_000.0})
        (found,) = options(project, homes[0], ["whole"], FILED)
    line = next(aid for aid in found.aids if aid.aid == "adapt")
    assert (line.state, line.amount_eur, line.counted) == (state, amount, False)
    assert line.to_confirm == (state is State.BESIDE)
    if income is None:
        assert line.reason.startswith("revenu non saisi\u00a0: de 0\u202f€ à 7\u202f000\u202f€")
    assert (found.aids_eur, found.left_to_pay_eur) == (without.aids_eur, without.left_to_pay_eur)


def test_what_does_not_concern_a_house_or_these_works_says_so(tmp_path: Path) -> None:
    found = lines(tmp_path)
    assert "pas pour une maison" in found["condominium"].reason
    assert "dès 70\u202fans" in found["adapt"].reason or "dès 70 ans" in found["adapt"].reason
    assert {found[name].amount_eur for name in ("condominium", "adapt")} == {0}
