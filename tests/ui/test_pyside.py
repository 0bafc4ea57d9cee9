"""The trap of PySide6 6.12: each call that returns None lost a reference to None and the process aborted."""

import sys

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

_CALLS = 200_000


def test_calls_that_return_nothing_lose_no_reference(qtbot: QtBot) -> None:
    label = QLabel("x")
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for _call in range(_CALLS):
        label.setEnabled(True)
    assert sys.getrefcount(None) > before - _CALLS // 100
