"""What hands do on the page of a home: put a tab in front, type in a line or a text, choose from a list."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from rehab_app.ui.home.field_editor import FieldEditor
from rehab_app.ui.home.page import HomePage
from rehab_app.ui.home.paragraph_editor import ParagraphEditor
from rehab_app.ui.parts.choice import Choice
from rehab_app.ui.pictures import settle
from rehab_app.ui.window import MainWindow

Editor = FieldEditor | ParagraphEditor


def front(window: MainWindow, page: HomePage, tab: QWidget) -> None:
    page.tabs.setCurrentWidget(tab)
    settle(window)


def type_line(window: MainWindow, editor: Editor, text: str, leave: bool = True) -> None:
    line = editor.editor
    assert isinstance(line, QLineEdit)
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)
    if leave:
        QTest.keyClick(line, Qt.Key.Key_Return)
    settle(window)


def type_paragraph(window: MainWindow, editor: Editor, text: str) -> None:
    paper = editor.editor
    assert isinstance(paper, QPlainTextEdit)
    window.activateWindow()
    paper.setFocus()
    QTest.keyClicks(paper, text)
    paper.clearFocus()
    settle(window)


def pick(window: MainWindow, editor: Editor, value: object) -> None:
    box = editor.editor
    assert isinstance(box, Choice)
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())
    settle(window)
