"""What was handed over of the archive: which edition of a dossier, to whom, when, how. Each is an action to undo."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.domain.change import Change
from rehab_app.domain.codes import SENDING_WAYS

if TYPE_CHECKING:
    from rehab_app.storage.project import Project


@dataclass(frozen=True, slots=True)
class Sending:
    """One handing over.

    Attributes:
        sent_at: ISO 8601 in UTC.
        sent_to: as the adviser wrote it; personal, never in a log.
        way: code of `codes.SENDING_WAYS`.
    """

    sent_at: str
    sent_to: str
    way: str


def record_sending(project: "Project", dossier_id: int, sent_to: str, way: str, who: str) -> Change:
    """Write down that an edition of the archive was handed over now.

    Args:
        project: the project.
        dossier_id: row of `dossier`.
        sent_to: person, firm or service, as it should be found again.
        way: code of `codes.SENDING_WAYS`.
        who: the person who sends, as the history shows it.

    Raises:
        RehabError: the archive has no such dossier, nobody is named, or the way is not known.
    """
    rows = project.rows("dossier", id=dossier_id)
    if not rows:
        raise RehabError(_("The archive has no dossier {number}.").format(number=dossier_id))
    if not sent_to.strip():
        raise RehabError(_("Nobody is named."), remedy=_("Say to whom the dossier was handed over."))
    if way not in SENDING_WAYS:
        raise RehabError(_("This way of sending is not known."), way, ", ".join(SENDING_WAYS))
    row = {
        "dossier_id": dossier_id,
        "sent_at": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        "sent_to": sent_to.strip(),
        "way": way,
    }
    with project.write(who, _("Note the sending of “{title}”").format(title=rows[0]["title"])) as writer:
        writer.insert("sending", [row])
    return writer.change


def sendings(project: "Project") -> Mapping[int, tuple[Sending, ...]]:
    """What was handed over of each dossier of the archive, in order; dossiers never sent are left out."""
    found: dict[int, tuple[Sending, ...]] = {}
    for row in project.rows("sending"):
        sending = Sending(row["sent_at"], row["sent_to"], row["way"])
        found[row["dossier_id"]] = (*found.get(row["dossier_id"], ()), sending)
    return found
