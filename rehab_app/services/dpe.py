"""Estimate official DPE files from their inputs alone."""

import datetime
import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.domain.table import Stock, concatenate
from rehab_app.energy.building import Refusal
from rehab_app.energy.estimate import Estimate, estimate
from rehab_app.energy.explain import Explanation, explain
from rehab_app.exchange.dpe_xml import DpeFile, read_dpe

_SIGNIFICANT = 9


def dpe_files(paths: Sequence[Path]) -> list[Path]:
    """The files named, and the .xml files of the folders named, in order.

    Raises:
        RehabError: a path that does not exist.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(path.glob("*.xml"))
        elif path.exists():
            found.append(path)
        else:
            raise RehabError(_("There is no such file or folder."), str(path))
    return found


def compute_files(paths: Sequence[Path]) -> Iterator[dict[str, Any]]:
    """One record a file: `numero_dpe` and the totals named as in `sortie`, or `numero_dpe` and `refused`.

    All files are estimated in one call; a file that cannot be read is a record of its own.
    """
    read = [_read(path) for path in paths]
    stocks = [dpe.stock for dpe in read if isinstance(dpe, DpeFile)]
    result = _estimate(concatenate(stocks)) if stocks else None
    position = 0
    for path, dpe in zip(paths, read, strict=True):
        if isinstance(dpe, RehabError):
            yield {"numero_dpe": path.stem, "refused": dpe.text}
            continue
        assert result is not None
        yield {"numero_dpe": dpe.number or path.stem, **_record(result, position)}
        position += 1


def explain_file(path: Path) -> tuple[DpeFile, Estimate, Explanation]:
    """The result of one file with what stands behind it.

    Raises:
        RehabError: the file cannot be read, or the method refuses the dwelling.
    """
    dpe = read_dpe(path)
    result = _estimate(dpe.stock)
    if result.refusals:
        raise RehabError(_("The method refuses this home."), path.name, reason(result.refusals[0]))
    return dpe, result, explain(dpe.stock, result)


def reason(refusal: Refusal) -> str:
    """`wall 3, thickness_cm: not given`."""
    place = f"{refusal.table} {refusal.number}" if refusal.number else refusal.table
    return f"{place}, {refusal.field}: {refusal.reason}"


def _read(path: Path) -> DpeFile | RehabError:
    try:
        return read_dpe(path)
    except RehabError as error:
        return error


def _estimate(stock: Stock) -> Estimate:
    """At the date of each assessment; today's parameters for one without date."""
    dates = stock["dwelling"]["assessed_on"]
    today = np.datetime64(datetime.date.today(), "D")
    dated = stock["dwelling"].replace(assessed_on=np.where(np.isnat(dates), today, dates))
    return estimate(stock.replace(dwelling=dated))


def _record(result: Estimate, dwelling: int) -> dict[str, Any]:
    for refusal in result.refusals:
        if refusal.dwelling == dwelling:
            return {"refused": reason(refusal)}
    return {name: _plain(column[dwelling]) for name, column in result.totals.items()}


def _plain(value: Any) -> float | str | None:
    if isinstance(value, str):
        return value
    number = float(value)
    return float(f"{number:.{_SIGNIFICANT}g}") if math.isfinite(number) else None
