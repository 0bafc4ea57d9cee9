"""The French catalogue is complete and of one voice: every text of the source has its French, once, with its places."""

import ast
import csv
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import rehab_app
from rehab_app.core import i18n
from rehab_app.core.paths import resource
from rehab_app.domain.catalogue.records import RECORD_TABLES
from rehab_app.domain.catalogue.stock import STOCK_TABLES
from rehab_app.works.catalogue import bundles, entries

PACKAGE = Path(rehab_app.__file__).parent
KEYWORDS: dict[str, Any] = {"_": None, "mark": None, "ngettext": (1, 2)}
# Sources of prices that are names alone, the same in all languages.
NAMES = {
    "CIRED, Res-IRF 4, cost_heater.csv",
    "CIRED, Res-IRF 4, cost_insulation.csv",
    "JRBBC, Effinergie, batiactu 51802",
    "a_nexmtind (GitHub MerwaneESME), isolation.md",
}
_PLACE = re.compile(r"(?<!\{)\{([a-z_][a-z0-9_]*)[^{}]*\}(?!\})")
# A unit of symbols is the same in all languages; one with a word ("year") is translated.
_WORD_IN_UNIT = re.compile(r"[a-z]{4,}")


def source_texts() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Where a text stands, and the text; a text with a plural comes as both forms."""
    for name, line, message, _comments, _context in extract_from_dir(PACKAGE, [("**.py", "python")], keywords=KEYWORDS):
        forms = (message,) if isinstance(message, str) else tuple(message)
        yield f"{name}:{line}", forms
    for spec in (*STOCK_TABLES, *RECORD_TABLES):
        yield spec.name, (spec.label,)
        for field in spec.fields:
            yield f"{spec.name}.{field.name}", (field.label,)
            if _WORD_IN_UNIT.search(field.unit):
                yield f"{spec.name}.{field.name}", (field.unit,)
    for code, entry in entries().items():
        yield f"works/catalogue.toml {code}", (entry.work.label,)
        for criterion in entry.work.criteria:
            yield f"works/catalogue.toml {code}", (criterion.text,)
    for code, bundle in bundles().items():
        yield f"works/catalogue.toml bundles.{code}", (bundle.label,)
    with resource("works", "prices.csv").open(encoding="utf-8", newline="") as file:
        for source in {row["source"] for row in csv.DictReader(file)} - NAMES:
            yield "works/prices.csv", (source,)
    order = tomllib.loads(resource("works", "order.toml").read_text(encoding="utf-8"))
    for rule in (*order["before"], *order["together"]):
        yield "works/order.toml", (rule["why"],)


def messages(code: str) -> Iterator[tuple[Path, Message]]:
    for path in i18n.po_files(code):
        with path.open("rb") as file:
            for message in read_po(file, locale=code):
                if message.id:
                    yield path, message


def french_forms(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def english_forms(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def places(text: str) -> set[str]:
    return set(_PLACE.findall(text))


def test_every_text_of_the_source_has_its_french() -> None:
    known: dict[str, tuple[str, ...]] = {}
    for _path, message in messages("fr"):
        if all(french_forms(message)) and not message.fuzzy:
            known[english_forms(message)[0]] = english_forms(message)
    missing = sorted(
        {
            f"{forms[0]!r} ({where})"
            for where, forms in source_texts()
            if forms[0] and (forms[0] not in known or (len(forms) > 1 and known[forms[0]] != forms))
        }
    )
    assert not missing, f"{len(missing)} texts without French:\n" + "\n".join(missing)


def test_no_french_is_kept_of_a_text_that_has_gone() -> None:
    used = {forms[0] for _where, forms in source_texts()}
    gone = sorted(
        f"{path.name}: {english_forms(message)[0]!r}"
        for path, message in messages("fr")
        if english_forms(message)[0] not in used
    )
    assert not gone, f"{len(gone)} texts that no source has any more:\n" + "\n".join(gone)


def test_what_a_command_says_of_itself_is_translated() -> None:
    """A literal handed to the parser as its help would stay English."""
    bare = [
        f"{path.name}:{keyword.value.lineno}"
        for path in sorted((PACKAGE / "commands").glob("*.py"))
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        for keyword in call.keywords
        if keyword.arg in ("help", "description", "title") and isinstance(keyword.value, ast.Constant)
    ]
    assert not bare, bare


def test_a_text_has_one_french_in_all_files() -> None:
    seen: dict[str, tuple[str, tuple[str, ...]]] = {}
    disagree = []
    for path, message in messages("fr"):
        key, french = english_forms(message)[0], french_forms(message)
        first = seen.setdefault(key, (path.name, french))
        if first[1] != french:
            disagree.append(f"{key!r}: {first[0]} says {first[1]}, {path.name} says {french}")
    assert not disagree, "\n".join(disagree)


def test_french_keeps_the_places_of_the_english() -> None:
    wrong = []
    for path, message in messages("fr"):
        english, french = english_forms(message), french_forms(message)
        allowed = set().union(*(places(form) for form in english))
        for needed, form in zip(english, french, strict=True):
            if not places(needed) <= places(form) <= allowed:
                wrong.append(f"{path.name}: {needed!r} → {form!r}")
    assert not wrong, "\n".join(wrong)


def test_french_keeps_to_its_typography() -> None:
    """No typewriter apostrophe, and a space that does not break before ; : ! ? % and inside « »."""
    bad = re.compile(r"\w'\w|[^\s\u202f\u00a0«(];|(?<=\w)[!?](?=\s|$)| [;:!?%»]|« |\"")
    wrong = [
        f"{path.name}: {form!r}"
        for path, message in messages("fr")
        for form in french_forms(message)
        if bad.search(form)
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("code", i18n.LANGUAGES)
def test_each_language_can_be_used(code: str) -> None:
    i18n.set_language(code)
    assert i18n._("Dwelling") == {"fr": "Logement", "en": "Dwelling"}[code]
