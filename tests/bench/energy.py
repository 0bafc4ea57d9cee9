"""Speed of the energy method: our time a dwelling, the peer's beside it where npm can install it."""

import json
import resource
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from rehab_app.domain.table import Stock, concatenate
from rehab_app.energy.estimate import estimate
from rehab_app.exchange.dpe_xml import read_dpe
from tests.energy.houses import house_rows, stock

_OFFICIAL = Path(__file__).resolve().parents[3] / "shared" / "dpe"
_BATCHES = (1_000, 10_000, 100_000)
_PEER = "@open3cl/engine@1.4.6"
_LISTS = (
    "mur plancher_bas plancher_haut baie_vitree porte ets baie_ets pont_thermique ventilation climatisation "
    "installation_ecs generateur_ecs installation_chauffage emetteur_chauffage generateur_chauffage "
    "masque_lointain_non_homogene panneaux_pv sortie_par_energie"
)
_PEER_SCRIPT = (
    f"const lists = new Set('{_LISTS}'.split(' '));"
    + """
import fs from 'node:fs';
import { XMLParser } from 'fast-xml-parser';
const write = process.stdout.write.bind(process.stdout);
console.error = console.warn = console.log = () => {};
const { calcul_3cl } = await import('@open3cl/engine');
const parser = new XMLParser({ isArray: (name) => lists.has(name) });
const files = process.argv.slice(2).map((file) => parser.parse(fs.readFileSync(file, 'utf8')).dpe);
let spent = 0, done = 0;
for (let round = 0; round < 3; round++) for (const file of files) {
  const dpe = structuredClone(file);
  const start = process.hrtime.bigint();
  try { calcul_3cl(dpe); } catch { continue; }
  if (round) { spent += Number(process.hrtime.bigint() - start); done += 1; }
}
write(JSON.stringify({ ms: done ? spent / done / 1e6 : null }));
"""
)


def run() -> Iterator[tuple[str, float, str]]:
    homes = _homes()
    estimate(homes)  # tables are read once
    times = {size: _seconds(_tiled(homes, size)) for size in _BATCHES[:2]}
    ours_ms = times[10_000] / 10_000 * 1000
    yield "energy_ms_per_dwelling", ours_ms, "ms"
    yield "energy_memory_10000", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "MB"
    yield "energy_single_dwelling", _single_ms(homes), "ms"
    yield "energy_growth_1000_to_10000", times[10_000] / times[1_000] / 10, "x"
    times[100_000] = _seconds(_tiled(homes, 100_000), repeats=1)
    yield "energy_growth_10000_to_100000", times[100_000] / times[10_000] / 10, "x"
    yield "energy_memory_100000", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "MB"
    if _OFFICIAL.is_dir():
        yield "energy_xml_ms_per_file", _reading_ms(), "ms"
        peer_ms = _peer_ms()
        if peer_ms is None:
            print("# the peer could not be installed from npm: ours alone", flush=True)
        else:
            yield "energy_peer_ms_per_dwelling", peer_ms, "ms"
            yield "energy_ratio_to_peer", peer_ms / ours_ms, "x"


def _homes() -> Stock:
    """The official files where they are there, else the invented house of the tests."""
    if _OFFICIAL.is_dir():
        return concatenate([read_dpe(path).stock for path in sorted(_OFFICIAL.glob("*.xml"))])
    return stock(house_rows())


def _tiled(homes: Stock, size: int) -> Stock:
    return homes.take(np.arange(size) % homes.size)


def _seconds(homes: Stock, repeats: int = 3) -> float:
    best = float("inf")
    for _ in range(repeats):
        start = time.perf_counter()
        estimate(homes)
        best = min(best, time.perf_counter() - start)
    return best


def _single_ms(homes: Stock) -> float:
    """Median over the homes of the time of one home alone."""
    spent = []
    for each in range(min(homes.size, 60)):
        one = homes.take([each])
        spent.append(_seconds(one, repeats=2))
    return float(np.median(spent)) * 1000


def _reading_ms() -> float:
    paths = sorted(_OFFICIAL.glob("*.xml"))
    start = time.perf_counter()
    for path in paths:
        read_dpe(path)
    return (time.perf_counter() - start) / len(paths) * 1000


def _peer_ms() -> float | None:
    """Calculation time of the peer a file, without reading, in a temporary folder; None where it cannot run."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if not npm or not node:
        return None
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "package.json").write_text('{"type": "module", "private": true}', encoding="utf-8")
        (folder / "time.mjs").write_text(_PEER_SCRIPT, encoding="utf-8")
        install = [npm, "install", "--no-audit", "--no-fund", "--silent", _PEER, "fast-xml-parser"]
        if subprocess.run(install, cwd=folder, capture_output=True, timeout=300, check=False).returncode:
            return None
        files = [str(path) for path in sorted(_OFFICIAL.glob("*.xml"))]
        timed = subprocess.run(
            [node, "time.mjs", *files], cwd=folder, capture_output=True, text=True, timeout=300, check=False
        )
        try:
            return float(json.loads(timed.stdout)["ms"])
        except (ValueError, TypeError, KeyError):
            return None
