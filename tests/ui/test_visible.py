"""The checks of the pages see what they are for: a text cut off, covered, outside its place, or without a name."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from tests.ui import visible

CHECKS: tuple[Callable[[QWidget], list[str]], ...] = (
    visible.clipped,
    visible.overlapping,
    visible.outside,
    visible.nameless,
    visible.out_of_reach,
    visible.out_of_order,
)


@pytest.fixture
def sheet(qtbot: QtBot) -> QWidget:
    """A window of 400 by 300 pixels with a label, a button and an entry that stand well."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(400, 300)
    for at, made in enumerate((QLabel("Rue", window), QPushButton("Garder", window), QLineEdit(window))):
        made.setGeometry(10, 10 + 60 * at, 200, 40)
    window.findChildren(QLineEdit)[0].setAccessibleName("Nom")
    window.show()
    return window


def problems(window: QWidget) -> list[str]:
    return [check.__name__ for check in CHECKS for _problem in check(window)]


def test_what_stands_well_is_no_problem(sheet: QWidget) -> None:
    assert problems(sheet) == []


def test_a_text_wider_than_its_label_is_cut_off(sheet: QWidget) -> None:
    sheet.findChildren(QLabel)[0].setText("Une rue dont le nom est bien plus long que la place qu’on lui donne")
    assert problems(sheet) == ["clipped"]


def test_two_texts_on_one_place_overlap(sheet: QWidget) -> None:
    sheet.findChildren(QPushButton)[0].move(10, 30)
    assert problems(sheet) == ["overlapping"]


def test_what_hangs_out_of_its_parent_is_outside_unless_it_is_scrolled_to(sheet: QWidget) -> None:
    sheet.findChildren(QPushButton)[0].move(300, 70)
    assert problems(sheet) == ["outside"]
    sheet.findChildren(QPushButton)[0].move(10, 70)
    area = QScrollArea(sheet)
    area.setGeometry(220, 10, 150, 80)
    body = QWidget()
    body.resize(120, 500)
    low = QLabel("Bas", body)
    low.setGeometry(0, 450, 100, 30)
    area.setWidget(body)
    area.show()
    assert problems(sheet) == []
    low.move(60, 490)
    assert problems(sheet) == ["outside"]


def test_what_has_no_words_has_no_name(sheet: QWidget) -> None:
    sheet.findChildren(QLineEdit)[0].setAccessibleName("")
    sheet.findChildren(QPushButton)[0].setText("")
    assert problems(sheet) == ["nameless", "nameless"]


def test_what_tab_never_gets_to_is_out_of_reach(sheet: QWidget) -> None:
    sheet.findChildren(QPushButton)[0].setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    assert problems(sheet) == ["out_of_reach"]


def test_tab_goes_down_the_page(sheet: QWidget) -> None:
    sheet.findChildren(QPushButton)[0].move(10, 130)
    sheet.findChildren(QLineEdit)[0].move(10, 70)
    assert problems(sheet) == ["out_of_order"]


def test_a_box_to_tick_shows_its_whole_text(sheet: QWidget) -> None:
    box = QCheckBox("Je suis d’accord avec ce qui est écrit ici", sheet)
    box.setGeometry(10, 200, 120, 30)
    box.show()
    assert problems(sheet) == ["clipped"]
