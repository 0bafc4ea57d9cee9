"""The habits of the code, held: short modules and functions, small classes, telling names, words for what is public."""

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import FunctionType

import pytest

import rehab_app

PACKAGE = Path(rehab_app.__file__).parent
TESTS = Path(__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
TEST_MODULES = sorted(TESTS.rglob("*.py"))
ALL = [*MODULES, *TEST_MODULES]

MOST_LINES, MOST_FUNCTION_LINES, MOST_METHODS = 300, 40, 15
MOST_TEST_LINES, MOST_TEST_FUNCTION_LINES = 350, 50  # a road from one end to the other is told in one piece
SAYING_NOTHING = {"utils", "util", "helpers", "helper", "manager", "managers", "misc"}
DESCRIBED = ("services", "energy", "works", "aids", "planning")

# What may be longer, and why.
LONGER_FUNCTIONS = {
    "ui/seance/sheet.py:session_sheet": "is a style sheet",
    "services/sampling/story.py:tell_story": "names the parts of a story in their order",
    "services/town_figures.py:_money": "is a table of indicators, written one under the other",
}
LONGER_TESTS = {
    "energy/houses.py:house_rows": "is a house, written down",
    "works/houses.py:row_house": "is a house, written down",
}


def name_of(path: Path) -> str:
    root = PACKAGE if path.is_relative_to(PACKAGE) else TESTS
    return path.relative_to(root).as_posix()


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function without what it says of itself."""
    lines = (node.end_lineno or node.lineno) - node.lineno + 1
    if ast.get_docstring(node) is None:
        return lines
    told = node.body[0]
    return lines - ((told.end_lineno or told.lineno) - told.lineno + 1)


def longer(paths: list[Path], most: int) -> set[str]:
    return {name_of(path) for path in paths if len(path.read_text(encoding="utf-8").splitlines()) > most}


def too_long(paths: list[Path], most: int) -> set[str]:
    return {f"{name_of(path)}:{node.name}" for path in paths for node in functions(path) if length(node) > most}


def test_modules_are_short() -> None:
    assert not longer(MODULES, MOST_LINES)
    assert longer(TEST_MODULES, MOST_TEST_LINES) == set()


def test_functions_are_short() -> None:
    assert too_long(MODULES, MOST_FUNCTION_LINES) <= set(LONGER_FUNCTIONS)


def test_tests_are_short() -> None:
    assert too_long(TEST_MODULES, MOST_TEST_FUNCTION_LINES) <= set(LONGER_TESTS)


def test_packages_do_nothing_when_they_are_imported() -> None:
    assert [name_of(path) for path in ALL if path.name == "__init__.py" and path.read_text(encoding="utf-8")] == []


def test_no_module_or_class_has_a_name_that_says_nothing() -> None:
    found = [name_of(path) for path in ALL if set(path.stem.split("_")) & SAYING_NOTHING]
    for path in ALL:
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.ClassDef) and node.name.lower().endswith(tuple(SAYING_NOTHING)):
                found.append(f"{name_of(path)}:{node.name}")
    assert found == []


def test_classes_offer_few_things() -> None:
    """What a class takes over from its base is asked by Qt, not by us."""
    many = {}
    for found in pkgutil.walk_packages(rehab_app.__path__, "rehab_app."):
        if found.name == "rehab_app.__main__":
            continue
        module = importlib.import_module(found.name)
        for name, made in inspect.getmembers(module, inspect.isclass):
            if made.__module__ != found.name:
                continue
            own = [
                key
                for key, value in vars(made).items()
                if isinstance(value, FunctionType | classmethod | staticmethod)
                and not key.startswith("_")
                and not any(hasattr(base, key) for base in made.__mro__[1:])
            ]
            if len(own) > MOST_METHODS:
                many[f"{found.name}.{name}"] = own
    assert many == {}


@pytest.mark.parametrize("package", DESCRIBED)
def test_what_a_package_offers_says_what_it_is(package: str) -> None:
    silent = []
    for path in sorted((PACKAGE / package).rglob("*.py")):
        tree = tree_of(path)
        if path.name != "__init__.py" and ast.get_docstring(tree) is None:
            silent.append(name_of(path))
        for node in tree.body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and ast.get_docstring(node) is None:
                silent.append(f"{name_of(path)}:{node.name}")
    assert silent == []
