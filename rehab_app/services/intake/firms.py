"""Firms into the project: the rows of one firm, which may give a qualification each, become one record."""

from collections.abc import Mapping, Sequence
from typing import Any

from rehab_app.core.i18n import _
from rehab_app.exchange.addresses import plain_words
from rehab_app.services.firm_editing import siret_problem
from rehab_app.services.intake.report import ImportReport, Outcome
from rehab_app.services.intake.tables import FirmRow
from rehab_app.services.site_terms import lots_of_domains
from rehab_app.storage.writer import Writer


def take_firms(writer: Writer, rows: Sequence[FirmRow], report: ImportReport) -> None:
    """Write the firms, recognised by SIRET, or by name when a row has none; tell each row in the report."""
    if not rows:
        return
    present = {_key(row): row for row in writer.rows("firm")}
    fictional = writer.neighbourhood()["fictional"] == 1
    new: dict[tuple[str, str], dict[str, Any]] = {}
    first: dict[tuple[str, str], dict[str, Any]] = {}
    for row in rows:
        problem = siret_problem(str(row.values.get("siret", "")), fictional)
        if problem:
            report.add(row.source, row.row, Outcome.REFUSED, problem, _("Copy it again from the firm’s papers."))
            continue
        key = _key(row.values)
        known = new.get(key) or present.get(key)
        if known is None:
            new[key] = {**_merged({}, row), **({"fictional": 1} if fictional else {})}
            report.add(row.source, row.row, Outcome.TAKEN)
            continue
        merged = _merged(known, row)
        if all(known.get(name) == value for name, value in merged.items()):
            report.add(row.source, row.row, Outcome.DUPLICATE, _("The project knows this of the firm already."))
            continue
        if key in new:
            new[key] = merged
            report.add(row.source, row.row, Outcome.TAKEN)
        else:
            first.setdefault(key, known)
            present[key] = {**known, **merged}
            report.add(row.source, row.row, Outcome.CHANGED, _("The firm was completed."))
    writer.insert("firm", [_with_trades(firm) for firm in new.values()])
    for key, known in first.items():
        firm = _with_trades(present[key])
        values = {name: value for name, value in firm.items() if name not in ("id", "version")}
        writer.update("firm", known["id"], known["version"], values)


def _with_trades(firm: Mapping[str, Any]) -> dict[str, Any]:
    """The firm with the trades of its RGE domains where no row said its trades: the directory gives none."""
    domains = (str(entry.get("domain") or "") for entry in firm.get("qualifications") or ())
    return {**firm, "lots": list(firm.get("lots") or lots_of_domains(domains))}


def _key(values: Mapping[str, Any]) -> tuple[str, str]:
    return ("siret", values["siret"]) if values.get("siret") else ("name", plain_words(values["name"]))


def _merged(known: Mapping[str, Any], row: FirmRow) -> dict[str, Any]:
    """The firm with what the row gives; qualifications are added, one with the same domain is renewed."""
    merged = {**{name: value for name, value in known.items() if name not in ("id", "version")}, **row.values}
    if row.qualification.get("domain"):
        qualifications = {entry["domain"]: entry for entry in known.get("qualifications") or []}
        entry = {"from": "", "until": "", **row.qualification}
        qualifications[entry["domain"]] = entry
        merged["qualifications"] = list(qualifications.values())
    return merged
