"""Use case: a firm entered or corrected by hand, checked field by field, written as one action."""

import datetime
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _, mark
from rehab_app.domain.catalogue.records import FIRM
from rehab_app.domain.change import Change
from rehab_app.domain.fields import date
from rehab_app.domain.works import LOTS
from rehab_app.services.catalogue_view import Certificate
from rehab_app.services.contacts import email_problem
from rehab_app.services.editing import parsed

if TYPE_CHECKING:
    from rehab_app.storage.project import Project

_SIRET_LENGTH = 14
_INVENTED = "000000000"  # SIREN of the firms of samples; no firm has it
_LA_POSTE = "356000000"  # SIREN whose establishments follow another rule
_MOST_CREWS = 200
_DAY = date("day", "Date")
# What keeps a firm in the project, by table.
_HOLDS = {
    "calendar_entry": mark("works in the calendar"),
    "quote": mark("quotes"),
    "invoice": mark("invoices"),
    "dossier": mark("printed dossiers"),
}
_PLACE = ("latitude_deg", "longitude_deg")


def siret_problem(typed: str, fictional: bool = False) -> str:
    """What is wrong with a SIRET, "" when it is right or empty: 14 digits, whose check sum (Luhn) is a multiple of 10.

    Establishments of La Poste have a sum of digits that is a multiple of 5 instead (INSEE). Invented firms have nine
    zeros and any establishment.
    """
    digits = re.sub(r"[\s\u00a0\u202f]", "", typed)
    if not digits:
        return ""
    if not (digits.isascii() and digits.isdigit() and len(digits) == _SIRET_LENGTH):
        return _("A SIRET has 14 digits.")
    if fictional and digits.startswith(_INVENTED):
        return ""
    if digits.startswith(_LA_POSTE) and sum(map(int, digits)) % 5 == 0:
        return ""
    doubled = (int(digit) * (2 - at % 2) for at, digit in enumerate(digits))
    if sum(value - 9 if value > 9 else value for value in doubled) % 10:
        return _("This is not a SIRET: its check sum is wrong.")
    return ""


def firm_problems(typed: Mapping[str, str], lots: Sequence[str], fictional: bool = False) -> dict[str, str]:
    """Problems by field of a form: name, siret, crews, email, place, lots; empty when it can be kept."""
    problems = {
        "name": "" if typed.get("name", "").strip() else _("A name is needed."),
        "siret": siret_problem(typed.get("siret", ""), fictional),
        "crews": _crews_problem(typed.get("crews", "")),
        "email": email_problem(typed.get("email", "")),
        **{name: _number_problem(name, typed.get(name, "")) for name in _PLACE},
        "lots": "" if lots else _("Choose one trade at least: without it the firm is given no works."),
    }
    return {name: problem for name, problem in problems.items() if problem}


def _number_problem(name: str, typed: str) -> str:
    try:
        parsed(FIRM.field(name), typed)
    except RehabError as error:
        return error.problem
    return ""


def _crews_problem(typed: str) -> str:
    try:
        value = parsed(FIRM.field("crews"), typed)
    except RehabError as error:
        return error.problem
    if value is None:
        return _("Give the number of crews that can work at the same time.")
    if value != int(value) or not 0 <= value <= _MOST_CREWS:
        return _("Give a whole number of crews.")
    return ""


def certificate_problem(domain: str, begins: str, ends: str) -> str:
    """What is wrong with a qualification as typed, "" when it can be kept."""
    if not domain.strip():
        return _("Give the domain of the qualification.")
    try:
        first, last = day(begins), day(ends)
    except RehabError as error:
        return error.told
    if first and last and last < first:
        return _("It ends before it begins.")
    return ""


def day(typed: str) -> datetime.date | None:
    """A date as people write it, None when empty.

    Raises:
        RehabError: it is not a date.
    """
    value: datetime.date | None = parsed(_DAY, typed)
    return value


def keep_firm(
    project: "Project",
    who: str,
    firm: tuple[int, int] | None,
    typed: Mapping[str, str],
    lots: Sequence[str],
    certificates: Sequence[Certificate],
    absences: Sequence[Mapping[str, Any]] = (),
) -> Change:
    """Write a firm as typed.

    Args:
        project: the project.
        who: the person who acts.
        firm: id and version of the firm as it was read; None for a new one.
        typed: texts of name, siret, crews, address, phone, email, latitude_deg, longitude_deg.
        lots: codes of its trades.
        certificates: its qualifications.
        absences: days on which its crews are away (`absence_typed`).

    Raises:
        RehabError: a field cannot be kept.
        Conflict: somebody else changed the firm since it was read.
    """
    fictional = project.neighbourhood()["fictional"] == 1
    problems = firm_problems(typed, lots, fictional)
    if problems:
        field, problem = next(iter(problems.items()))
        raise RehabError(problem, field, _("Correct it and save again."))
    values = {**_values(typed, lots, certificates), "absences": [dict(one) for one in absences]}
    label = _("Change the firm {name}") if firm else _("Add the firm {name}")
    with project.write(who, label.format(name=values["name"])) as writer:
        if firm is None:
            writer.insert("firm", [{**values, "fictional": int(fictional)}])
        else:
            writer.update("firm", *firm, values)
    return writer.change


def _values(typed: Mapping[str, str], lots: Sequence[str], certificates: Sequence[Certificate]) -> dict[str, Any]:
    texts = {name: typed.get(name, "").strip() for name in ("name", "address", "phone", "email")}
    return {
        **texts,
        "siret": re.sub(r"\D", "", typed.get("siret", "")),
        "crews": parsed(FIRM.field("crews"), typed["crews"]),
        **{name: parsed(FIRM.field(name), typed.get(name, "")) for name in _PLACE},
        "lots": [lot for lot in LOTS if lot in lots],
        "qualifications": [
            {
                "domain": certificate.domain,
                "from": certificate.begins.isoformat() if certificate.begins else "",
                "until": certificate.ends.isoformat() if certificate.ends else "",
            }
            for certificate in certificates
        ],
    }


def remove_firm(project: "Project", who: str, firm_id: int, version: int, name: str) -> Change:
    """Take a firm out of the project.

    Raises:
        RehabError: it has dates in the calendar, quotes, invoices or dossiers.
        Conflict: it was changed since it was read.
    """
    held = [_(words) for table, words in _HOLDS.items() if project.rows(table, firm_id=firm_id)]
    if held:
        raise RehabError(
            _("The firm is still needed: {what}.").format(what=", ".join(held)),
            name,
            _("Keep it with 0 crews: it is then given no works; or take these away from it first."),
        )
    with project.write(who, _("Remove the firm {name}").format(name=name)) as writer:
        writer.delete("firm", [firm_id], [version])
    return writer.change
