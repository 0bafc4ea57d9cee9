"""The official DPE files as one stock, with their official values beside, and the comparison with ours."""

import importlib.util
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType

import numpy as np
from numpy.typing import NDArray

from rehab_app.domain.table import Stock, concatenate
from rehab_app.exchange.dpe_xml import DpeFile, read_dpe

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Corpus:
    """All files of a folder: one dwelling a file, in the order of their names."""

    files: tuple[DpeFile, ...]
    stock: Stock

    def part_values(self, table: str, tag: str) -> Floats:
        """Official intermediate values of the rows of a table, NaN where none is filed."""
        return np.concatenate(
            [file.official.get(table, {}).get(tag, np.full(len(file.stock[table]), np.nan)) for file in self.files]
        )

    def totals(self, place: str) -> Floats:
        """Official totals "block/tag" by dwelling."""
        return np.array([_number(file.sortie.get(place)) for file in self.files])

    def texts(self, place: str) -> list[str]:
        return [str(file.sortie.get(place, "")) for file in self.files]


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else float("nan")


@cache
def read_folder(folder: Path) -> Corpus:
    files = tuple(read_dpe(path) for path in sorted(folder.glob("*.xml")))
    return Corpus(files, concatenate([file.stock for file in files]))


def within(ours: Floats, official: Floats, tolerance: float) -> NDArray[np.bool_]:
    """Whether ours lies within the relative tolerance; an official 0 is met by 0 only."""
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(official == 0, np.abs(ours) < 1e-6, np.abs(ours - official) <= tolerance * np.abs(official))


def in_one_unit(official: Floats, ours: Floats) -> Floats:
    """Official gains and losses are filed in Wh or in kWh; brought to the unit of ours by their magnitude."""
    return np.where(official > 30 * ours, official / 1000, np.where(official * 30 < ours, official * 1000, official))


def tool(shared: Path, name: str) -> ModuleType:
    """A script of the reference material as a module."""
    spec = importlib.util.spec_from_file_location(name, shared / "tools" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def blinded(shared: Path, folder: Path) -> Path:
    """Copies of all official files without what certified software computed."""
    blind = tool(shared, "blind_dpe")
    arguments = sys.argv
    sys.argv = ["blind_dpe.py", str(folder), *(str(path) for path in official_files(shared))]
    try:
        assert blind.main() == 0
    finally:
        sys.argv = arguments
    return folder


def official_files(shared: Path) -> Iterator[Path]:
    return iter(sorted((shared / "dpe").glob("*.xml")))
