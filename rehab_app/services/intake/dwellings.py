"""Dwellings into the project: new ones added, known ones brought up to date, the rest told in the report."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _
from rehab_app.core.progress import Progress
from rehab_app.domain.catalogue.records import TOTALS
from rehab_app.domain.catalogue.stock import DWELLING_TABLE, empty_stock
from rehab_app.domain.table import Stock, concatenate, from_rows
from rehab_app.services.intake.drafts import DwellingDraft, given
from rehab_app.services.intake.matching import Known, KnownDwellings, is_same_file, refuse_older
from rehab_app.services.intake.people import People, adds_nothing, said_of_dwelling
from rehab_app.services.intake.places import Places
from rehab_app.services.intake.report import ImportReport, Outcome
from rehab_app.storage.writer import Writer

_TOTAL_NAMES = tuple(total.name for total in TOTALS)
_AT_ONCE = 500  # dwellings written with one statement a table


@dataclass(slots=True)
class _Plan:
    """What will be written.

    Attributes:
        new: dwellings to add, with what stands for each in `KnownDwellings`.
        changed: dwellings to bring up to date, by id.
        told: every draft that was not refused, with its dwelling.
    """

    new: list[tuple[Known, DwellingDraft]] = field(default_factory=list)
    changed: dict[int, tuple[Known, DwellingDraft]] = field(default_factory=dict)
    told: list[tuple[Known, DwellingDraft]] = field(default_factory=list)


def take_dwellings(
    writer: Writer, drafts: Sequence[DwellingDraft], report: ImportReport, progress: Progress
) -> set[int]:
    """Write the drafts with their owners and households, and tell each in the report.

    Returns:
        Ids of buildings that had no street and have one now.
    """
    if not drafts:
        return set()
    known, people, plan = KnownDwellings.of(writer), People(writer), _Plan()
    for position, draft in enumerate(drafts):
        progress.step(position, len(drafts), _("Comparing with the project"))
        try:
            found = known.find(draft)
            outcome, reason = _decide(writer, found, people, plan, draft)
        except RehabError as error:
            report.refuse(error, draft.source, draft.row)
            continue
        report.add(draft.source, draft.row, outcome, reason)
        if found is None:
            found = _as_known(draft, len(plan.new))
            known.add(found)
            plan.new.append((found, draft))
        elif outcome is Outcome.CHANGED:
            _renew(known, found, draft)
        plan.told.append((found, draft))
    places = Places(writer)
    _add(writer, plan.new, places, progress)
    _change(writer, list(plan.changed.values()), places, progress)
    people.take([(known.row_id, draft) for known, draft in plan.told])
    return places.name_buildings()


def _decide(
    writer: Writer, found: Known | None, people: People, plan: _Plan, draft: DwellingDraft
) -> tuple[Outcome, str]:
    if found is None:
        return Outcome.TAKEN, ""
    earlier = _planned(plan, found)
    if draft.stock is None and found.described and not draft.summary:
        draft = people.without_answers(found.row_id, earlier, draft)
    if _is_known(writer, found, people, earlier, draft):
        return Outcome.DUPLICATE, _("The same content is in the project already.")
    refuse_older(draft, found)
    if draft.summary and found.described:
        if draft.dpe_number == found.dpe_number:
            return Outcome.DUPLICATE, _("The project holds the full description of this DPE already.")
        raise RehabError(
            _("This dwelling has a new DPE ({number}), of which the table gives a summary only.").format(
                number=draft.dpe_number
            ),
            remedy=_("Import the full XML file of the new DPE."),
        )
    merged = draft if earlier is None else draft.over(earlier)
    if found.pending >= 0:
        plan.new[found.pending] = (found, merged)
    else:
        plan.changed[found.row_id] = (found, merged)
    return Outcome.CHANGED, _changed_reason(draft)


def _planned(plan: _Plan, found: Known) -> DwellingDraft | None:
    """What this import already brings of a dwelling."""
    if found.pending >= 0:
        return plan.new[found.pending][1]
    return plan.changed[found.row_id][1] if found.row_id in plan.changed else None


def _is_known(
    writer: Writer, found: Known, people: People, earlier: DwellingDraft | None, draft: DwellingDraft
) -> bool:
    if draft.stock is not None or draft.summary:
        return is_same_file(draft, found, writer)
    if earlier is not None and adds_nothing(draft, earlier):
        return True
    return found.row_id >= 0 and people.knows(found.row_id, draft)


def _changed_reason(draft: DwellingDraft) -> str:
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
        flat=draft.flat,
        described=draft.stock is not None,
        from_assessment=draft.stock is not None,
        fingerprint=draft.fingerprint,
        pending=position,
    )


def _renew(known: KnownDwellings, found: Known, draft: DwellingDraft) -> None:
    """So that the next row about the same dwelling is compared with this one."""
    if draft.fingerprint:
        found.fingerprint = draft.fingerprint
    found.described = found.described or draft.stock is not None
    if not np.isnat(draft.assessed_on):
        found.assessed_on = draft.assessed_on
    if draft.dpe_number:
        found.dpe_number = draft.dpe_number
        known.by_number[draft.dpe_number] = found


def _add(writer: Writer, new: Sequence[tuple[Known, DwellingDraft]], places: Places, progress: Progress) -> None:
    for start in range(0, len(new), _AT_ONCE):
        progress.step(start, len(new), _("Writing dwellings"))
        part = new[start : start + _AT_ONCE]
        drafts = [draft for _known, draft in part]
        records = [
            {**draft.identity, "building_id": building}
            for draft, building in zip(drafts, places.buildings(drafts), strict=True)
        ]
        ids = writer.insert_stock(_stock(drafts), records)
        for (known, _draft), row_id in zip(part, ids, strict=True):
            known.row_id = row_id
        writer.insert(
            "reference_result",
            [
                _reference(draft, row_id)
                for draft, row_id in zip(drafts, ids, strict=True)
                if draft.reference is not None
            ],
        )


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
        **({"x_m": draft.x_m, "y_m": draft.y_m} if math.isfinite(draft.x_m + draft.y_m) else {}),
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
        values = said_of_dwelling(draft)
        kept = given(values)
        if known.from_assessment:  # a new assessment may know less than the last; its address is only ever completed
            kept = {name: value for name, value in values.items() if name in kept or name not in draft.identity}
        values = kept
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
    _drop_estimates(writer, {known.row_id for known, draft in changed if draft.stock is not None or draft.columns})


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
        values = {**dict.fromkeys(_TOTAL_NAMES), **_reference(draft, known.row_id)}
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
