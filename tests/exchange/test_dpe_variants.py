"""Ways in which the same DPE is written: the tables are the same."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from rehab_app.core.errors import RehabError
from rehab_app.exchange.dpe_references import with_references
from rehab_app.exchange.dpe_writer import write_dpe
from rehab_app.exchange.dpe_xml import read_dpe
from tests.exchange.test_dpe_xml import HOUSE, differences

_LEAF = re.compile(rb"<([a-z0-9_]+)>([^<>]*)</\1>")
_XSI = b' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'


def _default_namespace(data: bytes) -> bytes:
    return re.sub(rb"<dpe\b", b'<dpe xmlns="https://example.org/dpe"', data, count=1)


def _prefixed(data: bytes) -> bytes:
    named = re.sub(rb"<(/?)([a-z])", rb"<\1d:\2", data)
    return named.replace(b"<d:dpe", b'<d:dpe xmlns:d="https://example.org/dpe"', 1)


def _commas(data: bytes) -> bytes:
    return re.sub(rb">(-?\d+)\.(\d+)</(surface|epaisseur|l>|hsp)", rb">\1,\2</\3", data)


def _ids_as_decimals(data: bytes) -> bytes:
    return re.sub(rb"(<enum_(?!version)[a-z0-9_]+_id>)(\d+)<", rb"\1\2.0<", data)


def _blanks(data: bytes) -> bytes:
    return re.sub(rb">([^<>\s][^<>]*)</", rb">\n   \1\t</", data)


def _utf16(data: bytes) -> bytes:
    text = data.decode("utf-8")
    return re.sub(r"^<\?xml[^>]*\?>", '<?xml version="1.0" encoding="utf-16"?>', text).encode("utf-16")


def _unknown_tags(data: bytes) -> bytes:
    return data.replace(
        b"<donnee_entree>", b"<donnee_entree><champ_d_une_version_a_venir>7</champ_d_une_version_a_venir>"
    )


@pytest.mark.parametrize(
    "written",
    [_default_namespace, _prefixed, _commas, _ids_as_decimals, _blanks, _utf16, _unknown_tags],
    ids=lambda written: written.__name__.strip("_"),
)
def test_the_same_home_written_otherwise_gives_the_same_tables(written: Callable[[bytes], bytes]) -> None:
    original = HOUSE.read_bytes()
    other = written(original)
    assert other != original
    assert not differences(read_dpe(original, "one").stock, read_dpe(other, "other").stock)


@pytest.mark.parametrize("version", ["1", "1.0", "1.1", "2", "2.0", "2.1", "2.2", "2.3", "2.4", "2.5", "2.6"])
def test_every_version_of_the_format_is_read(version: str) -> None:
    data = re.sub(rb"<enum_version_id>[^<]*<", f"<enum_version_id>{version}<".encode(), HOUSE.read_bytes())
    assert read_dpe(data, "version").stock["dwelling"]["dpe_version"][0] == version


def _leaves() -> list[str]:
    return sorted({tag.decode() for tag, _ in _LEAF.findall(HOUSE.read_bytes())})


@pytest.mark.parametrize("tag", _leaves())
def test_an_empty_leaf_an_absent_one_and_one_marked_nil_are_the_same(tag: str) -> None:
    data, name = HOUSE.read_bytes(), tag.encode()
    leaf = re.compile(rb"<" + name + rb">[^<>]*</" + name + rb">")
    absent = read_dpe(leaf.sub(b"", data), "absent").stock
    for empty in (b"<" + name + b"/>", b"<" + name + b">  </" + name + b">", b"<" + name + b">NaN</" + name + b">"):
        word = b"NaN" in empty  # missing in a number or a code, a word like others in a text
        if not word or (tag.startswith(("surface_", "enum_")) and tag != "enum_version_id"):
            assert not differences(absent, read_dpe(leaf.sub(empty, data), "empty").stock), empty
    marked = b"<" + name + _XSI + b' xsi:nil="true">7</' + name + b">"
    assert not differences(absent, read_dpe(leaf.sub(marked, data), "nil").stock)


def test_a_comma_that_is_no_decimal_comma_is_refused_with_its_line(tmp_path: Path) -> None:
    data = re.sub(rb"<hsp>[^<]*<", b"<hsp>2,5,1<", HOUSE.read_bytes())
    line = data[: data.index(b"<hsp>")].count(b"\n") + 1
    with pytest.raises(RehabError, match="2,5,1") as refused:
        read_dpe(data, "virgules.xml")
    assert str(line) in str(refused.value)


def test_an_empty_list_of_hot_water_systems_says_that_there_is_none() -> None:
    data = HOUSE.read_bytes()
    systems = re.compile(rb"<installation_ecs_collection>.*</installation_ecs_collection>", re.DOTALL)
    assert read_dpe(data, "one").stock["dwelling"]["without_hot_water"][0] == -1
    absent, empty = (
        read_dpe(systems.sub(written, data), "other").stock for written in (b"", b"<installation_ecs_collection/>")
    )
    assert len(absent["hot_water"]) == len(empty["hot_water"]) == 0
    assert (absent["dwelling"]["without_hot_water"][0], empty["dwelling"]["without_hot_water"][0]) == (-1, 1)
    for stock in (absent, empty):
        assert not differences(with_references(stock), read_dpe(write_dpe(stock), "written").stock)
