"""Whether words are in an article once, or in a paragraph of it once."""

from bisect import bisect_left, bisect_right

from ..anchor import FoldedText, fold
from ..article import Article


class QuotePlaces:
    """The places of words in an article; each quote is searched for once.

    A text may say one sentence a thousand times. Its words are still searched for once.
    """

    def __init__(self, article: Article):
        self._article = article
        self._folded = FoldedText(article.text)
        self._known: dict[str, list[int]] = {}

    def paragraph_of_unique(self, quote: str, at: int) -> str | None:
        """What the column `paragraph` needs for the quote that begins at `at`.

        It is empty where the article has the quote once, and None where its own
        paragraph has it again.
        """
        starts = self._starts(quote)
        if len(starts) == 1:
            return "" if starts[0] == at else None
        paragraph = self._article.paragraph_at(at)
        first = bisect_left(starts, paragraph.start)
        here = starts[first : bisect_right(starts, paragraph.end)]
        return str(paragraph.number) if here == [at] else None

    def _starts(self, quote: str) -> list[int]:
        folded = fold(quote)
        if folded not in self._known:
            found = self._folded.find_all(folded)
            self._known[folded] = sorted({place.start for place in found})
        return self._known[folded]
