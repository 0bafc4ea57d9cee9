"""Fixtures of all tests: the user's own folders are temporary, the language is French, shared material is optional."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from rehab_app.core import i18n

# No test depends on how fast the machine is, or what else it does.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")

# Windows are real but drawn nowhere, unless the person who tests asks for a display.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home of its own for each test: no settings, caches or logs of the person who runs them."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("REHAB_HOME", str(folder))
    i18n.set_language("fr")
    yield folder
    i18n.set_language("fr")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """What is left of windows goes on the main thread, before a test without one lets its own threads find it."""
    yield
    drawn = [one is not None and "qtbot" in getattr(one, "fixturenames", ()) for one in (item, nextitem)]
    if drawn == [True, False]:
        gc.collect()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The reference material beside the project; tests that need it are skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the reference material is not beside the project (../shared)")
    return SHARED
