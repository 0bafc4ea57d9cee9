"""Use case: what stands behind the estimate of a home, for whoever wants to check it."""

import datetime

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.core.progress import Progress
from rehab_app.energy.estimate import estimate
from rehab_app.energy.explain import Explanation as Explanation  # screens name what they are given by this module
from rehab_app.energy.explain import explain
from rehab_app.services.estimating import refusal_text
from rehab_app.storage.project import Project


def explain_home(project: Project, dwelling_id: int, on: datetime.date, progress: Progress) -> Explanation:
    """Losses and steps of a home as it stands, with the parameters of that day.

    Raises:
        RehabError: the method refuses the home, for the reason given.
    """
    progress.step(0, 1, _("Estimating the homes"))
    stock, _ids = project.stock([dwelling_id])
    found = estimate(stock, on)
    if found.refusals:
        raise RehabError(_("The method refuses this home."), remedy=refusal_text(found.refusals[0]))
    return explain(stock, found)
