"""Lookup in the tables of the method: what fits is found, what does not is a miss and never a neighbour."""

from pathlib import Path

import numpy as np
import pytest

from rehab_app.core.paths import resource
from rehab_app.energy.tables import curves, ids, lookup, sheet


def test_a_cell_lists_ids_and_ranges() -> None:
    assert ids("1|3|20-22") == [1, 3, 20, 21, 22]


def test_a_key_without_row_is_a_miss() -> None:
    doors = lookup("door", "type_id")
    assert doors.find("u_w_m2_k", np.array([13, 16, -1, 99])) == pytest.approx(
        [1.5, np.nan, np.nan, np.nan], nan_ok=True
    )


def test_an_empty_cell_fits_every_key_and_a_missing_one() -> None:
    glass = lookup("glazing", "glazing_id", "gas_id", "tilt_id", "low_emissivity", "gap_mm")
    keys = ((1, 1), (2, -1), (3, 3), (0, 0), (6, -1))
    single = glass.find("ug_w_m2_k", *(np.array(pair) for pair in keys))
    assert single == pytest.approx([5.8, 5.8])


def test_straight_lines_go_on_beyond_the_ends() -> None:
    line = curves([[(1.0, 10.0), (2.0, 20.0), (4.0, 30.0)]])
    x = np.array([0.0, 1.5, 3.0, 6.0])
    assert line.at(np.zeros(4, dtype=np.intp), x) == pytest.approx([0.0, 15.0, 25.0, 40.0])


def test_a_curve_of_one_point_is_flat_and_no_curve_gives_nothing() -> None:
    flat = curves([[(1.0, 3.0)]])
    found = flat.at(np.array([0, -1], dtype=np.intp), np.array([9.0, 9.0]))
    assert found == pytest.approx([3.0, np.nan], nan_ok=True)


@pytest.mark.parametrize("path", sorted(resource("energy").glob("*.csv")), ids=lambda path: path.stem)
def test_every_table_is_whole_and_names_its_source(path: Path) -> None:
    table = sheet(path.stem)
    assert len(table) > 0
    assert len({len(cells) for cells in table.cells.values()}) == 1
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("# ")
    assert "arrêté" in first or "ADEME" in first
