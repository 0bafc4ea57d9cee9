"""The sheet of a house: façades lettered outside, openings counted one by one, the lots just before and after ours."""

import dataclasses
from io import BytesIO

from rehab_app.domain.dossier import ArtisanDossier, Bar, pieces
from rehab_app.domain.works import Treated
from rehab_app.reports import maps
from rehab_app.reports.artisan import artisan_pdf
from tests.reports import invented
from tests.reports.reading import pages, plain


def words_of(dossier: ArtisanDossier) -> str:
    target = BytesIO()
    artisan_pdf(dossier, target)
    return plain(" ".join(pages(target.getvalue())))


def with_windows() -> ArtisanDossier:
    """One house with two windows alike and a third."""
    dossier = invented.dossier(1)
    windows = (
        Treated("window", 1, "Fenêtre bois", "street", "south", "", 3.0, 2, 3.0),
        Treated("window", 2, "Porte-fenêtre", "back", "north", "", 2.52, 1, 2.52),
    )
    (house,) = dossier.houses
    line = dataclasses.replace(house.lines[0], quantity=5.52, treated=windows, spared=())
    return dataclasses.replace(dossier, houses=(dataclasses.replace(house, lines=(line,)),))


def test_openings_are_counted_one_by_one_beside_their_area() -> None:
    dossier = with_windows()
    assert pieces(dossier.houses[0].lines, dossier.items[0]) == 3
    text = words_of(dossier)
    assert "Fenêtre bois – façade sur rue, sud : 2 × environ 1,50 m² 2 3,00 m²" in text
    assert "(3 pièces) m² 5,52" in text


def test_a_sheet_shows_the_lots_just_before_and_after() -> None:
    dossier = with_windows()
    key, first = dossier.houses[0].key, invented.FIRST_DAY
    lots = ("site", "masonry", "roof", "joinery", "facade", "lining", "ventilation", "heating")
    bars = tuple(
        Bar(key, lot, "", first.replace(day=2 + 3 * n), first.replace(day=3 + 3 * n), ours=lot == dossier.lot)
        for n, lot in enumerate(lots)
    )
    target = BytesIO()
    artisan_pdf(dataclasses.replace(dossier, calendar=bars), target)
    found = [plain(page) for page in pages(target.getvalue())]
    (sheet,) = [page for page in found if "À faire ici" in page]
    assert "Couverture" in sheet
    assert "Ventilation" in sheet
    assert "Maçonnerie" not in sheet
    assert "Chauffage" not in sheet


def test_the_letter_of_a_facade_stands_outside_the_house() -> None:
    ring = [(0.0, 0.0), (60.0, 0.0), (60.0, 30.0), (30.0, 30.0), (30.0, 60.0), (0.0, 60.0)]
    sides = list(zip(ring, [*ring[1:], ring[0]], strict=True))
    for start, end in sides:
        x, y = maps.beyond(start, end, ring, 5.0)
        in_foot, in_arm = 0 < x < 60 and 0 < y < 30, 0 < x < 30 and 0 < y < 60
        assert not in_foot
        assert not in_arm


def test_the_days_of_a_house_stay_on_a_full_sheet_in_words() -> None:
    dossier = invented.dossier(1)
    (house,) = dossier.houses
    drawn: list[int] = []
    in_words: list[int] = []
    for lines in range(8, 17):  # a sheet that grows line by line until it is full
        remarks = tuple(f"Point à surveiller numéro {n} de cette maison." for n in range(lines))
        target = BytesIO()
        longer = dataclasses.replace(house, remarks=remarks)
        artisan_pdf(dataclasses.replace(dossier, houses=(longer,)), target)
        found = [plain(page) for page in pages(target.getvalue())]
        (sheet,) = [page for page in found if "À faire ici" in page]
        if "Quand" in sheet:
            (in_words if "Quand –" in sheet else drawn).append(lines)
    assert drawn
    assert in_words
    assert max(drawn) < min(in_words), "words only where the drawing has no room"
    assert sorted(drawn + in_words)[-1] >= 14, "a page of its own only when the sheet has no line left"
