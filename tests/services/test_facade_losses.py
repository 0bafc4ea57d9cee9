"""What a home loses through each of its façades."""

import datetime
from pathlib import Path

import pytest

from rehab_app.core.progress import Progress
from rehab_app.services.explaining import explain_home
from rehab_app.services.facade_losses import facade_losses
from tests.services.priced_street import priced_street

ON = datetime.date(2026, 3, 1)


def test_facades_add_up_to_the_walls_windows_and_doors_that_have_an_orientation(tmp_path: Path) -> None:
    project, homes = priced_street(tmp_path / "essai.rehab")
    with project:
        facades, total = facade_losses(project, homes[1], ON, Progress())
        explained = explain_home(project, homes[1], ON, Progress())
        outside = [loss for loss in explained.losses if loss.table in ("wall", "window", "door")]
        walls = {row["number"]: row["orientation_id"] for row in project.rows("wall", dwelling_id=homes[1])}
    upright = {number for number, orientation in walls.items() if orientation in (1, 2, 3, 4)}
    expected = sum(loss.w_k for loss in outside if loss.table != "wall" or loss.number in upright)
    assert sum(facade.total_w_k for facade in facades) == pytest.approx(expected)
    assert total == pytest.approx(sum(loss.w_k for loss in explained.losses))
    assert [(facade.side, facade.orientation) for facade in facades] == [("street", "south"), ("back", "north")]
    assert all(facade.openings["window"] >= 1 for facade in facades)
