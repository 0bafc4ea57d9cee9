"""Whatever is typed after `rehab`: a sentence in French that names the place, an exit code, no traceback."""

import os
import sys
from pathlib import Path

import pytest

from rehab_app.cli import main
from rehab_app.storage.project import Project

WRONG = ("absent", "dossier", "vide", "binaire", "profond.json", "liste.json", "latin.json", "illisible")


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a project and files that are not what a command wants."""
    monkeypatch.chdir(tmp_path)
    Project.create("q.rehab", "Essai", "62528").close()
    Path("dossier").mkdir()
    Path("vide").write_bytes(b"")
    Path("binaire").write_bytes(bytes(range(256)) * 20)
    Path("profond.json").write_text("[" * 100_000)
    Path("liste.json").write_text("[1, 2]")
    Path("latin.json").write_bytes('{"é": "à"}'.encode("latin-1"))
    Path("illisible").write_text("{}")
    Path("illisible").chmod(0)
    return tmp_path


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What a command says on the error output; it must have refused."""
    assert main(arguments) == 1
    words = capsys.readouterr().err
    assert words.startswith("rehab: ")
    assert "Traceback" not in words
    assert "Error(" not in words
    return words


@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize(
    "command",
    [
        ("history", "{}"),
        ("estimate", "{}"),
        ("survey", "fill", "{}"),
        ("import", "q.rehab", "vide", "--mapping", "{}"),
        ("rules", "q.rehab", "--set", "{}"),
        ("survey", "check", "{}"),
        ("plan", "benchmark", "{}", "--limit", "1"),
    ],
    ids=lambda command: "-".join(command[:2]),
)
def test_a_file_that_is_not_what_a_command_wants_is_named(
    command: tuple[str, ...], wrong: str, capsys: pytest.CaptureFixture[str]
) -> None:
    if wrong == "illisible" and os.geteuid() == 0:
        pytest.skip("nothing is unreadable to the superuser")
    assert wrong in told(capsys, *(part.format(wrong) for part in command))


@pytest.mark.parametrize(
    "command", [("sample", "write", "vide"), ("survey", "paper", "dossier"), ("demo", "vide")], ids=lambda one: one[0]
)
def test_a_place_that_cannot_be_written_is_named(command: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    words = told(capsys, *command)
    assert command[-1] in words
    assert "Vérifiez" in words or "Choisissez" in words


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("{coupé", "n’est pas du JSON"),
        ("5", "il faut un objet"),
        ('{"id": 1}', "inputs"),
        ('{"id": 1, "inputs": {"revenu": "23456 €"}}', "revenu"),
        ('{"id": 1, "inputs": {"revenu": 1e400}}', "revenu"),
        ('{"id": 1, "inputs": {"revenu": NaN}}', "revenu"),
        ('{"id": 1, "inputs": {"travaux_ht": 1e300}}', "travaux_ht"),
        ('{"id": 1, "inputs": {"gestes": {"ite": 1e300}}}', "wall"),
        ('{"id": 1, "inputs": {"gestes": {"fusee": 2}}}', "fusee"),
        ("[" * 100_000, "n’est pas du JSON"),
    ],
)
def test_a_line_that_is_no_aid_case_is_named_and_earlier_results_stay(
    line: str, named: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("cas.jsonl").write_bytes(f'\ufeff{{"id": 0, "inputs": {{}}}}\n{line}\n'.encode())
    Path("avant.jsonl").write_text("avant")
    words = told(capsys, "aids", "compute", "cas.jsonl", "--on", "2026-07-01", "--out", "avant.jsonl")
    assert "cas.jsonl, ligne 2" in words
    assert named in words
    assert "23456" not in words
    assert Path("avant.jsonl").read_text() == "avant"


@pytest.mark.parametrize(
    "rules",
    [
        '{"region_factor": 1e400}',
        '{"region_factor": 1' + "0" * 400 + "}",
        '{"offered": ["\\ud800"]}',
        '{"aids": NaN}',
        "5",
    ],
    ids=["infinite", "huge", "half-character", "no-number", "no-object"],
)
def test_rules_that_cannot_be_kept_are_refused_and_those_before_stay(
    rules: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("regles.json").write_text(rules)
    assert "regles.json" in told(capsys, "rules", "q.rehab", "--set", "regles.json")
    assert main(["rules", "q.rehab"]) == 0
    assert capsys.readouterr().out.strip() == "{}"


@pytest.mark.parametrize("limit", ["-1", "99999999999999999999999", "douze"])
def test_a_number_that_cannot_be_is_a_wrong_usage(limit: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["history", "q.rehab", "--limit", limit])
    assert left.value.code == 2
    assert "--limit" in capsys.readouterr().err


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_a_server_that_is_absent_is_told_without_the_password(scheme: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = told(capsys, "history", f"{scheme}://anne:motdepasse@127.0.0.1:1/quartier")
    assert "ne répond pas" in words
    assert "motdepasse" not in words


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a screen")
def test_a_window_without_a_screen_is_refused_in_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert "écran" in told(capsys, "open")
