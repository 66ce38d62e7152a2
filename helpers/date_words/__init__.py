"""Written dates: which words name a time, and the EDTF date they mean.

`find_dates` finds them in an English text, `understand` reads one that a person typed,
`disagreement` says why a date leaves its own words, `date_fault` why a cell is no date.
"""

from .agreement import disagreement
from .finding import find_dates
from .typed import Understood, date_fault, understand

__all__ = ["Understood", "date_fault", "disagreement", "find_dates", "understand"]
