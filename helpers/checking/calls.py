"""What is said of a call that does not take what it is given."""

import inspect
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from ..article import Article
from ..errors import hint, shown


def no_reading(value: object, call: str) -> str:
    """The sentence that says what to give in place of the value."""
    if value is None:
        return f"{call} needs a reading; write {call}(reading)."
    if isinstance(value, (str, Path)):
        right = f'reading = load_reading("{shown(value)}")'
        return f"{call} takes a reading, not its name; load it first: {right}."
    if isinstance(value, pd.DataFrame):
        return (
            f"{call} takes a reading, not a table; write {call}(reading), or"
            f' {call}(reading.where(kinds="meeting")) for some of its events.'
        )
    if isinstance(value, Article):
        return f"{call} takes a reading, not an article; write {call}(reading)."
    kind = type(value).__name__
    return f"{call} takes a reading, not a value of type {kind}; write {call}(reading)."


def wrong_call(signature: inspect.Signature, call: str, kwargs: Mapping) -> str:
    """The sentence that names the argument which the call has not, or its signature."""
    names = list(signature.parameters)
    for name in kwargs:
        if name not in names:
            return f"{call} has no argument {shown(name)}; {hint(name, names[1:])}"
    return f"{call} cannot be called so; write {call}{signature}."
