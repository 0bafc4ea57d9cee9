"""The solver's library is there before the import that needs it, and the solver works as ever."""

import subprocess
import sys
from pathlib import Path

import pytest

_LOAD_AND_SOLVE = """
import sys
from pathlib import Path
from rehab_app.services.solver_library import load_solver
load_solver()
print("cp_model_helper" in Path("/proc/self/maps").read_text(), "ortools.sat.python.cp_model" in sys.modules)
from ortools.sat.python import cp_model
model = cp_model.CpModel()
number = model.new_int_var(0, 9, "number")
model.add(2 * number <= 11)
model.maximize(number)
solver = cp_model.CpSolver()
solver.solve(model)
print(solver.value(number))
"""


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="what is in memory is read from Linux")
def test_the_library_is_loaded_without_importing_anything_and_the_solver_solves() -> None:
    done = subprocess.run([sys.executable, "-c", _LOAD_AND_SOLVE], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "False", "5"]
