"""Text can be read: contrast of every pair of colours the window draws."""

import pytest

from rehab_app.ui import theme


@pytest.mark.parametrize("chosen", theme.THEMES.values(), ids=lambda chosen: chosen.name)
def test_every_text_has_enough_contrast(chosen: theme.Theme) -> None:
    poor = {name: theme.contrast(*pair) for name, pair in theme.text_pairs(chosen).items()}
    assert {name: ratio for name, ratio in poor.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("scale", [theme.ENERGY_LABEL, theme.EMISSION_LABEL])
def test_the_letter_reads_on_the_colour_of_its_label(scale: dict[str, str]) -> None:
    assert {
        c: theme.contrast(theme.ink_on(c), c) for c in scale.values() if theme.contrast(theme.ink_on(c), c) < 4.5
    } == {}


def test_contrast_is_that_of_wcag() -> None:
    assert theme.contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert theme.contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
