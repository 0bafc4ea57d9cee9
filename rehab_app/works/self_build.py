"""Works done by the household: labour saved, hours, duration, and what may not be done without a firm.

Aids and the reduced tax ask that a firm supplies and lays (CGI art. 278-0 bis A; RGE condition of MaPrimeRénov' and of
the certificates): both are lost on the works a household does itself, with a supervisor or not.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.core.paths import resource
from rehab_app.domain.table import Column
from rehab_app.domain.works import SELF_BUILD, Price
from rehab_app.works.catalogue import entry
from rehab_app.works.costs import Cost

FIRM, SUPERVISED, OWN = "firm", "supervised", "own"
MODES = (FIRM, SUPERVISED, OWN)


@dataclass(frozen=True, slots=True)
class SelfBuilt:
    """A work as the household pays for it (n,).

    Attributes:
        cost: before tax: materials, and the supervisor's hours.
        saved_eur_ht: labour saved, typical.
        hours_own, hours_supervised: of the household and of the supervisor.
        duration: days on site for a day of a firm.
    """

    cost: Cost
    saved_eur_ht: Column
    hours_own: Column
    hours_supervised: Column
    duration: float


@cache
def rules() -> Mapping[str, Any]:
    """Figures of resources/works/self_build.toml, all of them assumptions."""
    with resource("works", "self_build.toml").open("rb") as file:
        return tomllib.load(file)


def check(done_by: Mapping[str, str]) -> None:
    """Refuse what a household may not do.

    Raises:
        RehabError: a work for firms only (gas, electricity, refrigerants, asbestos, lead, flues, heights), or alone
            where a supervisor is asked.
    """
    for work, mode in done_by.items():
        if mode not in MODES:
            raise RehabError(_("There is no such way of doing a work."), mode, ", ".join(MODES))
        allowed = entry(work).self_build
        if (mode == OWN and allowed != "free") or (mode == SUPERVISED and allowed == "none"):
            raise RehabError(
                _("The household may not do this work so."), _(entry(work).work.label), _(SELF_BUILD[allowed])
            )


def allowed_modes(work: str) -> tuple[str, ...]:
    """Ways in which a work of the catalogue may be done: a firm always, the household where the work allows it."""
    return {"none": (FIRM,), "supervised": (FIRM, SUPERVISED)}.get(entry(work).self_build, MODES)


def self_built(cost: Cost, price: Price, mode: str, supervisor_eur_h: float | None = None) -> SelfBuilt:
    """The work at that price when the household does it.

    Args:
        cost: what a firm would ask, before tax.
        price: its unit price, for the share of labour.
        mode: "supervised" or "own".
        supervisor_eur_h: before tax; that of the file by default.
    """
    figures = rules()
    own = figures[mode]
    labour = cost.typical_eur_ht * price.labour_share
    firm_hours = labour / figures["firm_eur_per_hour"]
    supervision = firm_hours * own["supervision"]
    paid = supervision * (figures["supervisor_eur_per_hour"] if supervisor_eur_h is None else supervisor_eur_h)
    material = 1 - price.labour_share
    return SelfBuilt(
        Cost(
            cost.low_eur_ht * material + paid,
            cost.typical_eur_ht * material + paid,
            cost.high_eur_ht * material + paid,
        ),
        np.asarray(labour - paid),
        np.asarray(firm_hours * own["hours"]),
        np.asarray(supervision),
        own["duration"],
    )
