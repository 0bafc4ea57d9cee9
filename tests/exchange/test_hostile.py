"""Files that must not come in: each is refused by name and place, and nothing of it is executed or unpacked."""

import io
import zipfile
from pathlib import Path

import pytest

from rehab_app.core.errors import RehabError
from rehab_app.exchange import sources
from rehab_app.exchange.dpe_xml import read_dpe
from rehab_app.exchange.sources import Source, SourceKind, find_sources

HOUSE = Path(__file__).parent / "data" / "maison_fictive.xml"

BOMB = b"""<?xml version="1.0"?>
<!DOCTYPE dpe [<!ENTITY a "aaaaaaaaaaaaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;">]>
<dpe><numero_dpe>&d;</numero_dpe></dpe>"""
EXTERNAL = b"""<?xml version="1.0"?>
<!DOCTYPE dpe [<!ENTITY secret SYSTEM "file:///etc/passwd">]>
<dpe><numero_dpe>&secret;</numero_dpe></dpe>"""


def refusal(data: bytes) -> RehabError:
    with pytest.raises(RehabError) as caught:
        read_dpe(data, "essai.xml")
    assert "essai.xml" in caught.value.where
    return caught.value


@pytest.mark.parametrize("data", [BOMB, EXTERNAL], ids=["entity bomb", "external entity"])
def test_document_types_are_refused_with_their_line(data: bytes) -> None:
    error = refusal(data)
    assert "DOCTYPE" in error.problem
    assert "2" in error.where


def test_a_document_type_hidden_by_another_encoding_is_refused_too() -> None:
    text = EXTERNAL.decode().replace('version="1.0"', 'version="1.0" encoding="UTF-16"')
    assert "DOCTYPE" in refusal(text.encode("utf-16")).problem


def test_an_empty_file_is_refused() -> None:
    refusal(b"")
    refusal(b"  \n ")


@pytest.mark.parametrize("share", [0.02, 0.2, 0.5, 0.9, 0.99])
def test_a_truncated_file_is_refused_with_line_and_column(share: float) -> None:
    data = HOUSE.read_bytes()
    error = refusal(data[: int(len(data) * share)])
    assert any(character.isdigit() for character in error.where)


def test_characters_in_another_encoding_than_declared_are_refused() -> None:
    latin = HOUSE.read_bytes().decode().replace("’", "'").encode("latin-1")
    error = refusal(latin)
    assert any(character.isdigit() for character in error.where)


def test_an_unknown_encoding_is_refused() -> None:
    refusal(b'<?xml version="1.0" encoding="klingon"?><dpe/>')


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "svg"),
        (b"<audit version='1'/>", "audit"),
        (b"<dpe><administratif/><logement_neuf/></dpe>", "neuf"),
        (b"<dpe><administratif/><tertiaire/></dpe>", "tertiaire"),
        (b"<dpe><administratif/></dpe>", "logement"),
    ],
)
def test_foreign_and_incomplete_xml_is_refused_by_name(data: bytes, word: str) -> None:
    assert word in refusal(data).text


def test_something_else_renamed_xml_is_refused() -> None:
    refusal(b"\x7fELF\x02\x01\x01\0\0\0")
    refusal(b"%PDF-1.7 trailer")


def test_deep_nesting_is_refused() -> None:
    refusal(b"<dpe>" * 100_000 + b"</dpe>" * 100_000)


def archive(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members.items():
            file.writestr(name, data)
    return path


def parted(found: list[Source | RehabError]) -> tuple[list[Source], list[RehabError]]:
    return [s for s in found if isinstance(s, Source)], [e for e in found if isinstance(e, RehabError)]


def test_folders_archives_and_files_are_found_together_by_content(tmp_path: Path) -> None:
    house = HOUSE.read_bytes()
    folder = tmp_path / "dpe"
    (folder / "sous-dossier").mkdir(parents=True)
    (folder / "sous-dossier" / "a.xml").write_bytes(house)
    (folder / ".cache.xml").write_bytes(b"")
    (folder / "sans-extension").write_bytes(b"nom;siret\nArtisan;1\n")
    zipped = archive(tmp_path / "lot.zip", {"x/b.xml": house, "plan.geojson": b'{"type": "FeatureCollection"}'})
    taken, refused = parted(list(find_sources([folder, zipped, HOUSE])))
    assert refused == []
    assert [(s.name, s.kind) for s in taken] == [
        ("sans-extension", SourceKind.TABLE),
        ("sous-dossier/a.xml", SourceKind.XML),
        ("lot.zip/plan.geojson", SourceKind.GEOJSON),
        ("lot.zip/x/b.xml", SourceKind.XML),
        ("maison_fictive.xml", SourceKind.XML),
    ]
    assert taken[3].read() == house


def test_the_rest_of_a_batch_goes_in_beside_broken_files(tmp_path: Path) -> None:
    (tmp_path / "bon.xml").write_bytes(HOUSE.read_bytes())
    (tmp_path / "vide.xml").write_bytes(b"")
    (tmp_path / "binaire.xml").write_bytes(b"\x00\x01\x02\x03")
    (tmp_path / "abime.zip").write_bytes(b"PK\x03\x04 this is no archive")
    (tmp_path / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    taken, refused = parted(list(find_sources([tmp_path, tmp_path / "absent.xml"])))
    assert [source.name for source in taken] == ["bon.xml"]
    assert len(refused) == 5
    assert all(error.where for error in refused)


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    bomb = archive(tmp_path / "bombe.zip", {"bombe.xml": b"<" + b" " * 20_000_000, "bon.xml": HOUSE.read_bytes()})
    taken, refused = parted(list(find_sources([bomb])))
    assert [source.name for source in taken] == ["bombe.zip/bon.xml"]
    assert "bombe.zip/bombe.xml" in refused[0].where


def test_an_archive_too_large_in_all_is_refused_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "MAX_ARCHIVE_BYTES", 10_000)
    path = archive(tmp_path / "gros.zip", {f"{i}.xml": HOUSE.read_bytes() for i in range(3)})
    taken, refused = parted(list(find_sources([path])))
    assert taken == []
    assert "gros.zip" in refused[0].where


def test_names_that_lead_outside_and_nested_archives_are_left_out(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as file:
        file.writestr("a.xml", "<dpe/>")
    path = archive(
        tmp_path / "piege.zip",
        {
            "../../evil.xml": b"<dpe/>",
            "/etc/evil.xml": b"<dpe/>",
            "C:\\evil.xml": b"<dpe/>",
            "dedans.zip": inner.getvalue(),
            "bon.xml": HOUSE.read_bytes(),
        },
    )
    taken, refused = parted(list(find_sources([path])))
    assert [source.name for source in taken] == ["piege.zip/bon.xml"]
    assert len(refused) == 4


def test_a_member_with_a_wrong_checksum_is_refused_when_read(tmp_path: Path) -> None:
    path = tmp_path / "abime.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as file:
        file.writestr("a.xml", HOUSE.read_bytes())
    data = bytearray(path.read_bytes())
    data[6000] ^= 0xFF
    path.write_bytes(bytes(data))
    taken, _ = parted(list(find_sources([path])))
    with pytest.raises(RehabError, match=r"abime\.zip/a\.xml"):
        taken[0].read()
