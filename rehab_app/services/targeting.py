"""Use case: the best bundle of one home for a target — a label, a budget, a month no dearer than today's."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from rehab_app.core.errors import RehabError
from rehab_app.core.format import euros
from rehab_app.core.i18n import _, ngettext
from rehab_app.domain.financing import Option
from rehab_app.domain.table import Column
from rehab_app.domain.town import LABELS, town_rules
from rehab_app.services.bundling import home_money, official_label, with_official_label
from rehab_app.services.composing import surroundings, with_town
from rehab_app.services.money import Money, Terms
from rehab_app.services.options import options_of
from rehab_app.services.situations import label_numbers
from rehab_app.storage.reading import Reader
from rehab_app.works.combinations import combinations

KINDS = ("label", "budget", "month")


@dataclass(frozen=True, slots=True)
class Aim:
    """What is sought: `kind` of `KINDS`, with a label or a budget in euros."""

    kind: str
    label: str = ""
    budget_eur: float = 0.0


@dataclass(frozen=True, slots=True)
class Best:
    """What the search found.

    Attributes:
        option: the best bundle; the nearest one where none reaches the target.
        met: whether it reaches the target.
        examined: bundles compared.
        sentence: the result in plain words.
    """

    option: Option
    met: bool
    examined: int
    sentence: str


def aim_of(written: str) -> Aim:
    """`label=B`, `budget=8000` or `month`.

    Raises:
        RehabError: it is none of these.
    """
    kind, _sign, value = written.partition("=")
    if kind == "label" and value.upper() in LABELS and value:
        return Aim("label", label=value.upper())
    if kind == "budget" and value.replace(".", "", 1).isdigit():
        return Aim("budget", budget_eur=float(value))
    if kind == "month" and not value:
        return Aim("month")
    raise RehabError(_("This target is not understood."), written, _("Write label=B, budget=8000 or month."))


def best_bundle(
    project: Reader,
    dwelling_id: int,
    aim: Aim,
    on: datetime.date | None = None,
    biosourced: bool = False,
    done_by: Mapping[str, str] | None = None,
) -> Best:
    """Compare all sensible bundles of one home in one pass.

    - label: the least rest to pay among those that reach it;
    - budget: the least primary energy among those whose rest to pay fits;
    - month: the least primary energy among those whose month, payment included, is not dearer than today's bill.

    Raises:
        RehabError: the home has gone, nothing is left to do in it, or it cannot be estimated.
    """
    terms = Terms(on or datetime.date.today(), done_by=done_by or {})
    stock, ids = project.stock([dwelling_id])
    town = town_rules(project.neighbourhood()["rules"])
    packages = combinations(stock, with_town(surroundings(project, ids), town), biosourced)
    if not packages:
        raise RehabError(_("No work of the catalogue is left to do in this home."), remedy=_("Check its description."))
    found = home_money(project, dwelling_id, packages, terms)
    place, met = choose(found, aim)
    (plain,) = options_of(found, dwelling_id, {place: ""})
    chosen = with_official_label(plain, official_label(project, dwelling_id))
    return Best(chosen, met, len(packages), _sentence(aim, chosen, met, len(packages)))


def choose(found: Money, aim: Aim) -> tuple[int, bool]:
    """Position of the best bundle of a pass over one home, and whether it reaches the target.

    Raises:
        RehabError: no bundle could be estimated.
    """
    label = label_numbers(found.found.result.totals["classe_bilan_dpe"])
    energy = found.found.result.totals["ep_conso_5_usages"]
    known = label > 0
    if not known.any():
        raise RehabError(_("This home cannot be estimated after works."), remedy=_("Complete its description."))
    left = found.left_eur["typical"]
    month = found.after.expected_eur / 12 + found.loans.eco_month_eur
    excess: Column = {
        "label": np.maximum(label - (LABELS.find(aim.label) + 1), 0),
        "budget": np.maximum(left - aim.budget_eur, 0),
        "month": np.maximum(month - found.before.expected_eur / 12, 0),
    }[aim.kind].astype(np.float64)
    excess = np.where(known & ~np.isnan(excess), excess, np.inf)
    wish = left if aim.kind == "label" else energy
    tie = energy if aim.kind == "label" else left
    place = int(np.lexsort((np.nan_to_num(tie, nan=np.inf), np.nan_to_num(wish, nan=np.inf), excess))[0])
    return place, bool(excess[place] == 0)


def _sentence(aim: Aim, found: Option, met: bool, examined: int) -> str:
    compared = ngettext("{count} bundle compared", "{count} bundles compared", examined).format(count=examined)
    if not met:
        return _("{compared}: none reaches the target; the nearest is shown.").format(compared=compared)
    left = euros(found.left_to_pay_eur.typical)
    if aim.kind == "label":
        return _("{compared}: the least to pay for label {label} is {left}.").format(
            compared=compared, label=aim.label, left=left
        )
    if aim.kind == "budget":
        return _("{compared}: the least energy within {budget}, with {left} left to pay.").format(
            compared=compared, budget=euros(aim.budget_eur), left=left
        )
    return _("{compared}: the least energy with a month no dearer than today’s bill.").format(compared=compared)
