"""Texts in the user's language: English in the source, French by default, one set of catalogues for all.

The catalogues are the `.po` files under `resources/i18n/<language>/`, one an area of the application. They are
compiled once into the user's cache, under a name that changes with their content.
"""

import gettext as _gettext
import hashlib
import os
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from rehab_app.core.paths import resource, user_folder

LANGUAGES = ("fr", "en")
_FRENCH = "french"  # context of the texts whose source is French, in the catalogues of the other languages

_state: dict[str, _gettext.NullTranslations | str] = {}


def language() -> str:
    """Language in use: `fr` or `en`."""
    return str(_state.get("language") or _default_language())


def set_language(code: str) -> None:
    """Use another language from now on; texts already on screen are the caller's to refresh."""
    if code not in LANGUAGES:
        raise ValueError(f"no such language: {code}; known: {', '.join(LANGUAGES)}")
    _state["language"] = code
    _state["translations"] = _load(code)


def _(message: str) -> str:
    """The text in the user's language."""
    return _translations().gettext(message)


def ngettext(singular: str, plural: str, count: int) -> str:
    """The text for that count in the user's language (French: 0 and 1 are singular)."""
    return _translations().ngettext(singular, plural, count)


def from_french(text: str) -> str:
    """A text that resources have in French, as the law writes it, in the user's language; in French it is itself."""
    return _translations().pgettext(_FRENCH, text)


def in_each_language(message: str) -> tuple[str, ...]:
    """A text in every language, to know it again in a file that was not written in the user's."""
    return tuple(_load(code).gettext(message) for code in LANGUAGES)


def from_french_in_each_language(text: str) -> tuple[str, ...]:
    """The same of a text of `from_french`."""
    return tuple(_load(code).pgettext(_FRENCH, text) for code in LANGUAGES)


def mark(message: str) -> str:
    """Mark a text for translation where it is declared; translate it with `_` where it is shown."""
    return message


def catalogue(code: str) -> Catalog:
    """All messages of a language, merged from its files in alphabetical order."""
    merged = Catalog(locale=code)
    for path in po_files(code):
        with path.open("rb") as file:
            for message in read_po(file, locale=code):
                if message.id:
                    merged.add(message.id, message.string, context=message.context)
    return merged


def po_files(code: str) -> list[Path]:
    """The `.po` files of a language."""
    return sorted(resource("i18n", code).glob("*.po"))


def _default_language() -> str:
    wanted = os.environ.get("REHAB_LANG", "fr")[:2].lower()
    return wanted if wanted in LANGUAGES else "fr"


def _translations() -> _gettext.NullTranslations:
    if "translations" not in _state:
        set_language(_default_language())
    translations = _state["translations"]
    assert isinstance(translations, _gettext.NullTranslations)
    return translations


@cache
def _load(code: str) -> _gettext.NullTranslations:
    files = po_files(code)
    if not files:
        return _gettext.NullTranslations()
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:16]
    compiled = user_folder("cache") / f"{code}-{digest}.mo"
    try:
        data = compiled.read_bytes()
    except OSError:
        buffer = BytesIO()
        write_mo(buffer, catalogue(code))
        data = buffer.getvalue()
        _store(compiled, data)
    return _gettext.GNUTranslations(BytesIO(data))


def _store(path: Path, data: bytes) -> None:
    """Keep the compiled catalogue; a cache that cannot be written only costs the next start some time."""
    partial = path.with_suffix(f".{os.getpid()}")
    try:
        partial.write_bytes(data)
        partial.replace(path)
    except OSError:
        partial.unlink(missing_ok=True)
