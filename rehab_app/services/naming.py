"""Finding the people of a home in free texts, as anybody writes of them: by name, with a title, by phone or e-mail."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

GONE = "…"
_TITLES = r"(?:m|mm|mr|mrs|ms|mme|mmes|mlle|monsieur|madame|mademoiselle|famille|veuve|vve|dr|docteur)"
_NO_METRES = r"(?<!\d)(?<!\d\s)"  # "3 m" is no title
_BETWEEN = r"[\s.\-/]*"  # digits of a phone
# Words of a name that name nobody.
_COMMON = frozenset(
    {
        "m", "mm", "mr", "mrs", "ms", "mme", "mmes", "mlle", "monsieur", "madame", "mademoiselle", "famille",
        "veuve", "vve", "epoux", "epouse", "consorts", "indivision", "succession", "ne", "nee", "et", "ou", "and",
        "or", "de", "du", "des", "d", "la", "le", "les", "l", "von", "van", "der", "den", "di", "da", "dos", "del",
        "el", "al", "ben", "ibn", "fictif", "fictive", "fictifs",
    }
)  # fmt: skip
_APART = rf"[\s\-’']+(?:(?:{'|'.join(sorted(_COMMON))})[\s\-’']+)*"  # words of a name
_FEWEST_DIGITS = 6
_SHORTEST = 3  # a shorter word is a name only after a title


class Naming:
    """What the people of a home are called; case and accents do not count.

    A single word of a name counts where it stands after a title or begins with a capital: a wall "en pierre" is nobody.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        known = sorted({" ".join(text.split()) for text in texts} - {""})
        self._certain = [found for text in known for found in _certain(text)]
        words = {word for text in known if "@" not in text for word in _words(text)}
        self._titled = [
            re.compile(rf"{_NO_METRES}\b{_TITLES}\b\.?\s+(?:\w+\s+)?({word})(?!\w)") for word in sorted(words)
        ]
        self._alone = [re.compile(rf"(?<!\w){word}(?!\w)") for word in sorted(words) if len(word) >= _SHORTEST]

    def certainly(self, text: str) -> bool:
        """Whether a text holds a whole name, a name after its title, a phone or an e-mail."""
        folded = _folded(text)
        return any(one.search(folded) for one in (*self._certain, *self._titled))

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where a text names these people, in order and apart."""
        merged: list[tuple[int, int]] = []
        for first, last in sorted(self._found(text)):
            if merged and first <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
            else:
                merged.append((first, last))
        return merged

    def without(self, value: Any) -> Any:
        """A text, or the texts of a structure, with "…" in place of these people."""
        if isinstance(value, dict):
            return {key: self.without(one) for key, one in value.items()}
        if isinstance(value, list):
            return [self.without(one) for one in value]
        if not isinstance(value, str):
            return value
        for first, last in reversed(self.spans(value)):
            value = value[:first] + GONE + value[last:]
        return value

    def _found(self, text: str) -> Iterator[tuple[int, int]]:
        folded = _folded(text)
        for pattern in self._certain:
            yield from (match.span() for match in pattern.finditer(folded))
        for pattern in self._titled:
            yield from (match.span(1) for match in pattern.finditer(folded))
        for pattern in self._alone:
            yield from (match.span() for match in pattern.finditer(folded) if text[match.start()].isupper())


def _certain(text: str) -> Iterator[re.Pattern[str]]:
    """Patterns of an e-mail, a phone or a name of several words."""
    digits = re.sub(r"\D", "", text)
    if "@" in text:
        yield re.compile(rf"(?<!\w){re.escape(_folded(text))}(?!\w)")
    elif len(digits) >= _FEWEST_DIGITS:
        own = re.sub(r"^(?:0033|33(?=0?\d{9}$))?0?", "", digits)  # the same in the country and from abroad
        yield re.compile(
            rf"(?<!\d)(?:(?:\+|00)33{_BETWEEN}(?:\(0\))?{_BETWEEN}|0{_BETWEEN})?{_BETWEEN.join(own)}(?!\d)"
        )
    elif len(words := _words(text)) > 1:
        for order in (words, words[::-1]):
            yield re.compile(rf"(?<!\w){_APART.join(order)}(?!\w)")


def _words(text: str) -> list[str]:
    """Words of a name that name somebody, folded: letters only."""
    return [word for word in re.findall(r"[^\W\d_]+", _folded(text)) if word not in _COMMON and len(word) > 1]


def _folded(text: str) -> str:
    """Lower case without accents, each character in its place."""
    if text.isascii():
        return text.lower()
    return "".join(unicodedata.normalize("NFD", character)[0].lower()[0] for character in text)
