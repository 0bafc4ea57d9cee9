"""What became of the fictional neighbourhood since it was surveyed, told by the use cases that a town calls itself.

A pilot group has had its works, its invoices and a year of bills after them; the next is in the middle of its works;
two have their quotes, others are committed or interested, the rest as they were proposed. Days count from the one on
which the sample is made. What is drawn is drawn from a seed: the same day gives the same story.
"""

import datetime
from collections.abc import Callable

from rehab_app.core.i18n import _
from rehab_app.core.progress import Progress
from rehab_app.services.sampling import story_firms, story_groups, story_pilot, story_prices, story_site
from rehab_app.services.sampling.story_plot import COMMITTED, PILOT, QUOTED, UNDER_WAY, Cast, cast, homes_of
from rehab_app.services.scheduling import schedule_groups
from rehab_app.storage.one_action import one_action
from rehab_app.storage.project import Project

_PILOT_DAYS_AGO = 600  # its calendar and a year of bills have gone by since
_UNDER_WAY_DAYS_AGO = 21
_SEARCH_S = 3.0  # five homes are planned in less

Part = Callable[[Project], None]


def tell_story(project: Project, who: str, today: datetime.date, seed: int, progress: Progress) -> Cast:
    """Lead the groups that were proposed to where they are today; the works still to come are not planned here.

    Args:
        project: the fictional neighbourhood, with its groups.
        who: the person who acts, as the history shows it.
        today: the day on which it is told.
        seed: of the prices and bills.
        progress: told each part; may cancel.
    """
    roles = cast(project)
    sure = homes_of(project, roles.of(UNDER_WAY, QUOTED))
    partly = homes_of(project, roles.of(COMMITTED))

    def firms(part: Project) -> None:
        story_firms.place_firms(part, who, today)
        story_firms.call_town(part, who)

    def works(part: Project) -> None:
        story_pilot.begin_works(part, who, roles, today)
        story_pilot.accept_pilot(part, who, roles)
        story_groups.end_stages(part, who, roles)

    def prices(part: Project) -> None:
        story_prices.record_quotes(part, who, roles, today, seed)
        story_prices.record_invoices(part, who, roles, today, seed)

    def use(part: Project) -> None:
        story_pilot.enter_bills(part, who, roles, seed)
        story_pilot.show_one(part, who, roles, today)

    def together(label: str, told: Part) -> None:
        progress.step(0, 1, label)
        with one_action(project, who, label) as part:
            told(part)

    together(_("Places of the firms, contacts at the town hall"), firms)
    together(_("How far the groups are"), lambda part: story_groups.give_stages(part, who, roles))
    for stage, days_ago in ((PILOT, _PILOT_DAYS_AGO), (UNDER_WAY, _UNDER_WAY_DAYS_AGO)):
        begins = today - datetime.timedelta(days=days_ago)
        schedule_groups(project, who, begins, progress, roles.groups[stage], _SEARCH_S)
    together(_("Works begun and works accepted"), works)
    together(_("Quotes and invoices"), prices)
    together(_("Bills before and after works, show home"), use)
    together(
        _("Access, networks and surveys of the homes"),
        lambda part: story_site.describe_sites(part, who, sure, partly, today),
    )
    together(_("What the groups have agreed on"), lambda part: story_groups.agree_together(part, who, roles, today))
    together(_("Visits of the adviser"), lambda part: story_site.tell_visits(part, who, roles, today))
    return roles
