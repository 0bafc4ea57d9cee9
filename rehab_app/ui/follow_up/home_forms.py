"""Forms about one home: acceptance of its works, show home, visit of it; and degree days of the town."""

from collections.abc import Mapping
from typing import Any

from rehab_app.core.i18n import _
from rehab_app.domain.billing import DegreeDays
from rehab_app.domain.catalogue.follow_up_records import ACCEPTANCE, SHOW_HOME, SHOW_VISIT
from rehab_app.domain.catalogue.survey_records import DEGREE_DAYS
from rehab_app.domain.change import Change
from rehab_app.services.session import Session
from rehab_app.ui.desk import Desk
from rehab_app.ui.drafts import ACCEPTANCE_DRAFT, DEGREE_DAYS_DRAFT, SHOW_HOME_DRAFT, SHOW_VISIT_DRAFT
from rehab_app.ui.parts.choice import Choice
from rehab_app.ui.parts.entry_form import EntryForm
from rehab_app.ui.parts.form_line import FormLine
from rehab_app.ui.parts.home_entry import HomeEntry


def _needed(values: Mapping[str, Any], told: Mapping[str, str]) -> dict[str, str]:
    return {name: problem for name, problem in told.items() if values[name] in (None, "")}


class AcceptanceForm(EntryForm):
    """The real days of the works of a home."""

    def __init__(self, desk: Desk) -> None:
        lines = {
            "dwelling_id": FormLine(_("Home"), HomeEntry(), _("address")),
            "began_on": FormLine(_("Works begun on")),
            "accepted_on": FormLine(_("Works accepted on")),
            "note": FormLine(_("Remark")),
        }
        typed = {name: ACCEPTANCE.field(name) for name in ("began_on", "accepted_on", "note")}
        super().__init__(desk, ACCEPTANCE_DRAFT, _("Accept works"), _("Save the acceptance"), lines, typed)
        self.explain(_("The home goes to the stage “works accepted”."))

    def problems(self, values: Mapping[str, Any]) -> dict[str, str]:
        told = {
            "dwelling_id": _("Say which home it is for."),
            "began_on": _("The first day is needed: bills before it are compared."),
            "accepted_on": _("The last day is needed: bills after it are compared."),
        }
        return _needed(values, told)

    def written(self, session: Session, values: dict[str, Any]) -> Change:
        from rehab_app.services.real_bills import accept_works

        return accept_works(session.project, session.who, **values)


class DegreeDaysForm(EntryForm):
    """What the weather was in a period, beside a normal one."""

    def __init__(self, desk: Desk) -> None:
        lines = {
            "starts_on": FormLine(_("From")),
            "ends_on": FormLine(_("To (day after)")),
            "degree_days": FormLine(_("Degree days of the period")),
            "normal": FormLine(_("of the same period in a normal year")),
            "source": FormLine(_("Source"), example=_("weather station, base, site")),
        }
        typed = {name: DEGREE_DAYS.field(name) for name in lines}
        super().__init__(desk, DEGREE_DAYS_DRAFT, _("Enter degree days"), _("Save the degree days"), lines, typed)

    def problems(self, values: Mapping[str, Any]) -> dict[str, str]:
        told = {name: _("It must be filled.") for name in ("starts_on", "ends_on", "degree_days", "normal")}
        return _needed(values, {**told, "source": _("Say where the degree days come from.")})

    def written(self, session: Session, values: dict[str, Any]) -> Change:
        from rehab_app.services.bills import add_weather

        return add_weather(session.project, session.who, [DegreeDays(**values)])


class ShowHomeForm(EntryForm):
    """A home that neighbours may visit."""

    def __init__(self, desk: Desk) -> None:
        lines = {
            "dwelling_id": FormLine(_("Home"), HomeEntry(), _("address")),
            "opened_on": FormLine(_("Open to visits from")),
            "closed_on": FormLine(_("Until")),
            "consent_on": FormLine(_("Household agreed to show its figures on")),
            "note": FormLine(_("Remark")),
        }
        typed = {name: SHOW_HOME.field(name) for name in ("opened_on", "closed_on", "consent_on", "note")}
        super().__init__(desk, SHOW_HOME_DRAFT, _("Show home"), _("Save the show home"), lines, typed)

    def problems(self, values: Mapping[str, Any]) -> dict[str, str]:
        told = {
            "dwelling_id": _("Say which home it is."),
            "opened_on": _("Say from which day the home can be visited."),
        }
        return _needed(values, told)

    def written(self, session: Session, values: dict[str, Any]) -> Change:
        from rehab_app.services.show_homes import mark

        home = values.pop("dwelling_id")
        return mark(session.project, session.who, home, values)


class ShowVisitForm(EntryForm):
    """A visit of the public: how many came; nobody's name."""

    def __init__(self, desk: Desk) -> None:
        lines = {
            "show_home_id": FormLine(_("Show home"), Choice(_("Show home"))),
            "visited_on": FormLine(_("Date")),
            "visitors": FormLine(_("Visitors")),
            "note": FormLine(_("Remark"), example=_("what they asked; no names")),
        }
        typed = {name: SHOW_VISIT.field(name) for name in ("visited_on", "visitors", "note")}
        super().__init__(desk, SHOW_VISIT_DRAFT, _("Visit of the show home"), _("Save the visit"), lines, typed)

    def problems(self, values: Mapping[str, Any]) -> dict[str, str]:
        return {} if values["show_home_id"] else {"show_home_id": _("Mark a show home first.")}

    def written(self, session: Session, values: dict[str, Any]) -> Change:
        from rehab_app.services.show_homes import add_visit

        return add_visit(session.project, session.who, **{**values, "show_home_id": int(values["show_home_id"])})
