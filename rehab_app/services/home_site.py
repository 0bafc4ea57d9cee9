"""What the firms must know of one home before they come: who opens, access, networks, surveys, who does which work."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rehab_app.core.errors import RehabError
from rehab_app.core.format import short_day
from rehab_app.core.i18n import _
from rehab_app.domain.change import Change
from rehab_app.domain.codes import CONTACT_ROLES, MATERIAL_FINDINGS
from rehab_app.services.editing import write_seen

if TYPE_CHECKING:
    from rehab_app.storage.project import Project

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class HomeContact:
    """Somebody to call about one home; `id` is 0 before it is written.

    Attributes:
        role: code of `codes.CONTACT_ROLES`.
        for_firms: this person has agreed that the firms get the name and the number.
    """

    role: str
    name: str
    phone: str
    for_firms: bool
    id: int = 0
    version: int = 0


@dataclass(frozen=True, slots=True)
class ProductTerm:
    """What the group of a home asks of the products of one work; texts are "" where it has agreed on nothing."""

    work: str
    label: str
    products: str
    biosourced: str


@dataclass(frozen=True, slots=True)
class WorkOfHome:
    """A work of the chosen bundle, and who does it.

    Attributes:
        done_by: code of `codes.BUILDERS`; modes: codes that the work allows, the firm first.
    """

    id: int
    version: int
    label: str
    done_by: str
    modes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HomeSite:
    """All of it for one home; `group_id` is 0 outside any group, `facades` are rows around its building."""

    facades: Sequence[Row]
    contacts: Sequence[HomeContact]
    works: Sequence[WorkOfHome]
    group_id: int
    group: str
    products: Sequence[ProductTerm]


def read_site(project: "Project", dwelling_id: int) -> HomeSite:
    """What is kept of a home's site beside its own fields."""
    group = group_of(project, dwelling_id)
    works = _chosen_works(project, dwelling_id)
    (home,) = project.rows("dwelling", id=dwelling_id)
    return HomeSite(
        facades=project.rows("facade", building_id=home["building_id"]) if home["building_id"] else (),
        contacts=contacts_of(project.rows("home_contact", dwelling_id=dwelling_id)),
        works=[_work(row) for row in works],
        group_id=int(group["id"]) if group else 0,
        group=str(group["name"]) if group else "",
        products=_products(group, works) if group else (),
    )


def contacts_of(rows: Sequence[Row]) -> list[HomeContact]:
    """Contacts of rows of `home_contact`."""
    return [
        HomeContact(row["role"], row["name"], row["phone"], row["for_firms"] == 1, row["id"], row["version"])
        for row in rows
    ]


def add_contact(project: "Project", who: str, dwelling_id: int, contact: HomeContact, place: str) -> Change:
    """Write who opens; the label of the action names the address, never the person.

    Raises:
        RehabError: the name or the number is missing.
    """
    if not (contact.name and contact.phone):
        raise RehabError(_("A contact needs a name and a phone number."))
    values = {
        "role": contact.role,
        "name": contact.name,
        "phone": contact.phone,
        "for_firms": int(contact.for_firms),
    }
    with project.write(who, _("Contact for the works, {place}").format(place=place)) as writer:
        writer.insert("home_contact", [{"dwelling_id": dwelling_id, **values}])
    return writer.change


def share_contact(project: "Project", who: str, contact: HomeContact, shared: bool, place: str) -> Change:
    """Say whether the firms get this name and number.

    Raises:
        Conflict: somebody else changed that or removed the contact since it was read.
    """
    seen = {"id": contact.id, "version": contact.version, "for_firms": int(contact.for_firms)}
    with project.write(who, _("Contact for the works, {place}").format(place=place)) as writer:
        write_seen(writer, "home_contact", seen, {"for_firms": int(shared)})
    return writer.change


def drop_contact(project: "Project", who: str, contact: HomeContact, place: str) -> Change:
    """Remove a contact.

    Raises:
        Conflict: somebody else changed or removed it since it was read.
    """
    with project.write(who, _("Remove a contact for the works, {place}").format(place=place)) as writer:
        writer.delete("home_contact", [contact.id], [contact.version])
    return writer.change


