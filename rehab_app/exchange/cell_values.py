"""Texts of cells as values of the catalogue's fields, with their bounds and choices checked."""

import datetime
import math
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from rehab_app.core.errors import RehabError
from rehab_app.core.format import figure
from rehab_app.core.i18n import _, in_each_language
from rehab_app.domain import enumerations
from rehab_app.domain.codes import LISTS
from rehab_app.domain.fields import Field, Kind
from rehab_app.exchange.addresses import plain_words

_YES = frozenset({"oui", "o", "vrai", "x", "1", "yes", "true", "y"})
_NO = frozenset({"non", "n", "faux", "0", "no", "false"})
# How lists write that a value is not known, after `plain_words`; INSEE writes nd and ns.
_NOT_KNOWN = frozenset(
    (
        "",
        "nc",
        "n c",
        "nd",
        "n d",
        "nr",
        "n r",
        "ns",
        "n a",
        "inconnu",
        "inconnue",
        "non connu",
        "non renseigne",
        "non communique",
        "unknown",
    )
)
_DATES = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y/%m/%d", "%d/%m/%y")
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST_TEXT = 2_000
_SHOWN_CHOICES = 8

# Words of French lists for our own codes, beside the labels shown on screen.
_WORDS: Mapping[str, Mapping[str, str]] = {
    "tenures": {
        "proprietaire": "owner_occupied",
        "occupant": "owner_occupied",
        "po": "owner_occupied",
        "locataire": "rented",
        "location": "rented",
        "loue": "rented",
        "locatif prive": "rented",
        "proprietaire bailleur": "rented",
        "bailleur prive": "rented",
        "pb": "rented",
        "social": "social",
        "hlm": "social",
        "locatif social": "social",
        "logement social": "social",
        "vide": "vacant",
        "inoccupe": "vacant",
    },
    "owner_kinds": {
        "particulier": "person",
        "personne physique": "person",
        "proprietaire occupant": "person",
        "bailleur": "landlord",
        "bailleur prive": "landlord",
        "bailleur social": "social_landlord",
        "hlm": "social_landlord",
        "societe": "company",
        "sci": "company",
        "personne morale": "company",
        "entreprise": "company",
    },
    "stages": {
        "pressenti": "sensed",
        "contacte": "sensed",
        "interesse": "interested",
        "engage": "committed",
        "devis": "quoted",
        "devis recus": "quoted",
        "travaux": "works",
        "receptionne": "accepted",
        "reception": "accepted",
        "retire": "withdrawn",
        "abandon": "withdrawn",
    },
    # The colours under which the Anah names the classes to households.
    "income_classes": {
        "tres modestes": "tres_modeste",
        "bleu": "tres_modeste",
        "modestes": "modeste",
        "jaune": "modeste",
        "intermediaires": "intermediaire",
        "violet": "intermediaire",
        "superieurs": "superieure",
        "rose": "superieure",
    },
}


def unstorable(text: str) -> bool:
    """True when a text holds a character that no database or document takes: control characters, half surrogates."""
    return _UNSTORABLE.search(text) is not None


def says_nothing(field: Field, written: str) -> bool:
    """True for a cell that is empty or says that the value is not known; a name or a note is taken as it stands."""
    if field.kind is Kind.TEXT and not field.choices:
        return not written
    return plain_words(written) in _NOT_KNOWN


def read_cell(field: Field, written: str, decimal: str) -> Any:
    """Value of a cell that is not empty.

    Args:
        field: what the column holds.
        written: text of the cell, blanks collapsed.
        decimal: decimal sign of the file.

    Raises:
        RehabError: the text is no value of the field; a personal value is not repeated in it.
    """
    if unstorable(written):
        raise _refused(field, "?", _("Write the text again: it holds a control character."))
    if field.kind is Kind.TEXT and not field.choices:
        if len(written) > _LONGEST_TEXT:
            raise _refused(field, written, _("Shorten the text to {count} characters.").format(count=_LONGEST_TEXT))
        return written
    return _READERS[field.kind](field, written, decimal)


