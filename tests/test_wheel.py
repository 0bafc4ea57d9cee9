"""The built wheel, in an environment of its own, finds its resources, migrations and libraries."""

import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def _run(folder: Path, *command: str | Path, **environment: str) -> str:
    """What a command prints when run in a folder, which must not be the checkout: Python looks there first."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1", **environment},
        check=False,
    )
    assert done.returncode == 0, f"{command}:\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of the programs of a new environment that holds the wheel, and borrows the libraries of this one."""
    folder = tmp_path_factory.mktemp("wheel")
    _run(folder, sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT)
    (wheel,) = folder.glob("rehab_app-*.whl")
    home = folder / "venv"
    venv.create(home, with_pip=False)
    programs = home / ("Scripts" if os.name == "nt" else "bin")
    python = programs / "python"
    _run(folder, sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps", wheel)
    site = _run(folder, python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip()
    # Its own packages come first in sys.path; the libraries of this environment come after, without its editable
    # install, which is a .pth file and those are not read twice.
    (Path(site) / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return programs


@pytest.mark.slow
def test_the_wheel_finds_everything_it_needs(installed: Path, tmp_path: Path) -> None:
    told = _run(tmp_path, installed / "rehab", "self-test", REHAB_HOME=str(tmp_path), QT_QPA_PLATFORM="offscreen")
    assert "MISSING" not in told
    where = "import rehab_app, rehab_app.core.paths as p; print(rehab_app.__file__); print(p.resource('samples'))"
    found = _run(tmp_path, installed / "python", "-c", where, REHAB_HOME=str(tmp_path)).splitlines()
    assert len(found) == 2
    assert all(Path(path).is_relative_to(installed.parent) for path in found)


@pytest.mark.slow
def test_the_wheel_makes_a_project_and_speaks_french(installed: Path, tmp_path: Path) -> None:
    project = tmp_path / "essai.rehab"
    surroundings = {"REHAB_HOME": str(tmp_path), "REHAB_LANG": "fr"}
    _run(tmp_path, installed / "rehab", "new", project, "--name", "Essai", "--commune", "62528", **surroundings)
    assert project.stat().st_size > 0
    speak = "from rehab_app.core.i18n import _; print(_('Dwelling'))"
    assert _run(tmp_path, installed / "python", "-c", speak, **surroundings).strip() == "Logement"
