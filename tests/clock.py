"""An end to a call that finds none by itself."""

import signal
from contextlib import contextmanager


class EndlessRunError(Exception):
    """A call that used more of the processor than any that ends."""


@contextmanager
def an_end(seconds):
    """Breaks off what has used so much time of the processor; where the system has no such clock, nothing."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def broken_off(*_):
        raise EndlessRunError

    before = signal.signal(signal.SIGVTALRM, broken_off)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
