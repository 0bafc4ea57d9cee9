"""Files brought to a project: read within limits, told apart by content, photographs freed of what is personal."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from rehab_app.core.errors import RehabError
from rehab_app.core.format import figure
from rehab_app.core.i18n import _
from rehab_app.services.pdf_pages import page_count

LARGEST_MB = 25
LARGEST_MPX = 80
_LONGEST_PX = 1600
_QUALITY = 85
_TAKEN_ON = 36867  # Exif tag DateTimeOriginal, in the sub-directory 0x8769
_EXIF = 0x8769
_PDF_HEAD = b"%PDF-"
_PDF_HEAD_WITHIN = 1024  # readers accept that much before the header (ISO 32000-1, annex H)


@dataclass(frozen=True, slots=True)
class Brought:
    """A file as it is brought: its name, without which a paste has a title of its own, and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Ready:
    """What is kept of a file: bytes, suffix and kind, and the day a camera wrote into it."""

    content: bytes
    suffix: str
    kind: str
    dated_on: datetime.date | None


def read_files(paths: Iterable[Path]) -> tuple[list[Brought], list[RehabError]]:
    """Files dropped or chosen, and why others cannot be taken."""
    found, refused = [], []
    for path in paths:
        try:
            size = path.stat().st_size
            if size > LARGEST_MB * 1_000_000:
                raise _too_large(path.name, size)
            found.append(Brought(path.name, path.read_bytes()))
        except RehabError as error:
            refused.append(error)
        except OSError as error:
            reason = _("This file cannot be read: {reason}.").format(reason=error.strerror)
            refused.append(RehabError(reason, path.name))
    return found, refused


def ready(brought: Brought) -> Ready:
    """What is kept of a photograph or a PDF, told apart by its content, whatever its name says.

    Raises:
        RehabError: it is too large, damaged, locked or something else; `where` is its name.
    """
    if len(brought.content) > LARGEST_MB * 1_000_000:
        raise _too_large(brought.name, len(brought.content))
    return _pdf(brought) if _PDF_HEAD in brought.content[:_PDF_HEAD_WITHIN] else photograph(brought)


def _too_large(name: str, size: int) -> RehabError:
    told = _("This file is too large: {size}.").format(size=figure(size / 1e6, _("MB"), 1))
    return RehabError(told, name, _("Choose one of {limit} MB at most.").format(limit=LARGEST_MB))


def _pdf(brought: Brought) -> Ready:
    page_count(brought.content, brought.name)
    return Ready(brought.content, ".pdf", "paper", None)


def photograph(brought: Brought) -> Ready:
    """The photograph upright, reduced, without anything that the camera wrote into it.

    Raises:
        RehabError: it is too large, damaged or something else; `where` is its name.
    """
    try:
        with Image.open(BytesIO(brought.content)) as read:
            if read.width * read.height > LARGEST_MPX * 1_000_000:
                raise Image.DecompressionBombError
            taken_on = _day_of(read)
            turned = ImageOps.exif_transpose(read).convert("RGB")
    except Image.DecompressionBombError as error:
        told = _("This image has more than {limit} million pixels.").format(limit=LARGEST_MPX)
        raise RehabError(told, brought.name, _("Choose a smaller one.")) from error
    except (OSError, UnidentifiedImageError, ValueError, SyntaxError) as error:
        raise RehabError(
            _("This file is no photograph or PDF that can be read."),
            brought.name,
            _("Choose a JPEG, PNG or PDF file that opens elsewhere."),
        ) from error
    turned.thumbnail((_LONGEST_PX, _LONGEST_PX))
    turned.info.clear()  # a comment would be written again
    written = BytesIO()
    turned.save(written, "JPEG", quality=_QUALITY)
    return Ready(written.getvalue(), ".jpg", "photo", taken_on)


def _day_of(image: Image.Image) -> datetime.date | None:
    """The day the photograph was taken, as its camera says."""
    told = str(image.getexif().get_ifd(_EXIF).get(_TAKEN_ON, ""))
    try:
        return datetime.datetime.strptime(told[:10], "%Y:%m:%d").date()
    except ValueError:
        return None
