"""What the town wants of homes when groups are proposed."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rehab_app.core.errors import RehabError
from rehab_app.core.format import figure
from rehab_app.core.i18n import _, mark, ngettext
from rehab_app.domain.change import Change
from rehab_app.domain.codes import GROUP_WISHES

if TYPE_CHECKING:
    from rehab_app.storage.project import Project

# All that can be wanted, in the order of the menus: a code of `GROUP_WISHES`, or "" for none.
WISHES = {**GROUP_WISHES, "": mark("as it comes")}
_PORTION = 2_000  # homes read at once


def set_wish(project: "Project", who: str, home_ids: Sequence[int], wish: str) -> Change:
    """Say of some homes, as one action, whether they are always or never to be in the groups proposed; "" neither.

    Of several, those that are not in the project any more are passed over.

    Raises:
        RehabError: the only home is not in the project any more.
    """
    label = _("Proposals of groups: {address}, {wish}").format(address=_place(project, home_ids), wish=_(WISHES[wish]))
    with project.write(who, label) as writer:
        for first in range(0, len(home_ids), _PORTION):
            some = list(home_ids[first : first + _PORTION])
            known = writer.columns("dwelling", ("version",), id=some)
            writer.update_columns("dwelling", known["id"], known["version"], {"group_wish": [wish] * len(known["id"])})
    return writer.change


def _place(project: "Project", home_ids: Sequence[int]) -> str:
    """The address of one home, the number of many."""
    if len(home_ids) != 1:
        count = len(home_ids)
        return ngettext("{count} home", "{count} homes", count).format(count=figure(count))
    found = project.rows("dwelling", id=home_ids[0])
    if not found:
        raise RehabError(_("This home is not in the project any more."), remedy=_("Choose another in the list."))
    return str(found[0]["address"]) or _("Home {id}").format(id=home_ids[0])
