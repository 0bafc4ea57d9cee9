"""Dwellings into the project: new ones added, known ones brought up to date, the rest told in the report."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.core.progress import Progress
from rehab_app.domain.catalogue.stock import DWELLING_TABLE, empty_stock
from rehab_app.domain.table import Stock, concatenate, from_rows
from rehab_app.services.intake.drafts import DwellingDraft
from rehab_app.services.intake.matching import Known, KnownDwellings, is_same, refuse_older
from rehab_app.services.intake.places import Places
from rehab_app.services.intake.report import ImportReport, Outcome
from rehab_app.storage.writer import Writer

_AT_ONCE = 500  # dwellings written with one statement a table


@dataclass(slots=True)
class _Plan:
    """What will be written."""

    new: list[DwellingDraft] = field(default_factory=list)
    changed: dict[int, tuple[Known, DwellingDraft]] = field(default_factory=dict)


def take_dwellings(
    writer: Writer, drafts: Sequence[DwellingDraft], report: ImportReport, progress: Progress
) -> list[int]:
    """Write the drafts and tell each in the report. Ids of the dwellings added or changed."""
    known = KnownDwellings.of(writer)
    plan = _Plan()
    for position, draft in enumerate(drafts):
        progress.step(position, len(drafts), _("Comparing with the project"))
        try:
            outcome, reason = _decide(writer, known, plan, draft)
            report.add(draft.source, draft.row, outcome, reason)
        except RehabError as error:
            report.refuse(error, draft.source, draft.row)
    places = Places(writer)
    added = _add(writer, plan.new, places, progress)
    _change(writer, list(plan.changed.values()), places, progress)
    return added + [known.row_id for known, _draft in plan.changed.values()]


def _decide(writer: Writer, known: KnownDwellings, plan: _Plan, draft: DwellingDraft) -> tuple[Outcome, str]:
    found = known.find(draft)
    if found is None:
        known.add(_as_known(draft, len(plan.new)))
        plan.new.append(draft)
        return Outcome.TAKEN, ""
    if is_same(draft, found, writer):
        return Outcome.DUPLICATE, _("The same content is in the project already.")
    refuse_older(draft, found)
    if draft.stock is None and found.described and draft.summary:
        if draft.dpe_number == found.dpe_number:
            return Outcome.DUPLICATE, _("The project holds the full description of this DPE already.")
        raise RehabError(
            _("This dwelling has a new DPE ({number}), of which the table gives a summary only.").format(
                number=draft.dpe_number
            ),
            remedy=_("Import the full XML file of the new DPE."),
        )
    if found.pending >= 0:
        plan.new[found.pending] = _merged(plan.new[found.pending], draft)
    else:
        earlier = plan.changed.get(found.row_id)
        plan.changed[found.row_id] = (found, draft if earlier is None else _merged(earlier[1], draft))
    _renew(known, found, draft)
    return Outcome.CHANGED, _changed_reason(draft, found)


def _changed_reason(draft: DwellingDraft, found: Known) -> str:
    if draft.stock is not None:
        return _("The description was replaced by the one of this file.")
    return _("The values of this row were brought into the dwelling.")


def _as_known(draft: DwellingDraft, position: int) -> Known:
    return Known(
        row_id=-1,
        version=-1,
        dpe_number=draft.dpe_number,
        assessed_on=draft.assessed_on,
        address=draft.address,
        house=draft.house,
        described=draft.stock is not None,
        fingerprint=draft.fingerprint,
        pending=position,
    )


def _renew(known: KnownDwellings, found: Known, draft: DwellingDraft) -> None:
    """So that the next row about the same dwelling is compared with this one."""
    found.fingerprint = draft.fingerprint
    found.described = found.described or draft.stock is not None
    if not np.isnat(draft.assessed_on):
        found.assessed_on = draft.assessed_on
    if draft.dpe_number:
        found.dpe_number = draft.dpe_number
        known.by_number[draft.dpe_number] = found


def _merged(first: DwellingDraft, second: DwellingDraft) -> DwellingDraft:
    """Two rows of one import about the same dwelling: the second completes or replaces the first."""
    if second.stock is not None:
        return second
    return second.over(first)


def _add(writer: Writer, drafts: Sequence[DwellingDraft], places: Places, progress: Progress) -> list[int]:
    ids: list[int] = []
    for start in range(0, len(drafts), _AT_ONCE):
        progress.step(start, len(drafts), _("Writing dwellings"))
        part = drafts[start : start + _AT_ONCE]
        buildings = places.buildings(part)
        records = [
            {"origin": "official", "tenure": "", **draft.identity, "building_id": building}
            for draft, building in zip(part, buildings, strict=True)
        ]
        added = writer.insert_stock(_stock(part), records)
        references = [
            _reference(draft, row_id) for draft, row_id in zip(part, added, strict=True) if draft.reference is not None
        ]
        writer.insert("reference_result", references)
        ids += added
    return ids


def _stock(drafts: Sequence[DwellingDraft]) -> Stock:
    """The stocks of the drafts in one, in order; dwellings without parts have only their own columns."""
    bare = empty_stock()
    return concatenate(
        draft.stock
        if draft.stock is not None
        else bare.replace(dwelling=from_rows(DWELLING_TABLE, [_dwelling_columns(draft)]))
        for draft in drafts
    )


def _dwelling_columns(draft: DwellingDraft) -> dict[str, Any]:
    return {"dpe_number": draft.dpe_number, "assessed_on": draft.assessed_on, **draft.columns}


def _reference(draft: DwellingDraft, row_id: int) -> dict[str, Any]:
    values = dict(draft.reference or {})
    official = {
        "fingerprint": draft.fingerprint,
        **({"x_m": draft.x_m, "y_m": draft.y_m} if draft.x_m == draft.x_m else {}),
        **(values.get("official") or {}),
    }
    return {
        **values,
        "dwelling_id": row_id,
        "dpe_number": draft.dpe_number,
        "assessed_on": draft.assessed_on,
        "official": official,
    }


def _change(writer: Writer, changed: Sequence[tuple[Known, DwellingDraft]], places: Places, progress: Progress) -> None:
    buildings = places.buildings([draft for _known, draft in changed])
    columns: dict[tuple[str, ...], list[tuple[Known, dict[str, Any]]]] = defaultdict(list)
    for position, ((known, draft), building) in enumerate(zip(changed, buildings, strict=True)):
        progress.step(position, len(changed), _("Writing dwellings"))
        values = {**draft.identity, **_dwelling_columns(draft)}
        if draft.stock is not None:
            writer.replace_parts(known.row_id, draft.stock)
            values["origins"] = None
        if building >= 0:
            values["building_id"] = building
        columns[tuple(values)].append((known, values))
    for names, rows in columns.items():
        writer.update_columns(
            "dwelling",
            [known.row_id for known, _values in rows],
            [known.version for known, _values in rows],
            {name: [values[name] for _known, values in rows] for name in names},
        )
    _renew_references(writer, changed)
    _drop_estimates(writer, {known.row_id for known, _draft in changed})


def _renew_references(writer: Writer, changed: Sequence[tuple[Known, DwellingDraft]]) -> None:
    present = writer.columns("reference_result", ("dwelling_id",))
    rows = {
        int(dwelling): (int(row_id), int(version))
        for dwelling, row_id, version in zip(present["dwelling_id"], present["id"], present["version"], strict=True)
    }
    new: list[Mapping[str, Any]] = []
    for known, draft in changed:
        if draft.reference is None:
            continue
        values = _reference(draft, known.row_id)
        if known.row_id in rows:
            writer.update("reference_result", *rows[known.row_id], values)
        else:
            new.append(values)
    writer.insert("reference_result", new)


def _drop_estimates(writer: Writer, dwellings: set[int]) -> None:
    """An estimate of a description that was replaced holds no more."""
    if dwellings:
        estimates = writer.columns("estimate", ("dwelling_id",))
        stale = np.isin(estimates["dwelling_id"], list(dwellings))
        writer.delete("estimate", estimates["id"][stale].tolist())
