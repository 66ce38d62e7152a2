"""The quotations of a draft: a row for each that is in one place only, with its
speaker."""

from ..vocabulary import UNATTRIBUTED
from .apparatus import Apparatus
from .draft_ids import Ids
from .places_of_quotes import QuotePlaces
from .quotations import Quotation
from .scene import Scene


def quotation_rows(
    scene: Scene,
    quotations: list[Quotation],
    ids: dict[str, str],
    apparatus: list[Apparatus],
    places: QuotePlaces,
) -> tuple[list[dict[str, str]], list[Quotation]]:
    """The rows of quotations.csv, and the quotations that get none.

    `ids` gives the ids of people by full name. No row is made of the page's own lines,
    nor of words that are quoted twice in one paragraph.
    """
    given = Ids()
    rows, left = [], []
    for one in quotations:
        quoted = one.quoted
        quote = scene.text[quoted.start : quoted.end]
        paragraph = places.paragraph_of_unique(quote, quoted.start)
        in_page = any(p.start <= quoted.start < p.end for p in apparatus)
        if paragraph is None or in_page or _keeps_marks(quote):
            left.append(one)
            continue
        speaker, note = _speaker(scene, one, ids)
        begins = " ".join(quote.split()[:6])
        row = {"id": given.new(begins, "quotation"), "speaker": speaker, "quote": quote}
        row |= {"paragraph": paragraph, "form": one.form, "note": note}
        rows.append(row)
    return rows, left


def _keeps_marks(quote: str) -> bool:
    marks = '"“”'
    return len(quote) > 1 and quote[0] in marks and quote[-1] in marks


def _speaker(scene: Scene, one: Quotation, ids: dict[str, str]) -> tuple[str, str]:
    """The id of who speaks, and the note that says how that is known."""
    note = f"Drafted by the rule “{one.rule}”."
    speaker = one.speaker
    if speaker is None:
        return UNATTRIBUTED, "No words beside it say who speaks."
    words = " ".join(scene.text[speaker.start : speaker.end].split())
    person = ids.get(speaker.full, "")
    if not person:
        return UNATTRIBUTED, f"{note} Said by “{words}”: who that is, is left open."
    if speaker.inferred:
        return person, f"{note} The speaker is inferred from “{words}”."
    return person, note
