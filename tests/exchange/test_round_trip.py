"""What is written in the official format is read back the same."""

from pathlib import Path

import numpy as np

from rehab_app.domain.table import Stock
from rehab_app.exchange.dpe_official import Place
from rehab_app.exchange.dpe_references import with_references
from rehab_app.exchange.dpe_writer import write_dpe
from rehab_app.exchange.dpe_xml import read_dpe

HOUSE = Path(__file__).parent / "data" / "maison_fictive.xml"


def assert_comes_back(stock: Stock) -> None:
    expected, found = with_references(stock), read_dpe(write_dpe(stock), "essai.xml").stock
    for name in expected:
        for column, values in expected[name].columns.items():
            np.testing.assert_array_equal(found[name][column], values, err_msg=f"{name}.{column}")


def test_a_dwelling_written_is_read_back_with_its_place() -> None:
    assert_comes_back(read_dpe(HOUSE).stock)
    place = Place(address="9 rue Inventée", house_number="9", street="rue Inventée", postcode="00000", ban_id="x_1")
    found = read_dpe(write_dpe(read_dpe(HOUSE).stock, place), "essai.xml").place
    assert (found.street, found.house_number, found.postcode, found.ban_id) == ("rue Inventée", "9", "00000", "x_1")


def test_official_files_survive_writing_and_reading(shared: Path) -> None:
    for path in sorted((shared / "dpe").glob("*.xml"))[::9]:
        assert_comes_back(read_dpe(path).stock)
