"""Colours for those who say so: the narrator in ink, everybody else in a colour.

The colours of a reading are those of the whole reading, so that a narrowed one, the
timeline and the figure of the voices agree.
"""

from collections import Counter
from typing import NamedTuple

from ..reading import Reading
from ..vocabulary import NARRATOR, UNATTRIBUTED
from .style import INK

PALETTE = (
    *("#0072b2", "#007a58", "#a2467e", "#7d6200"),
    *("#5b4bc4", "#5c7424", "#7a4a2b"),
)
OTHERS = "#707070"  # for whoever comes after the last colour
OTHERS_NAME = "others"


class Voice(NamedTuple):
    """Somebody who says so: their id, their name in the key, their colour."""

    id: str
    name: str
    colour: str


class Voices(dict[str, Voice]):
    """The voices of a reading by id; whoever is not among them is one of the others."""

    def __missing__(self, voice: str) -> Voice:
        return Voice(voice, OTHERS_NAME, OTHERS)


def voices_of(reading: Reading) -> Voices:
    """The voices of the whole reading: the narrator, then who says most comes first.

    Counted are events asserted and quotations spoken; those with equally many are in
    the order of people.csv. Those after the last colour are "others".
    """
    whole = getattr(reading, "whole", reading)
    counted = Counter(whole.events["asserted_by"])
    counted.update(whole.quotations["speaker"])
    names = dict(zip(whole.people["id"], whole.people["name"]))
    names[UNATTRIBUTED] = "nobody named"
    speaking = [voice for voice in names if counted[voice]]
    speaking.sort(key=lambda voice: -counted[voice])
    voices = Voices({NARRATOR: Voice(NARRATOR, "the narrator", INK)})
    for voice, colour in zip(speaking, PALETTE):
        voices[voice] = Voice(voice, names[voice], colour)
    return voices