def _refused(field: Field, written: str, remedy: str) -> RehabError:
    if field.personal:
        return RehabError(_("The value is not one of “{field}”.").format(field=_(field.label)), remedy=remedy)
    problem = _("“{value}” is not a value of “{field}”.").format(value=written[:40], field=_(field.label))
    return RehabError(problem, remedy=remedy)


def read_figure(written: str, decimal: str) -> float | None:
    """A number as people write it ("1 234,5 m²"), None when it is none or could be two numbers."""
    text = re.sub(r"[\s\u00a0\u202f]", "", written)
    text = re.sub(r"(?i)(m²|m2|kwh|w/k|€|eur|euros|cm|mm|m|%|ans?)$", "", text)
    if decimal == ",":
        if "." in text and "," not in text and re.fullmatch(r"[-+]?\d{1,3}(\.\d{3})+", text):
            return None
        text = text.replace(".", "").replace(",", ".") if "," in text else text
    elif re.fullmatch(r"[-+]?\d+,\d{1,2}|[-+]?\d+,\d{4,}", text):
        text = text.replace(",", ".")
    if not re.fullmatch(r"[-+]?\d+(\.\d+)?([eE][-+]?\d+)?", text):
        return None
    value = float(text)
    return value if math.isfinite(value) else None


def _number(field: Field, written: str, decimal: str) -> float:
    value = read_figure(written, decimal)
    if value is None:
        raise _refused(field, written, _("Write a number without thousands separator."))
    low, high = field.low, field.high
    if (low is not None and value < low) or (high is not None and value > high):
        if high is None:
            remedy = _("Give a value of {low} or more.").format(low=figure(low))
        else:
            remedy = _("Give a value from {low} to {high}.").format(low=figure(low or 0.0), high=figure(high))
        raise _refused(field, written, remedy)
    return value


@lru_cache(maxsize=256)
def _enumeration(name: str) -> dict[str, int]:
    return {plain_words(label): identifier for label, identifier in enumerations.identifiers(name).items()}


def _choice(field: Field, written: str, decimal: str) -> int:
    labels = _enumeration(field.choices) if field.choices else {}
    known = labels.get(plain_words(written))
    if known is not None:
        return known
    if written.isdecimal() and (not field.choices or int(written) in labels.values()):
        return int(written)
    shown = list(enumerations.shown_choices(field.choices).values()) if field.choices else []
    raise _refused(field, written, _choices(shown))


def _choices(shown: list[str]) -> str:
    text = ", ".join(shown[:_SHOWN_CHOICES])
    if len(shown) > _SHOWN_CHOICES:
        text += "…"
    return _("Write one of: {choices}.").format(choices=text)


@lru_cache(maxsize=256)
def _codes(name: str) -> dict[str, str]:
    """Codes of a list of ours by what a file may say: the code, its label in each language, words of French lists."""
    found: dict[str, str] = {}
    for code, label in LISTS[name].items():
        for text in (code, label, *in_each_language(label)):
            found.setdefault(plain_words(text), code)
    return {**_WORDS.get(name, {}), **found}


def _code(field: Field, written: str, decimal: str) -> str:
    found = _codes(field.choices).get(plain_words(written))
    if found is None:
        raise _refused(field, written, _choices([_(label) for label in LISTS[field.choices].values()]))
    return found


def _flag(field: Field, written: str, decimal: str) -> int:
    word = plain_words(written)
    if word not in _YES | _NO:
        raise _refused(field, written, _("Write yes or no."))
    return int(word in _YES)


def _date(field: Field, written: str, decimal: str) -> str:
    for pattern in _DATES:
        try:
            day = datetime.datetime.strptime(written[:10].strip(), pattern).date()
        except ValueError:
            continue
        if day.year >= 1000:
            return day.isoformat()
    raise _refused(field, written, _("Write the date as day/month/year."))


_READERS: Mapping[Kind, Callable[[Field, str, str], Any]] = {
    Kind.NUMBER: _number,
    Kind.CHOICE: _choice,
    Kind.TEXT: _code,
    Kind.FLAG: _flag,
    Kind.DATE: _date,
}
