"""One work plan printed, or the reason why it was not."""

import datetime
from pathlib import Path

from rehab_app.services.printing import Printed, print_plans
from rehab_app.services.work_plans import Plan
from rehab_app.storage.project import Project


def print_plan(project: Project, group_id: int, lot: str, folder: Path, who: str, today: datetime.date) -> Printed:
    """Print the dossier of one lot of a group.

    Raises:
        RehabError: why it was not printed.
    """
    batch = print_plans(project, [Plan(group_id, "", lot)], folder, who, today)
    for failure in batch.failures:
        raise failure.error
    return batch.printed[0]
