"""The frequencies that were counted on official homes, as files (resources/survey/counted.csv and measured.csv)."""

import csv
from functools import cache
from pathlib import Path

import numpy as np

from rehab_app.core.paths import resource
from rehab_app.survey.distributions import LEVELS, Distributions, rows_of
from rehab_app.survey.ranges import Residual
from rehab_app.survey.variables import GIVEN, VARIABLES, Variable

_ANY = "any"
_SOURCE = (
    "# Counted by `rehab survey fit` in {homes} official assessments of houses (DPE files of ADEME, 2021 to 2025,"
    " of all France, three in five in Haute-Vienne); {what}\n"
)


def save(distributions: Distributions, residual: Residual, homes: int, folder: Path) -> None:
    """Write the three files into the folder."""
    with (folder / "counted.csv").open("w", encoding="utf-8", newline="") as file:
        file.write(_SOURCE.format(homes=homes, what="weights of the values of a choice, by what it depends on"))
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("variable", "given", "value", "weight"))
        for variable in VARIABLES:
            if variable.is_choice:
                table = distributions.weights[variable.name]
                writer.writerows(
                    (variable.name, given, value, f"{table[row, at]:.5g}")
                    for row, given in enumerate(_rows(variable))
                    for at, value in enumerate(variable.values)
                    if table[row, at] > 0
                )
    with (folder / "measured.csv").open("w", encoding="utf-8", newline="") as file:
        file.write(_SOURCE.format(homes=homes, what="deciles of a number, by what it depends on"))
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("variable", "given", *(f"q{round(100 * level)}" for level in LEVELS)))
        for variable in VARIABLES:
            if not variable.is_choice:
                writer.writerows(
                    (variable.name, given, *(f"{value:.4g}" for value in distributions.quantiles[variable.name][row]))
                    for row, given in enumerate(_rows(variable))
                )
    (folder / "residual.toml").write_text(
        f"# Error of the draws, fitted by `rehab survey fit` on {homes} official assessments (docs/survey.md).\n"
        f"shift = {residual.shift}\nstretch = {residual.stretch}\ndeviation = {residual.deviation}\n",
        encoding="utf-8",
    )


@cache
def counted() -> Distributions:
    """The frequencies in use."""
    weights = {v.name: np.zeros((rows_of(v), len(v.values))) for v in VARIABLES if v.is_choice}
    quantiles = {v.name: np.zeros((rows_of(v), len(LEVELS))) for v in VARIABLES if not v.is_choice}
    by_name = {variable.name: variable for variable in VARIABLES}
    for cells in _lines("counted.csv"):
        variable = by_name[cells["variable"]]
        row = _rows(variable).index(cells["given"])
        weights[variable.name][row, variable.values.index(cells["value"])] = float(cells["weight"])
    for cells in _lines("measured.csv"):
        variable = by_name[cells["variable"]]
        row = _rows(variable).index(cells["given"])
        quantiles[variable.name][row] = [float(cells[f"q{round(100 * level)}"]) for level in LEVELS]
    return Distributions(weights, quantiles)


def _rows(variable: Variable) -> tuple[str, ...]:
    return (*(GIVEN[variable.given] if variable.given else ()), _ANY)


def _lines(name: str) -> list[dict[str, str]]:
    with resource("survey", name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))
