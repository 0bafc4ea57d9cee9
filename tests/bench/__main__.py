"""`python -m tests.bench [family]`: one figure a line, `name value unit`.

Each family is a module of this package with `run() -> Iterator[tuple[name, value, unit]]`.
"""

import sys
from importlib import import_module
from pathlib import Path

FAMILIES = ("energy", "survey", "money", "groups", "plan", "desk", "follow_up", "seance", "dossiers", "store")


def main(arguments: list[str]) -> int:
    unknown = [name for name in arguments if name not in FAMILIES]
    if unknown:
        print(f"no family {unknown[0]}; known: {', '.join(FAMILIES)}", file=sys.stderr)
        return 2
    written = {path.stem for path in Path(__file__).parent.glob("*.py")}
    for family in arguments or FAMILIES:
        if family not in written:
            print(f"# {family}: not measured yet", file=sys.stderr)
            continue
        for name, value, unit in import_module(f"tests.bench.{family}").run():
            print(f"{name} {value:.6g} {unit}".rstrip(), flush=True)
    return 0


raise SystemExit(main(sys.argv[1:]))
