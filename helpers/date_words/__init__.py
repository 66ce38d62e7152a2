"""Written dates: which words name a time, and the EDTF date they mean.

`find_dates` finds them in an English text, `understand` reads one that a person typed,
`disagreement` says why a date leaves its own words, `date_fault` why a cell is no date.
Their patterns take long to build, so each call's module is imported when it is first
used.
"""

from importlib import import_module

_MODULE_OF = {
    "Understood": "typed",
    "date_fault": "typed",
    "disagreement": "agreement",
    "find_dates": "finding",
    "understand": "typed",
}

__all__ = ["Understood", "date_fault", "disagreement", "find_dates", "understand"]


def __getattr__(name: str) -> object:
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_MODULE_OF[name]}", __name__), name)
