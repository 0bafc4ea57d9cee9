"""`rehab dpe compute` and `rehab dpe explain`: estimate official DPE files from their inputs."""

import argparse
import json
from pathlib import Path
from typing import Any

from rehab_app.core.format import figure, percent
from rehab_app.core.i18n import _

_SHOWN = ("conso_5_usages", "ep_conso_5_usages_m2", "emission_ges_5_usages_m2", "cout_5_usages", "classe_bilan_dpe")


def register(subparsers: Any) -> None:
    family = subparsers.add_parser("dpe", help=_("estimate official DPE files from their inputs alone"))
    commands = family.add_subparsers(title=_("commands"), metavar="COMMAND", required=True)
    compute = commands.add_parser("compute", help=_("totals of each file"))
    compute.add_argument("paths", nargs="+", type=Path, metavar="FILE.xml", help=_("files or folders of files"))
    compute.add_argument("--jsonl", action="store_true", help=_("one JSON object a line, named as in the block sortie"))
    compute.set_defaults(run=run_compute)
    why = commands.add_parser("explain", help=_("each loss and each step of one file"))
    why.add_argument("path", type=Path, metavar="FILE.xml")
    why.set_defaults(run=run_explain)


def run_compute(options: argparse.Namespace) -> int:
    from rehab_app.services.dpe import compute_files, dpe_files

    for record in compute_files(dpe_files(options.paths)):
        if options.jsonl:
            print(json.dumps(record, ensure_ascii=False, allow_nan=False))
        elif "refused" in record:
            print(record["numero_dpe"], _("refused: {reason}").format(reason=record["refused"]))
        else:
            print(record["numero_dpe"], *(_written(record.get(name)) for name in _SHOWN))
    return 0


def run_explain(options: argparse.Namespace) -> int:
    from rehab_app.domain.catalogue.records import TOTALS
    from rehab_app.services.dpe import explain_file

    dpe, result, explanation = explain_file(options.path)
    print(dpe.number or dpe.name)
    for field in TOTALS:
        value = result.totals[field.name][0]
        written = value if isinstance(value, str) else figure(float(value), field.unit, 1)
        print(f"  {written:>28}  {_(field.label)}")
    print(_("Losses"))
    for loss in explanation.losses:
        place = f"{loss.name} {loss.number}"
        print(f"  {figure(loss.w_k, 'W/K', 1):>14} {percent(loss.share, 1):>8}  {place:<20} {loss.description}")
    print(_("Steps"))
    for step in explanation.steps:
        place = f"({step.place} {step.number})" if step.number else ""
        print(f"  §{step.section:<8} {step.symbol:<10} {figure(step.value, step.unit, 3):>24}  {step.label} {place}")
    return 0


def _written(value: float | str | None) -> str:
    return value if isinstance(value, str) else figure(value)
