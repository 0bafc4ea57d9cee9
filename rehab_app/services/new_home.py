"""Use case: record a home by its address, without any file; the rest is answered in its survey."""

import re
from typing import TYPE_CHECKING

import numpy as np

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.core.progress import Progress
from rehab_app.domain.change import Change
from rehab_app.services.intake.buildings import derive
from rehab_app.services.intake.dwellings import take_dwellings
from rehab_app.services.intake.matching import KnownDwellings
from rehab_app.services.intake.report import ImportReport
from rehab_app.services.intake.tables import dwelling_draft

if TYPE_CHECKING:
    from rehab_app.storage.project import Project

_KIND_WORDS = {"house": "maison", "flat": "appartement"}  # by kind, as a table says it
_POSTCODE = re.compile(r"\d{5}")


def add_home(
    project: "Project",
    who: str,
    address: str,
    complement: str = "",
    postcode: str = "",
    kind: str = "house",
    tenure: str = "",
) -> tuple[Change, int]:
    """Record a home; it stands in the building of its address, which is made when it is new.

    Args:
        project: open project.
        who: the person who acts, for the history.
        address: number and street.
        complement: what tells a flat from another of the address.
        postcode: five digits, or "".
        kind: `house` or `flat`.
        tenure: code of `codes.TENURES`, "" when it is not known.

    Returns:
        What changed, and the id of the home.

    Raises:
        RehabError: the address names no house, a flat is not told from another, or the home is there already;
            `where` is the argument it is about.
    """
    if postcode and not _POSTCODE.fullmatch(postcode):
        raise RehabError(_("A postcode has five digits."), "postcode")
    if kind == "flat" and not complement:
        raise RehabError(
            _("Nothing tells this flat from another one at this address."),
            "complement",
            _("Give the floor or the door."),
        )
    values = {
        "dwelling.address": address,
        "dwelling.complement": complement,
        "dwelling.postcode": postcode,
        "dwelling.kind": _KIND_WORDS[kind],
        "dwelling.tenure": tenure,
    }
    draft = dwelling_draft("", 0, {key: value for key, value in values.items() if value})
    if not draft.address.complete:
        remedy = _("Write the number and the street, as: 12 rue Hoche.")
        raise RehabError(_("The address does not name a house."), "address", remedy)
    with project.write(who, _("Add the home {address}").format(address=address)) as writer:
        if KnownDwellings.of(writer).find(draft) is not None:
            remedy = _("Find it with Ctrl+K; give the address complement if this is another home.")
            raise RehabError(_("The neighbourhood has a home of this address already."), "address", remedy)
        report = ImportReport()
        before = writer.columns("dwelling", ())["id"]
        named = take_dwellings(writer, [draft], report, Progress())
        derive(writer, named, (), report)
        (home,) = np.setdiff1d(writer.columns("dwelling", ())["id"], before).tolist()
    return writer.change, int(home)
