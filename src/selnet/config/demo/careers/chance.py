"""Chance that repeats: the same seed and name give the same draws, whatever else is drawn."""

import math
import random
from collections.abc import Mapping, Sequence
from typing import TypeVar

T = TypeVar("T")


class Chance:
    def __init__(self, *names: object) -> None:
        self._random = random.Random("/".join(map(str, names)))  # noqa: S311  a demo, not a secret

    def share(self) -> float:
        return self._random.random()

    def yes(self, share: float) -> bool:
        return self._random.random() < share

    def one(self, options: Sequence[T]) -> T:
        return options[int(self._random.random() * len(options))]

    def weighted(self, weights: Mapping[T, float]) -> T:
        options = list(weights)
        return self._random.choices(options, [weights[option] for option in options])[0]

    def whole(self, low: int, high: int) -> int:
        """Between the two, both included."""
        return low + int(self._random.random() * (high - low + 1))

    def about(self, mean: float, spread: float, low: float, high: float) -> float:
        return min(max(self._random.gauss(mean, spread), low), high)

    def skewed(self, median: float, sigma: float) -> float:
        """Log-normal: most near the median, few far above."""
        return median * math.exp(self._random.gauss(0.0, sigma))
