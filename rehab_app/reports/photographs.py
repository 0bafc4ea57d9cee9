"""Photographs side by side, each with what it shows and when; one whose file has gone says so."""

from collections.abc import Sequence

from reportlab.lib.utils import ImageReader
from reportlab.platypus import Flowable, Image, KeepTogether

from rehab_app.core.format import day
from rehab_app.core.i18n import _
from rehab_app.domain.edition import Photo
from rehab_app.reports.document import gap
from rehab_app.reports.style import WIDTH, text
from rehab_app.reports.tables import side_by_side

_GUTTER = 16.0
_ACROSS = (WIDTH - _GUTTER) / 2
_HIGHEST = 190.0


def photographs(photos: Sequence[Photo]) -> list[Flowable]:
    """Two a row, under a heading; nothing when there is none."""
    if not photos:
        return []
    blocks = [_block(photo) for photo in photos]
    rows: list[Flowable] = []
    for first in range(0, len(blocks), 2):
        pair = [*blocks[first : first + 2], []][:2]
        rows += [side_by_side(pair[0], pair[1], _ACROSS, gutter=_GUTTER), gap(8)]
    heading = [gap(8), text(_("Photographs"), "subheading")]
    return [KeepTogether([*heading, rows[0]]), *rows[1:]]


def _block(photo: Photo) -> list[Flowable]:
    words = photo.title if photo.taken_on is None else f"{photo.title}, {day(photo.taken_on)}"
    if not photo.path.is_file():
        return [text(words, "cell"), text(_("The file of this photograph is not beside the project."), "note")]
    wide, high = ImageReader(str(photo.path)).getSize()
    scale = min(_ACROSS / wide, _HIGHEST / high)
    return [Image(str(photo.path), wide * scale, high * scale, hAlign="LEFT"), gap(2), text(words, "cell")]
