"""Texts as they are compared: without regard to case and accents, or as whole words."""

import re
import unicodedata


def plain(text: str) -> str:
    """Lower case without accents."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def says(text: str, words: str) -> bool:
    """Whether a text has these words as they are and whole: "11 rue X" does not say "1 rue X"."""
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) is not None
