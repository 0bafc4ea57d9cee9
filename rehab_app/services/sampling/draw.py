"""Random draws that stay the same from one version of NumPy to the next.

Only raw doubles of PCG64 are used, whose stream NumPy keeps; everything else is worked out here.
"""

from collections.abc import Mapping, Sequence
from typing import TypeVar

import numpy as np

T = TypeVar("T")


class Draw:
    """A stream of draws of its own for each (seed, keys…), so that changing one home leaves the others as they are."""

    def __init__(self, seed: int, *keys: int) -> None:
        self._generator = np.random.Generator(np.random.PCG64([seed, *keys]))

    def share(self) -> float:
        """A number in [0, 1)."""
        return float(self._generator.random())

    def happens(self, probability: float) -> bool:
        return self.share() < probability

    def between(self, low: float, high: float, step: float) -> float:
        """A multiple of `step` from `low` to `high`, both included."""
        steps = round((high - low) / step)
        return round(low + step * int(self.share() * (steps + 1)), 3)

    def whole(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return low + int(self.share() * (high - low + 1))

    def among(self, options: Sequence[T]) -> T:
        return options[int(self.share() * len(options))]

    def weighted(self, options: Mapping[T, float]) -> T:
        """One of the keys, each as often as its weight says."""
        level = self.share() * sum(options.values())
        for option, weight in options.items():
            level -= weight
            if level < 0:
                return option
        return list(options)[-1]
