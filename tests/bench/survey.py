"""How near the survey comes to official houses, and how fast a town is estimated with its ranges."""

import resource
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from rehab_app.core.progress import Progress
from rehab_app.services.survey_check import check_survey
from rehab_app.survey import ranges, stored
from rehab_app.survey.asking import ask_next
from rehab_app.survey.draw import DRAWS
from rehab_app.survey.known import known_homes

_SHARED = Path(__file__).resolve().parents[3] / "shared" / "dpe"
_HOMES = 10_000


def run() -> Iterator[tuple[str, float, str]]:
    if _SHARED.is_dir():
        scores, _residual, houses = check_survey(_SHARED, Progress())
        yield "survey.houses", houses.stock.size, "houses"
        for name, score in scores.items():
            yield f"survey.{name}.label_exact", 100 * score.exact, "%"
            yield f"survey.{name}.label_within_one", 100 * score.within_one, "%"
            yield f"survey.{name}.median_error", 100 * score.median_error, "%"
            yield f"survey.{name}.covered_by_80", 100 * score.covered, "%"
            yield f"survey.{name}.width", 100 * score.width, "%"
    yield from _town()


def _town() -> Iterator[tuple[str, float, str]]:
    """Homes with a few answers each, in one process."""
    kinds = ("gas", "electricity", "oil", "wood")
    answers: list[dict[str, float | str]] = [
        {"period": str(1 + home % 7), "area_m2": 60.0 + home % 80, "energy": kinds[home % 4]} for home in range(_HOMES)
    ]
    known = known_homes(answers, np.full(_HOMES, 1, dtype=np.int32), np.full(_HOMES, 1, dtype=np.int32))
    distributions, residual = stored.counted(), ranges.fitted_residual()
    started, refused = time.perf_counter(), 0
    for rows in ranges.batches(_HOMES, DRAWS, Progress()):
        part = known.take(rows)
        on = np.full(len(rows), np.datetime64("2026-01-01", "D"))
        done = ranges.drawn(part, distributions, on, residual)
        ask_next(part, done)
        refused += int((ranges.middle_rank(done.rank) < 0).sum())
    yield f"survey.town_{_HOMES}_homes_{DRAWS}_draws", time.perf_counter() - started, "s"
    yield "survey.town_refused", refused, "homes"
    yield "survey.peak_memory", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "MB"
