"""Whom to ask at the town hall, at the end of a dossier; where nobody is recorded, that nobody is."""

from collections.abc import Sequence

from reportlab.platypus import Flowable

from rehab_app.core.i18n import _
from rehab_app.domain.edition import Contact
from rehab_app.reports.style import text


def who_to_ask(contacts: Sequence[Contact], style: str) -> list[Flowable]:
    """A line each: for what, who, phone, e-mail."""
    if not contacts:
        told = _("To ask a question: the town hall. The project does not say yet who answers there.")
        return [text(told, style)]
    told_of = ((one.role, one.name, one.phone, one.email) for one in contacts)
    return [text(" · ".join(part for part in parts if part), style) for parts in told_of]
