"""Marks in as few lanes as keep them apart, with titles where there is room."""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup

from ..figure.letters import drawable, from_left, width
from ..figure.style import SMALL_SIZE
from .legend import KEY_INCH

AIR = 6  # pixels between what is in one lane
LEAST_LABEL = 64  # pixels; a shorter label says nothing


class Drawn(NamedTuple):
    """An event's mark with its number: SVG around its middle, the names of its shapes,
    and how far it reaches."""

    svg: Markup
    names: frozenset[str]
    left: float
    right: float


class Label(NamedTuple):
    """An event's title beside its mark, and how far it reaches."""

    words: str
    left: float
    right: float


class Placed(NamedTuple):
    """An event, a row of `Reading.events`: its mark, its lane, and its label if there
    is room for one."""

    event: tuple
    drawn: Drawn
    lane: int
    label: Label | None

    @property
    def left(self) -> float:
        """Where the mark, or the label before it, begins."""
        return min(self.drawn.left, self.label.left if self.label else self.drawn.left)

    @property
    def right(self) -> float:
        """Where the mark, or the label after it, ends."""
        return max(
            self.drawn.right, self.label.right if self.label else self.drawn.right
        )


Mark = tuple[tuple, Drawn]  # of an event


def in_lanes(marks: Iterable[Mark], left: float, right: float) -> list[Placed]:
    """Each mark in the highest lane that is free there, in a panel between these."""
    lanes: list[list[Mark]] = []
    for event, drawn in marks:
        free = (lane for lane in lanes if _is_free(lane, drawn))
        lane = next(free, None)
        if lane is None:
            lane = []
            lanes.append(lane)
        lane.append((event, drawn))
    placed = []
    for number, lane in enumerate(lanes):
        placed += _labelled(lane, number, left, right)
    return sorted(placed, key=lambda one: one.event.number)


def _is_free(lane: list[Mark], drawn: Drawn) -> bool:
    """Whether the lane has no mark where this one is."""
    return all(
        drawn.left > other.right + AIR or drawn.right < other.left - AIR
        for _, other in lane
    )


def _labelled(lane: list[Mark], number: int, left: float, right: float) -> list[Placed]:
    """The marks of a lane from left to right, each with a label if it has room."""
    placed = []
    lane.sort(key=lambda mark: mark[1].left)
    ends = [drawn.left - AIR for _, drawn in lane[1:]]
    free_from = left
    for (event, drawn), free_until in zip(lane, [*ends, right]):
        label = _label(drawable(event.title), drawn, free_from, free_until)
        one = Placed(event, drawn, number, label)
        free_from = one.right + AIR
        placed.append(one)
    return placed


def _label(
    title: str, drawn: Drawn, free_from: float, free_until: float
) -> Label | None:
    """The title after the mark, or before it if there is more room and it needs it."""
    after = free_until - drawn.right - AIR
    before = drawn.left - free_from - AIR
    is_before = before > after and after < width_of(title)
    words = _shortened(title, before if is_before else after)
    if not words:
        return None
    wide = width_of(words)
    if is_before:
        end = drawn.left - 2
        return Label(words, end - wide, end)
    start = drawn.right + 4
    return Label(words, start, start + wide)


def _shortened(title: str, most: float) -> str:
    """The title, cut with an ellipsis where it is wider; empty where there is no room.

    It runs from left to right, as our line does.
    """
    if most < LEAST_LABEL:
        return ""
    if width_of(title) <= most:
        return from_left(title)
    room = most - width_of("…")
    fits = 0
    for letter in title:
        room -= _letter(letter)
        if room < 0:
            break
        fits += 1
    return from_left(title[:fits].rstrip() + "…")


@lru_cache(maxsize=1024)
def width_of(words: str) -> float:
    """The width of the words in pixels, letter by letter: no less than they have."""
    return sum(map(_letter, words))


@lru_cache(maxsize=2_000)
def _letter(letter: str) -> float:
    return width(letter, SMALL_SIZE) * KEY_INCH
