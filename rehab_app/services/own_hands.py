"""Works that a household may do itself (castors), and who does those of a choice that a home keeps."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rehab_app.core.i18n import _
from rehab_app.domain.change import Change
from rehab_app.storage.project import Project
from rehab_app.works.catalogue import entries
from rehab_app.works.self_build import allowed_modes


@dataclass(frozen=True, slots=True)
class HandsWork:
    """A work that not only a firm may do; `modes` are codes of `codes.BUILDERS`, the firm first."""

    work: str
    label: str
    modes: tuple[str, ...]


def own_hands(works: Iterable[str]) -> list[HandsWork]:
    """Those of these works that the household may do, in the order of the catalogue."""
    wanted = set(works)
    known = ((code, item) for code, item in entries().items() if code in wanted)
    found = (HandsWork(code, _(item.work.label), allowed_modes(code)) for code, item in known)
    return [work for work in found if len(work.modes) > 1]


def keep_choice(project: Project, who: str, dwelling_id: int, scenario_id: int, done_by: Mapping[str, str]) -> Change:
    """Make a choice that a home keeps the chosen one, its works done by whom `done_by` says, as one action."""
    with project.write(who, _("Choose among the bundles of a home")) as writer:
        for row in writer.rows("scenario", dwelling_id=dwelling_id):
            writer.update("scenario", row["id"], row["version"], {"chosen": int(row["id"] == scenario_id)})
        for row in writer.rows("works", scenario_id=scenario_id):
            writer.update("works", row["id"], row["version"], {"done_by": done_by.get(row["work"], "")})
    return writer.change
