"""Who to call at the town hall, as the neighbourhood's record holds it: `[{"role", "name", "phone", "email"}]`."""

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rehab_app.core.i18n import _, mark
from rehab_app.domain.change import Change
from rehab_app.domain.edition import Contact
from rehab_app.domain.fields import text

if TYPE_CHECKING:
    from rehab_app.storage.project import Project

# What a contact is made of, in the order in which it is printed.
FIELDS = (
    text("role", mark("For what")),
    text("name", mark("Name, or service")),
    text("phone", mark("Phone")),
    text("email", mark("E-mail")),
)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_PHONE = re.compile(r"\+?[\d\s\u00a0\u202f.()/-]+")
_LEAST_DIGITS = 4  # the short numbers of the administration


def town_contacts(neighbourhood: Mapping[str, Any]) -> tuple[Contact, ...]:
    """Contacts of a row of `neighbourhood`, in their order; entries without a name are left out."""
    return tuple(
        Contact(str(one.get("role", "")), str(one["name"]), str(one.get("phone", "")), str(one.get("email", "")))
        for one in neighbourhood["contacts"] or ()
        if one.get("name")
    )


def email_problem(typed: str) -> str:
    """What is wrong with an e-mail address, "" when it is right or empty."""
    wrong = bool(typed.strip()) and _EMAIL.fullmatch(typed.strip()) is None
    return _("This is not an e-mail address.") if wrong else ""


def phone_problem(typed: str) -> str:
    """What is wrong with a phone number, "" when it is right or empty."""
    number = typed.strip()
    enough = len(re.sub(r"\D", "", number)) >= _LEAST_DIGITS
    wrong = bool(number) and not (enough and _PHONE.fullmatch(number))
    return _("This is not a phone number.") if wrong else ""


def contact_problems(values: Mapping[str, str]) -> dict[str, str]:
    """What is wrong with a contact as typed, by field; empty when it can be kept."""
    found = {
        "role": "" if values["role"].strip() else _("Say for what this contact is called."),
        "name": "" if values["name"].strip() else _("A name is needed."),
        "phone": phone_problem(values["phone"]),
        "email": email_problem(values["email"]),
    }
    if not (values["phone"].strip() or values["email"].strip()):
        found["phone"] = _("Give a phone number or an e-mail address.")
    return {name: problem for name, problem in found.items() if problem}


def keep_contact(project: "Project", who: str, seen: Sequence[Contact], at: int, values: Mapping[str, str]) -> Change:
    """Write a contact as typed, in place of the one at a place of those seen; below 0 after them.

    Raises:
        Conflict: somebody else changed the contacts since they were read.
    """
    made = Contact(**{spec.name: values[spec.name].strip() for spec in FIELDS})
    contacts = [*seen[:at], made, *seen[at + 1 :]] if at >= 0 else [*seen, made]
    label = _("Change the contact of the town: {role}") if at >= 0 else _("Add a contact of the town: {role}")
    return _write(project, who, seen, contacts, label.format(role=made.role))


def drop_contact(project: "Project", who: str, seen: Sequence[Contact], at: int) -> Change:
    """Take a contact away.

    Raises:
        Conflict: somebody else changed the contacts since they were read.
    """
    label = _("Remove the contact of the town: {role}").format(role=seen[at].role)
    return _write(project, who, seen, [*seen[:at], *seen[at + 1 :]], label)


def raise_contact(project: "Project", who: str, seen: Sequence[Contact], at: int) -> Change:
    """Print a contact before the one that stands above it.

    Raises:
        Conflict: somebody else changed the contacts since they were read.
    """
    label = _("Name this contact of the town earlier: {role}").format(role=seen[at].role)
    return _write(project, who, seen, [*seen[: at - 1], seen[at], seen[at - 1], *seen[at + 1 :]], label)


def _write(project: "Project", who: str, seen: Sequence[Contact], contacts: Sequence[Contact], label: str) -> Change:
    from rehab_app.storage.database import Conflict

    with project.write(who, label) as writer:
        row = writer.neighbourhood()
        if town_contacts(row) != tuple(seen):
            raise Conflict(
                _("Somebody else changed the contacts of the town meanwhile."), remedy=_("Look at them and try again.")
            )
        stored = [{spec.name: getattr(one, spec.name) for spec in FIELDS} for one in contacts]
        writer.update("neighbourhood", row["id"], row["version"], {"contacts": stored})
    return writer.change
