"""What a WMTS server says of itself is read with its grid; what cannot be aligned is refused."""

import pytest

from rehab_app.core.errors import RehabError
from rehab_app.exchange.wmts import read_capabilities
from tests.ui.tile_server import capabilities


def test_a_layer_in_the_web_grid_has_an_address_for_its_tiles() -> None:
    (layer,) = read_capabilities(capabilities("https://cartes.example").encode(), "cartes")
    assert (layer.name, layer.title, layer.provider, layer.last_level) == ("PLAN.V2", "Plan", "Cartes d’essai", 18)
    assert layer.template.startswith(
        "https://cartes.example/kvp?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=PLAN.V2"
    )
    assert layer.template.endswith("TILEMATRIX={TileMatrix}&TILECOL={TileCol}&TILEROW={TileRow}")


def test_an_address_by_resource_is_preferred_and_its_style_and_grid_are_filled_in() -> None:
    resource = (
        '<ResourceURL format="image/png" resourceType="tile" '
        'template="https://cartes.example/{Style}/{TileMatrixSet}/{TileMatrix}/{TileRow}/{TileCol}.png"/>'
    )
    text = capabilities().replace(
        "<TileMatrixSetLink><TileMatrixSet>PM", f"{resource}<TileMatrixSetLink><TileMatrixSet>PM"
    )
    (layer,) = read_capabilities(text.encode(), "cartes")
    assert layer.template == "https://cartes.example/normal/PM/{TileMatrix}/{TileRow}/{TileCol}.png"


def test_names_of_levels_may_have_something_before_their_number() -> None:
    text = capabilities()
    for level in range(19):
        text = text.replace(f"<TileMatrix><ows:Identifier>{level}<", f"<TileMatrix><ows:Identifier>EPSG:3857:{level}<")
    (layer,) = read_capabilities(text.encode(), "cartes")
    assert "TILEMATRIX=EPSG:3857:{TileMatrix}&" in layer.template


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (("EPSG:3857", "EPSG:4326"), "Aucune couche"),
        (("-20037508.3427892 20037508.3427892", "0 0"), "Aucune couche"),
        (("<TileWidth>256", "<TileWidth>512"), "Aucune couche"),
        (("Capabilities", "Autre"), "pas la description d’un serveur WMTS"),
        (("</Contents>", ""), ""),
    ],
)
def test_what_is_no_grid_of_ours_is_refused(change: tuple[str, str], problem: str) -> None:
    with pytest.raises(RehabError) as refused:
        read_capabilities(capabilities().replace(*change).encode(), "cartes.example")
    assert problem in refused.value.problem
    assert "cartes.example" in refused.value.where
