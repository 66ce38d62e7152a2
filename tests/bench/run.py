"""Measure all of it: one table of measure, value, target and whether it is met, and the same as build/bench.json.

    python tests/bench/run.py

Ends with 1 where a target is missed. Each part can be run alone, as in `python tests/bench/scale.py`; what it measures
is told there. Quality on gold data, which may not be kept here, is measured by hand: see gold.py.
"""

import sys

import annotating
import comparing
import core
import drafting
import explorer
import scale
import shapes
from measure import report

PARTS = (core, scale, shapes, drafting, explorer, comparing, annotating)

if __name__ == "__main__":
    found = []
    for part in PARTS:
        print(f"measuring: {part.__name__} ...", flush=True)
        found += part.measured()
    sys.exit(report(found, "bench.json"))
