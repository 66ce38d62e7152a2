"""How far readers agree: observed agreement, and Krippendorff's alpha for it.

Units are words or passages, values are what readers say of them, and the level of
measurement is nominal: two values are the same or not. Alpha is the `krippendorff`
package's (Klaus Krippendorff, "Computing Krippendorff's Alpha-Reliability", 2011).
"""

from collections.abc import Hashable, Iterable, Mapping
from typing import NamedTuple

import numpy as np
from krippendorff import alpha as krippendorffs_alpha

LEAST = 2  # readers, and cases, for a figure
MOST = 8_000_000  # numbers in a table of cases by values by values, in memory at once


class Measure(NamedTuple):
    """How far readers agree about one thing.

    `cases` are the units of which two readers or more say something. `observed` is the
    share of pairs of values that are the same, from 0 to 1; `alpha` is 1 for perfect
    agreement and 0 for what chance would give. Each is None where there is no figure,
    and `why` says so in words.
    """

    about: str
    cases: int
    observed: float | None
    alpha: float | None
    why: str


def measured(
    about: str, units: Iterable[Mapping[Hashable, int]], readers: int
) -> Measure:
    """The agreement about these units, each with how many readers say which value."""
    cases = [unit for unit in units if sum(unit.values()) >= LEAST]
    if readers < LEAST:
        return Measure(about, len(cases), None, None, "there is one reader only")
    if len(cases) < LEAST:
        why = f"fewer than {LEAST} cases of which two readers say something"
        return Measure(about, len(cases), None, None, why)
    counts = _table(cases)
    observed = observed_agreement(counts)
    if counts.shape[1] < 2:
        why = "all say the same of every case, and alpha needs two different values"
        return Measure(about, len(cases), observed, None, why)
    if counts.shape[0] * counts.shape[1] ** 2 > MOST:
        why = f"there are too many different values for alpha: {counts.shape[1]}"
        return Measure(about, len(cases), observed, None, why)
    alpha = krippendorffs_alpha(value_counts=counts, level_of_measurement="nominal")
    return Measure(about, len(cases), observed, float(alpha), "")


def observed_agreement(counts: np.ndarray) -> float:
    """The share of pairs of values of one unit that are the same.

    `counts` has a row for each unit and a column for each value: how many readers say
    it. As in alpha, each unit weighs as much as it has values.
    """
    values = counts.sum(axis=1)
    counts, values = counts[values >= LEAST], values[values >= LEAST]
    same = (counts * (counts - 1)).sum(axis=1)
    return float((same / (values - 1)).sum() / values.sum())


def _table(cases: list[Mapping[Hashable, int]]) -> np.ndarray:
    columns: dict[Hashable, int] = {}
    for case in cases:
        for value in case:
            columns.setdefault(value, len(columns))
    counts = np.zeros((len(cases), len(columns)), dtype=int)
    for row, case in enumerate(cases):
        for value, count in case.items():
            counts[row, columns[value]] = count
    return counts
