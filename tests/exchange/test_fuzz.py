"""Whatever bytes come in, a reader gives a result or a refusal that names the file; nothing else comes out."""

import io
import json
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from rehab_app.core.errors import RehabError
from rehab_app.exchange.dpe_xml import read_dpe
from rehab_app.exchange.footprints import read_footprints
from rehab_app.exchange.grid import decode, first_headings, read_csv_grid, read_sheet_grid
from rehab_app.exchange.mapping import propose_mapping
from rehab_app.exchange.open_data import is_open_data, read_open_data
from rehab_app.exchange.sources import find_sources
from rehab_app.services.intake.report import ImportReport
from rehab_app.services.intake.tables import dwelling_drafts
from tests.exchange.town import AXIS, collection, row_of_three

DATA = Path(__file__).parent / "data"
HOUSE = (DATA / "maison_fictive.xml").read_bytes()
OPEN_DATA = (DATA / "dpe03existant_fictif.csv").read_bytes()
PLAN = collection(*row_of_three(), AXIS)
LIST = "adresse;surface habitable;étape\n1 rue Inventée;80,5;engagé\n2 rue Inventée;70;\n".encode()


def _sheet() -> bytes:
    book, buffer = Workbook(), io.BytesIO()
    book.active.append(["adresse", "surface habitable"])
    book.active.append(["1 rue Inventée", 80.5])
    book.save(buffer)
    return buffer.getvalue()


SHEET = _sheet()


def read_list(data: bytes, name: str) -> None:
    grid = read_csv_grid(data, name)
    proposal = propose_mapping(grid.headings)
    if proposal.family == "homes":
        list(dwelling_drafts(grid, proposal, ImportReport()))


def read_table(data: bytes, name: str) -> None:
    if is_open_data(first_headings(data, name), name):
        list(read_open_data(decode(data, name)[0], name))


def _archive() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("maison.xml", HOUSE)
        file.writestr("liste.csv", LIST)
    return buffer.getvalue()


def read_archive(data: bytes, name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        for source in find_sources([path]):
            if isinstance(source, RehabError):
                raise source
            source.read()


Reader = Callable[[bytes, str], object]
READERS: dict[str, tuple[Reader, bytes]] = {
    "dpe": (read_dpe, HOUSE),
    "plan": (read_footprints, PLAN),
    "list": (read_list, LIST),
    "open data": (read_table, OPEN_DATA),
    "sheet": (read_sheet_grid, SHEET),
    "archive": (read_archive, _archive()),
}


@pytest.mark.parametrize("name", READERS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    cut=st.floats(0, 1),
    at=st.floats(0, 1),
    put=st.one_of(st.binary(max_size=6), st.sampled_from([b"\0", b"<", b"&x;", b'"', b"\xff\xfe", b"1e999", b"-1"])),
    over=st.integers(0, 8),
)
def test_damaged_files_give_a_result_or_a_refusal(name: str, cut: float, at: float, put: bytes, over: int) -> None:
    reader, whole = READERS[name]
    kept = whole[: max(1, int(len(whole) * (1 - cut * cut * cut)))]
    place = int(at * len(kept))
    error = refusal(reader, kept[:place] + put + kept[place + over :])
    assert error is None or "essai.dat" in error.text


def refusal(reader: Reader, data: bytes) -> RehabError | None:
    try:
        reader(data, "essai.dat")
    except RehabError as error:
        return error
    return None


@settings(max_examples=40, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
        max_leaves=12,
    )
)
def test_any_geometry_and_properties_give_a_result_or_a_refusal(value: object) -> None:
    features = [
        {"type": "Feature", "properties": {"voie": value, "niveaux": value, "patrimoine": value}, "geometry": value},
        {"type": "Feature", "properties": value, "geometry": {"type": "Polygon", "coordinates": value}},
        {**row_of_three()[0], "properties": {"voie": value, "niveaux": value, "patrimoine": value, "id": value}},
        value,
    ]
    data = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    file = read_footprints(data, "essai.geojson")
    assert len(file.footprints) + len(file.refusals) == 4
