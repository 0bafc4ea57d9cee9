"""Addresses as people and software write them, made comparable: number, street, postcode, complement."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# Usual abbreviations of French street names (norme AFNOR XP Z 10-011).
_LONG = {
    "r": "rue",
    "av": "avenue",
    "ave": "avenue",
    "bd": "boulevard",
    "bld": "boulevard",
    "boul": "boulevard",
    "pl": "place",
    "imp": "impasse",
    "all": "allee",
    "che": "chemin",
    "chem": "chemin",
    "rte": "route",
    "res": "residence",
    "sq": "square",
    "st": "saint",
    "ste": "sainte",
    "gal": "general",
    "gen": "general",
    "mal": "marechal",
    "dr": "docteur",
    "pdt": "president",
}
_NUMBER = re.compile(r"^(\d{1,5})\s*(bis|ter|quater|[a-z])?(?=\s)\s+(.*)$")
_TOWN = re.compile(r"\s+(\d{5})(?:\s+.*)?$")


def plain_words(text: str) -> str:
    """Lower case, without accents and punctuation, single blanks."""
    decomposed = unicodedata.normalize("NFKD", text)
    kept = "".join(" " if not c.isalnum() else c for c in decomposed if not unicodedata.combining(c))
    return " ".join(kept.casefold().split())


@lru_cache(maxsize=10_000)
def street_key(name: str) -> str:
    """A street's name with its abbreviations written out, for comparison."""
    return " ".join(_LONG.get(word, word) for word in plain_words(name).split())


def house_number_key(number: str) -> str:
    """ "12 BIS", "12bis" and "12 b" differ or not as the post sees them: number, then suffix."""
    found = re.match(r"^(\d+)\s*([a-z]*)$", plain_words(number))
    return f"{int(found[1])}{found[2]}" if found else plain_words(number)


@dataclass(frozen=True, slots=True)
class Address:
    """A comparable address; "" where a part is not known.

    Attributes:
        number: `house_number_key`.
        street: `street_key`.
        postcode: five digits.
        complement: floor, door, building, as plain words.
    """

    number: str = ""
    street: str = ""
    postcode: str = ""
    complement: str = ""

    @property
    def complete(self) -> bool:
        """True when it names one house."""
        return bool(self.number and self.street)


def parse_address(
    written: str, postcode: str = "", complement: str = "", number: str = "", street: str = ""
) -> Address:
    """Compare-ready form of an address given in parts or in one line ("12 bis rue du Puits 00000 Ville")."""
    end = plain_words(complement)
    if number and street:
        return Address(house_number_key(number), street_key(street), postcode.strip(), end)
    words = plain_words(written)
    town = _TOWN.search(words)
    if town:
        postcode = postcode or town[1]
        words = words[: town.start()]
    found = _NUMBER.match(words)
    if not found:
        return Address("", street_key(words), postcode.strip(), end)
    return Address(f"{int(found[1])}{found[2] or ''}", street_key(found[3]), postcode.strip(), end)


def street_in(written: str) -> str:
    """The street's name in a one-line address, as written, without number, postcode and town; "" when it has none."""
    text = re.sub(r"[\s,]+\d{5}(\s.*)?$", "", written.strip())
    found = re.match(r"^\d{1,5}\s*(?:bis|ter|quater|[a-zA-Z](?=\s))?[\s,]+(.*)$", text, re.IGNORECASE)
    return found[1].strip() if found else ""


def number_in(written: str) -> str:
    """The house number in a one-line address, as written; "" when it has none."""
    found = re.match(r"^(\d{1,5}\s*(?:bis|ter|quater|[a-zA-Z](?=\s))?)[\s,]", written.strip(), re.IGNORECASE)
    return found[1].strip() if found else ""
