"""A progress bar in the notebook for work that takes seconds; it leaves no output."""

import time
from types import TracebackType

from IPython import get_ipython
from IPython.display import clear_output, display
from ipywidgets import IntProgress

PATIENCE = 2  # seconds before a bar is shown


class Progress:
    """A bar that counts steps, shown in a notebook once the work takes two seconds.

    With `soon` it is shown at the first step: the work is known to be long. At the end
    the bar is gone, and so is the output it was in.
    """

    def __init__(self, words: str, steps: int, soon: bool = False):
        self._words = words
        self._steps = steps
        self._done = 0
        self._show_at = time.monotonic() + (0 if soon else PATIENCE)
        self._bar: IntProgress | None = None

    def __enter__(self) -> "Progress":
        return self

    def step(self) -> None:
        """One more step begins."""
        if self._bar is None and time.monotonic() >= self._show_at and in_notebook():
            self._bar = IntProgress(max=self._steps, description=self._words)
            display(self._bar)
        if self._bar is not None:
            self._bar.value = self._done
        self._done += 1

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._bar.close()
            clear_output()


def in_notebook() -> bool:
    """Whether the code runs in the kernel of a notebook."""
    shell = get_ipython()
    return shell is not None and hasattr(shell, "kernel")
