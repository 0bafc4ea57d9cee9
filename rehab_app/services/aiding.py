"""Use case: the national aids of a file of cases."""

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from rehab_app.aids.compute import Aids, compute_aids
from rehab_app.aids.income import CLASSES
from rehab_app.aids.parameters import parameters_at
from rehab_app.exchange.aid_cases import read_aid_cases

_CLASS_WORDS = dict(zip(CLASSES, ("très modeste", "modeste", "intermédiaire", "supérieure"), strict=True))


def aids_of_file(path: Path, on: datetime.date) -> Iterator[dict[str, Any]]:
    """Figures of each case of a JSONL file, under the rules in force on that day."""
    identifiers, situations = read_aid_cases(path)
    aids = compute_aids(situations, on)
    columns = _figures(aids)
    columns.update(_rates(aids, on))
    before, after = situations["label_before"], situations["label_after"]
    columns["class_jumps"] = np.where((before > 0) & (after > 0), before - after, 0).astype(float)
    for row, identifier in enumerate(identifiers):
        figures = {name: round(float(column[row]), 2) for name, column in columns.items()}
        yield {"id": identifier, "income_class": _CLASS_WORDS[CLASSES[aids.income_class[row]]], **figures}


def _figures(aids: Aids) -> dict[str, Any]:
    return {
        "mpr_a_eligible": aids.ampleur.conditions.met.astype(float),
        "mpr_a_works_ceiling_eur": aids.ampleur.ceiling_eur_ht,
        "mpr_a_eur": aids.ampleur.amount_eur,
        "mpr_a_assistance_eur": aids.ampleur.assistance_eur,
        "mpr_a_advance_eur": aids.ampleur.advance_eur,
        "mpr_geste_eligible": aids.gestes.conditions.met.astype(float),
        "mpr_geste_total_eur": aids.gestes.total_eur,
        "cee_total_eur": np.asarray(aids.certificates.total_eur),
        "par_plus_eur": aids.par_plus[1],
        "denormandie_eur": aids.denormandie[1],
        "property_tax_relief_eur": aids.property_tax_relief[1],
    }


def _rates(aids: Aids, on: datetime.date) -> dict[str, Any]:
    """One rate, or the base and the bonus apart while the bonus for leaving F and G existed."""
    if parameters_at("mpr_ampleur", on)["exit_bonus_pct"]:
        return {"mpr_a_base_rate_pct": aids.ampleur.rate_pct, "mpr_a_bonus_pct": aids.ampleur.exit_bonus_pct}
    return {"mpr_a_rate_pct": aids.ampleur.rate_pct}