def write_builder(project: "Project", who: str, work: WorkOfHome, done_by: str, place: str) -> Change:
    """Say who does a work of the chosen bundle.

    Raises:
        RehabError: the household may not do this work so.
        Conflict: the works of the home were composed anew since they were read.
    """
    if done_by not in work.modes:
        raise RehabError(_("The household may not do this work so."), work.label)
    with project.write(who, _("Who does “{work}”, {place}").format(work=work.label, place=place)) as writer:
        writer.update("works", work.id, work.version, {"done_by": done_by})
    return writer.change


def write_product(project: "Project", who: str, group_id: int, term: ProductTerm, name: str, text: str) -> Change:
    """Keep what a group asks of the products of one work: `name` is "products" or "biosourced", "" opens it again.

    Raises:
        RehabError: the group has gone.
    """
    with project.write(who, _("Products asked for: {work}").format(work=term.label)) as writer:
        groups = writer.rows("owner_group", id=group_id)
        if not groups:
            raise RehabError(_("This group is not in the project any more."))
        agreed = dict(groups[0]["products"] or {})
        asked = {**agreed.pop(term.work, {}), name: text}
        if any(asked.values()):
            agreed[term.work] = {known: words for known, words in asked.items() if words}
        writer.update("owner_group", group_id, groups[0]["version"], {"products": agreed})
    return writer.change


def access_lines(home: Row, contacts: Sequence[HomeContact]) -> tuple[str, ...]:
    """How to get in, as the firms' dossier prints it: the access, and those who open and agreed to be named there."""
    told = _("Opens: {name} ({role}), {phone}.")
    named = (
        told.format(name=one.name, role=_(CONTACT_ROLES.get(one.role, one.role)), phone=one.phone)
        for one in contacts
        if one.for_firms
    )
    return (*str(home["access"]).splitlines(), *named)


def finding(home: Row, material: str) -> str:
    """What the survey of a material ("asbestos", "lead") says, with its date; "" when there is none."""
    code, made_on = home[material], home[f"{material}_on"]
    if not code:
        return ""
    words = _(MATERIAL_FINDINGS[code]) if code in MATERIAL_FINDINGS else str(code)
    if made_on is None:
        return words
    return _("{finding} ({day})").format(finding=words, day=short_day(made_on))


def _chosen_works(project: "Project", dwelling_id: int) -> list[dict[str, Any]]:
    chosen = project.rows("scenario", dwelling_id=dwelling_id, chosen=1)
    return project.rows("works", scenario_id=chosen[-1]["id"]) if chosen else []


def _work(row: Row) -> WorkOfHome:
    # The catalogue is heavy; a window that only looks never loads it.
    from rehab_app.works.catalogue import entries
    from rehab_app.works.self_build import FIRM, allowed_modes

    known = entries().get(row["work"])
    return WorkOfHome(
        id=row["id"],
        version=row["version"],
        label=_(known.work.label) if known else str(row["work"]),
        done_by=row["done_by"] or FIRM,
        modes=allowed_modes(row["work"]) if known else (FIRM,),
    )


def group_of(project: "Project", dwelling_id: int) -> Row | None:
    """The group that a home is in, None when it is in none."""
    members = [row for row in project.rows("member", dwelling_id=dwelling_id) if row["stage"] != "withdrawn"]
    groups = project.rows("owner_group", id=members[-1]["group_id"]) if members else []
    return groups[0] if groups else None


def _products(group: Row, works: Sequence[Row]) -> list[ProductTerm]:
    from rehab_app.works.catalogue import entries

    agreed, known = group["products"] or {}, entries()
    found = []
    for code in dict.fromkeys(str(row["work"]) for row in works if row["work"] in known):
        asked = agreed.get(code, {})
        label = _(known[code].work.label)
        found.append(ProductTerm(code, label, asked.get("products", ""), asked.get("biosourced", "")))
    return found
