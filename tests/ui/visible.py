"""What a window shows: its visible widgets, their texts, whether the texts fit and stand clear of each other."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QScrollBar,
    QSlider,
    QTabBar,
    QTableView,
    QTextEdit,
    QToolButton,
    QWidget,
)

from rehab_app.ui.parts.choice import Choice

_SLACK_PX = 1
_ROWS = 100
_USED = (
    QAbstractButton,
    QComboBox,
    QLineEdit,
    QAbstractSpinBox,
    QPlainTextEdit,
    QTextEdit,
    QAbstractItemView,
    QSlider,
    QTabBar,
)


def shown(root: QWidget) -> Iterator[QWidget]:
    """All visible widgets under a root."""
    for widget in root.findChildren(QWidget):
        if widget.isVisibleTo(root) and widget.window() is root.window():
            yield widget


def texts(root: QWidget) -> list[str]:
    """Every text on screen: on widgets, in what explains them, in lists, tables and choices."""
    found: list[str] = []
    for widget in shown(root):
        if isinstance(widget, QLabel | QAbstractButton):
            found.append(widget.text())
        if isinstance(widget, QLineEdit):
            found.append(widget.placeholderText())
        if isinstance(widget, QComboBox):
            found += [widget.itemText(at) for at in range(widget.count())]
        if isinstance(widget, QAbstractItemView):
            found += _cells(widget)
        found += [widget.toolTip(), widget.accessibleName()]
    return [text for text in found if text]


def _cells(view: QAbstractItemView) -> Iterator[str]:
    """Texts of the first rows of a list or table, and its headings."""
    model = view.model()
    table = isinstance(view, QTableView)
    for column in range(model.columnCount() if table else 1):
        if table:
            yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        for row in range(min(model.rowCount(), _ROWS)):
            yield str(model.index(row, column).data() or "")


def clipped(root: QWidget) -> list[str]:
    """Texts that do not fit their widget."""
    return [told(widget) for widget in shown(root) if not _fits(widget)]


def outside(root: QWidget) -> list[str]:
    """Widgets with a text of which a part lies outside what their parents show; what can be scrolled to is not."""
    return [told(widget) for widget in shown(root) if _text(widget) and not _reached(widget, root)]


def overlapping(root: QWidget) -> list[str]:
    """Pairs of widgets side by side, each with a text, of which one covers a part of the other."""
    found = []
    by_parent: dict[int, list[QWidget]] = {}
    for widget in shown(root):
        by_parent.setdefault(id(widget.parentWidget()), []).append(widget)
    for siblings in by_parent.values():
        worded = [widget for widget in siblings if _words_inside(widget)]
        for at, one in enumerate(worded):
            for other in worded[at + 1 :]:
                shared = one.geometry() & other.geometry()
                if shared.width() > _SLACK_PX and shared.height() > _SLACK_PX:
                    found.append(f"{told(one)} and {told(other)}")
    return found


def used(root: QWidget) -> list[QWidget]:
    """Visible widgets to type in, choose in or press; parts that Qt makes inside of them are not among them."""
    return [
        widget
        for widget in shown(root)
        if isinstance(widget, _USED)
        and not isinstance(widget, QScrollBar | QHeaderView)
        and not isinstance(widget.parent(), QLineEdit | QComboBox | QAbstractSpinBox | QTabBar)
        and not widget.objectName().startswith("qt_")
        and not (isinstance(widget, QLineEdit) and isinstance(widget.parent(), QAbstractItemView))
    ]


def nameless(root: QWidget) -> list[str]:
    """Widgets in use of which a screen reader could say nothing."""
    return [told(widget) for widget in used(root) if not (widget.accessibleName() or _own_words(widget))]


def out_of_reach(root: QWidget) -> list[str]:
    """Widgets in use that the keyboard cannot get to: neither with Tab, nor with the arrows, nor with a shortcut."""
    return [told(widget) for widget in used(root) if widget.isEnabled() and not _by_keyboard(widget)]


def out_of_order(root: QWidget) -> list[str]:
    """Pairs that follow each other with Tab in one parent, the second of which stands before the first on screen."""
    found = []
    chain = [widget for widget in _focus_chain(root) if widget.focusPolicy() & Qt.FocusPolicy.TabFocus]
    last: dict[int, QWidget] = {}
    for widget in chain:
        before = last.get(id(widget.parentWidget()))
        if before is not None and _reads_before(widget.geometry(), before.geometry()):
            found.append(f"{told(before)} then {told(widget)}")
        last[id(widget.parentWidget())] = widget
    return found


def told(widget: QWidget) -> str:
    """A widget in words, for a failing test: kind, text, and where it stands."""
    parents: list[str] = []
    at = widget.parentWidget()
    while at is not None and len(parents) < 3:
        parents.append(type(at).__name__)
        at = at.parentWidget()
    return f"{type(widget).__name__} {_text(widget)!r} in {' < '.join(parents)}"


def _text(widget: QWidget) -> str:
    return str(widget.property("text") or widget.accessibleName())


def _own_words(widget: QWidget) -> str:
    """What a screen reader says of a widget that was given no accessible name."""
    if isinstance(widget, QAbstractButton | QTabBar):
        return widget.tabText(0) if isinstance(widget, QTabBar) else widget.text() or widget.toolTip()
    return ""


def _words_inside(widget: QWidget) -> bool:
    if isinstance(widget, QLabel | QAbstractButton | QLineEdit | QComboBox):
        return bool(_text(widget))
    return any(isinstance(child, QLabel) and child.text() for child in shown(widget))


def _by_keyboard(widget: QWidget) -> bool:
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus or widget.focusProxy() is not None:
        return True
    if isinstance(widget, QAbstractButton):
        if isinstance(widget, QRadioButton) or (widget.group() is not None and widget.group().exclusive()):
            return True  # the arrows go from one to the next
        return not widget.shortcut().isEmpty() or any(not a.shortcut().isEmpty() for a in widget.actions())
    return False


def _focus_chain(root: QWidget) -> Iterator[QWidget]:
    seen: set[int] = set()
    visible = {id(widget) for widget in used(root)}
    widget = root.nextInFocusChain()
    while widget is not None and id(widget) not in seen:
        seen.add(id(widget))
        if id(widget) in visible:
            yield widget
        widget = widget.nextInFocusChain()


def _reads_before(one: QRect, other: QRect) -> bool:
    """Whether a place is read before another: in a line above it, or on its left in the same line."""
    if one.bottom() <= other.top():
        return True
    same_line = one.top() < other.bottom() and other.top() < one.bottom()
    return same_line and one.right() <= other.left()


def _reached(widget: QWidget, root: QWidget) -> bool:
    box = QRect(QPoint(), widget.size())
    child: QWidget = widget
    while child is not root and (parent := child.parentWidget()) is not None:
        if isinstance(parent.parentWidget(), QAbstractScrollArea):
            return _scrolled_to(parent.parentWidget(), child, box)
        box.translate(child.pos())
        if not parent.rect().adjusted(-_SLACK_PX, -_SLACK_PX, _SLACK_PX, _SLACK_PX).contains(box):
            return False
        child = parent
    return True


def _scrolled_to(area: QWidget | None, body: QWidget, box: QRect) -> bool:
    """Whether a place in the body of a scroll area can be brought into view."""
    if not isinstance(area, QScrollArea):
        return True  # a view that lays out its own editors
    off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    if area.horizontalScrollBarPolicy() == off and box.right() > area.viewport().width() + _SLACK_PX:
        return False
    return body.rect().adjusted(-_SLACK_PX, -_SLACK_PX, _SLACK_PX, _SLACK_PX).contains(box)


def _fits(widget: QWidget) -> bool:
    if isinstance(widget, QLabel) and widget.text():
        if widget.wordWrap():
            return widget.heightForWidth(widget.width()) <= widget.height() + _SLACK_PX
        return _holds(widget)
    if isinstance(widget, QPushButton | QToolButton) and widget.text():
        if isinstance(widget, QToolButton) and widget.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly:
            return True
        return widget.fontMetrics().horizontalAdvance(widget.text().replace("&", "")) <= widget.width()
    if isinstance(widget, QCheckBox | QRadioButton) and widget.text():
        return _holds(widget)
    if isinstance(widget, Choice):
        return True  # it shortens its text itself, with an ellipsis
    return True


def _holds(widget: QWidget) -> bool:
    hint = widget.sizeHint()
    return hint.width() <= widget.width() + _SLACK_PX and hint.height() <= widget.height() + _SLACK_PX
