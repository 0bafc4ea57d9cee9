"""Who owns and who lives in one home. The income is read only when it is asked for, and never named in a message."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.domain.catalogue.places import HOUSEHOLD, OWNER
from rehab_app.domain.change import Change
from rehab_app.domain.fields import Field, TableSpec

if TYPE_CHECKING:
    from rehab_app.storage.project import Project

SPECS: dict[str, TableSpec] = {"owner": OWNER, "household": HOUSEHOLD}
LOCKED = ("income_eur", "income_year", "income_class")
# Their name alone says that somebody is old or disabled: the history, which keeps its labels, names whose row it is.
_TELLING = frozenset({"adaptation_eur"})
NEW = {"id": 0, "version": 0}

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class People:
    """People of one home, without the income.

    Attributes:
        dwelling_id: the home.
        owner, household: their rows; `NEW` (id 0) where nobody is recorded yet.
        owned: homes of that owner in the project.
        income_recorded: whether an income is there, not what it is.
        class_declared: whether a class of income stands in its place, not which.
    """

    dwelling_id: int
    owner: Row
    household: Row
    owned: int
    income_recorded: bool
    class_declared: bool = False


def fields(table: str) -> tuple[Field, ...]:
    """Fields of a person that a form shows."""
    return tuple(field for field in SPECS[table].fields if field.name != "dwelling_id")


def read_people(project: "Project", dwelling_id: int) -> People:
    """Owner and latest household of a home.

    Raises:
        RehabError: the home is not in the project any more.
    """
    homes = project.rows("dwelling", id=dwelling_id)
    if not homes:
        raise RehabError(_("This home is not in the project any more."), remedy=_("Choose another in the list."))
    owner_id = homes[0]["owner_id"]
    owners = project.rows("owner", id=owner_id) if owner_id else []
    households = project.rows("household", dwelling_id=dwelling_id)
    household = households[-1] if households else {}
    return People(
        dwelling_id=dwelling_id,
        owner=owners[0] if owners else NEW,
        household={name: value for name, value in household.items() if name not in LOCKED} or NEW,
        owned=len(project.columns("dwelling", (), owner_id=owner_id)["id"]) if owners else 0,
        income_recorded=household.get("income_eur") is not None,
        class_declared=bool(household.get("income_class")),
    )


def read_income(project: "Project", dwelling_id: int) -> dict[str, Any]:
    """The locked values of the latest household of a home; empty when there is none."""
    households = project.rows("household", dwelling_id=dwelling_id)
    return {name: households[-1][name] for name in LOCKED} if households else {}


def write_person(
    project: "Project", who: str, people: People, table: str, field: Field, value: Any, place: str
) -> Change:
    """Write one value of the owner or of the household, as one action; its label names the field, never the value, and
    no field of which the name tells by itself.

    Raises:
        Conflict: somebody else changed or erased this value since it was read; nothing is overwritten.
        RehabError: the home has other people now than those that were shown.
    """
    seen = people.owner if table == "owner" else people.household
    told = SPECS[table].label if field.name in _TELLING else field.label
    with project.write(who, _("{field}, {place}").format(field=_(told), place=place)) as writer:
        (home,) = writer.rows("dwelling", id=people.dwelling_id)
        if table == "owner":
            rows = writer.rows("owner", id=home["owner_id"]) if home["owner_id"] else []
        else:
            rows = writer.rows("household", dwelling_id=people.dwelling_id)
        if seen["id"] and [row["id"] for row in rows[-1:]] != [seen["id"]]:
            raise RehabError(
                _("Somebody else removed or changed who this home is recorded with: nothing was written."),
                place,
                _("Look at the home again and type what is still needed."),
            )
        if rows:
            # Two fields left one after the other touch one row: it is the value that must be as it was seen.
            same = field.name in LOCKED or (rows[-1][field.name] or None) == (seen.get(field.name) or None)
            fresh = same and not writer.erased_since(table, seen["id"], seen["version"])
            version = rows[-1]["version"] if fresh else seen["version"]
            writer.update(table, rows[-1]["id"], version, {field.name: value})
        elif table == "household":
            writer.insert("household", [{"dwelling_id": people.dwelling_id, field.name: value}])
        else:
            (owner_id,) = writer.insert("owner", [{"kind": "person", field.name: value}])
            writer.update("dwelling", home["id"], home["version"], {"owner_id": owner_id})
    return writer.change
