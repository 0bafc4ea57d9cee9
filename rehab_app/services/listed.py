"""Texts of columns of the form `listed`: official labels in French as they are kept, in the user's language as shown.

Kept in French, a column, a saved view and its filters are the same in every language. Each different text is put into
words once a language, however many homes have it.
"""

from functools import cache

from rehab_app.core.i18n import from_french, language
from rehab_app.services.plain_text import plain

BETWEEN = " · "  # the labels of the parts of a home, where they differ


def shown(text: str) -> str:
    """A text in the user's language, its labels in alphabetical order."""
    return _shown(text, language())


def compared(text: str) -> str:
    """A text as it is ordered, and compared with what somebody types."""
    return _compared(text, language())


@cache
def _shown(text: str, _language: str) -> str:
    return BETWEEN.join(sorted(map(from_french, text.split(BETWEEN))))


@cache
def _compared(text: str, _language: str) -> str:
    return plain(shown(text))
