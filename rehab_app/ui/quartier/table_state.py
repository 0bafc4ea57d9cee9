"""What the table shows, by name: columns with their widths, their order, what they are sorted by."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt

from rehab_app.ui.quartier.more_columns import MoreColumns
from rehab_app.ui.quartier.table_view import HomeTableView

_WIDTHS_PX = (24, 900)


def state_of(view: HomeTableView) -> dict[str, Any]:
    """Columns shown from left to right, and the order of the rows."""
    heads, columns = view.heads, view.table.columns
    places = [heads.logicalIndex(at) for at in range(len(columns))]
    shown = [[columns[at].name, heads.sectionSize(at)] for at in places if not heads.isSectionHidden(at)]
    sorted_by = heads.sortIndicatorSection()
    descending = heads.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder
    return {"shown": shown, "sorted_by": columns[sorted_by].name if sorted_by >= 0 else "", "descending": descending}


def restore(view: HomeTableView, more: MoreColumns, state: Mapping[str, Any]) -> None:
    """Show the table as it was; what is spoilt or of another version is left out, and no column leaves it as it is."""
    shown = [pair for pair in state.get("shown", ()) if _sound(pair)] if isinstance(state.get("shown"), list) else []
    more.want(name for name, _width in shown)
    places = {column.name: at for at, column in enumerate(view.table.columns)}
    shown = [(places[name], width) for name, width in shown if name in places]
    if shown:
        kept = {at for at, _width in shown}
        for at in range(len(view.table.columns)):
            view.setColumnHidden(at, at not in kept)
        for visual, (at, width) in enumerate(shown):
            view.heads.moveSection(view.heads.visualIndex(at), visual)
            view.heads.resizeSection(at, width)
    if state.get("sorted_by") in places:
        order = Qt.SortOrder.DescendingOrder if state.get("descending") else Qt.SortOrder.AscendingOrder
        view.sortByColumn(places[state["sorted_by"]], order)


def _sound(pair: Any) -> bool:
    return (
        isinstance(pair, list)
        and len(pair) == 2
        and isinstance(pair[0], str)
        and isinstance(pair[1], int)
        and _WIDTHS_PX[0] <= pair[1] <= _WIDTHS_PX[1]
    )
