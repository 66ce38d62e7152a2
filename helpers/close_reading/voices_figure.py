"""Who speaks, from the first word of the article to the last: a lane for each voice."""

from collections.abc import Iterable
from typing import NamedTuple

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ..dates import parse_date
from ..figure.colours import Voices, voices_of
from ..figure.frame import bare_axes, new_figure
from ..figure.key import SAMPLE
from ..figure.letters import drawable, shortened, width
from ..figure.style import (
    GREY,
    INK,
    LETTERS,
    MARGIN,
    MOST_ROWS,
    RULE,
    SMALL_SIZE,
    STYLE,
    TITLE_SIZE,
)
from ..reading import Reading, takes_reading
from ..show import Picture
from ..timeline import ranges
from .voices import (
    NARRATION,
    NO_QUOTATIONS,
    REPORTED,
    voice_names,
    voices,
    voices_table,
)

NAMES, TEXT = 2.1, 7.7  # inches: the width of the names, that of the text
LEFT = MARGIN + NAMES  # inches: where the text begins
LANE, BAR = 0.42 * LETTERS, 0.26  # inches: the height of a lane, that of a bar in it
LINE = 0.2 * LETTERS  # inches: a line of the key, of the heads or of the feet
GAP = 0.14  # inches: where paragraphs are left out
HATCH, HATCHED = "/////", "#ececec"  # not see-through: an SVG hatch would be too
QUIET = 0.1  # of the words: as many are in quotation marks where one speaks alone
LOUD = 3  # times as large is the share before
MOST_SENTENCES = 60  # of the text alternative
NARRATED = {
    NARRATION: "the narrator's own words",
    REPORTED: "reported in the narrator's words",
}


class Tick(NamedTuple):
    """A paragraph on the axis: its number, and where it begins and ends in inches."""

    paragraph: int
    start: float
    end: float


class Gap(NamedTuple):
    """Paragraphs that are left out, and where on the axis."""

    paragraphs: list[int]
    at: float


class Axis(NamedTuple):
    """The words of the body text on a line: an inch has `1 / word` of them."""

    ticks: list[Tick]
    gaps: list[Gap]
    word: float


@takes_reading
def plot_voices(reading: Reading, caption: str | None = None) -> Picture:
    """The body text from first word to last with a lane for each voice, as a picture.

    A bar is a stretch of one voice, as wide as its words are many; hatched ones are
    reported words, in the narrator's lane. The numbers above are those of the
    paragraphs. Beyond 60 voices those with fewest words are not drawn, and the caption
    says so. Without quotations the figure says that there are none yet.
    """
    if reading.quotations.empty:
        return _without_quotations(caption)
    table = voices_table(reading).drop("all")
    stretches = voices(reading)
    with plt.rc_context(STYLE):
        figure = _figure(reading, stretches, table)
    if caption is None:
        caption = voices_caption(reading)
    if len(table) > MOST_ROWS:
        caption += f"; {_not_drawn(len(table) - MOST_ROWS)}"
    sentences = _sentences(reading, stretches)
    counted = _counted(table)
    alt = alternative(caption, [counted, *sentences])
    return Picture(figure, caption, alt, sentences)


def _counted(table: pd.DataFrame) -> str:
    """The words of each voice as one sentence."""
    said = []
    for voice in table.to_dict("records"):
        said.append(f"{voice['name']}, {voice['count']} words, {voice['share']}%")
    return f"{'; '.join(said)}."


def _not_drawn(count: int) -> str:
    if count == 1:
        return "the 1 voice with fewest words is not drawn"
    return f"the {count} voices with fewest words are not drawn"


def alternative(caption: str, sentences: list[str]) -> str:
    """The text alternative of a figure: its caption, and the first of the sentences."""
    said = [f"{caption}.", *sentences[:MOST_SENTENCES]]
    if len(sentences) > MOST_SENTENCES:
        said.append(f"And {len(sentences) - MOST_SENTENCES} more.")
    return " ".join(said)


def _without_quotations(caption: str | None) -> Picture:
    figure = new_figure(NAMES + TEXT + 2 * MARGIN, 0.6)
    axes = bare_axes(figure, MARGIN, 0, NAMES + TEXT, 0.6)
    said = f"{NO_QUOTATIONS}."
    axes.text(0, 0.3, said, va="center", fontsize=TITLE_SIZE, color=GREY)
    return Picture(figure, caption or NO_QUOTATIONS, said, [])


def voices_caption(reading: Reading) -> str:
    """From where on hardly anybody is quoted; else who has most words."""
    counts = _quoted_by_paragraph(reading)
    body = int(counts["words"].sum())
    for paragraph in counts.index[:-2]:
        before = counts.loc[:paragraph].sum()
        after = counts.sum() - before
        is_long = after["words"] >= body / 5
        if is_long and _falls_quiet(before, after):
            return (
                f"After paragraph {paragraph} the narrator speaks almost alone:"
                f" {after['quoted']} of {after['words']} words are in quotation marks"
            )
    most = voices_table(reading).drop("all").head(2)
    said = [f"{name} has {n}" for name, n in zip(most["name"], most["count"])]
    which = " and ".join(said).replace("The narr", "the narr")
    return f"Of {body} words, {which}"


def _falls_quiet(before: pd.Series, after: pd.Series) -> bool:
    """Whether hardly anybody is quoted after the place, and many were before it."""
    share = _share_quoted(after)
    loud = max(LOUD * share, QUIET)
    return share <= QUIET and _share_quoted(before) >= loud


def _share_quoted(counts: pd.Series) -> float:
    return counts["quoted"] / max(counts["words"], 1)


def _quoted_by_paragraph(reading: Reading) -> pd.DataFrame:
    """The words of each paragraph of the body, and those in quotation marks."""
    stretches = voices(reading)
    is_quoted = ~stretches["form"].isin((NARRATION, REPORTED))
    counted = pd.DataFrame(
        {
            "paragraph": stretches["paragraph"],
            "words": stretches["count"],
            "quoted": stretches["count"].where(is_quoted, 0),
        }
    )
    return counted.groupby("paragraph").sum()


def background(reading: Reading) -> list[int]:
    """The paragraphs at the end that go back to the time before the article's year.

    They follow the last paragraph that has events, all of them of that year or later.
    """
    events = reading.whole.events
    told = {int(paragraph) for paragraph in events["paragraph"]}
    news = told - _that_go_back(reading)
    last = max(news, default=0)
    if not last or max(told) == last:
        return []
    numbers = [paragraph.number for paragraph in reading.article.paragraphs[last:]]
    return [number for number in numbers if number not in reading.not_body]


def _that_go_back(reading: Reading) -> set[int]:
    """The paragraphs with an event that ended before the year of the article."""
    year = reading.published.earliest.year
    events = reading.whole.events
    found = set()
    for paragraph, date in zip(events["paragraph"], events["date"]):
        if not date:
            continue
        _, last = parse_date(date).known
        if last.year < year:
            found.add(int(paragraph))
    return found


def _axis(reading: Reading, stretches: pd.DataFrame) -> Axis:
    """Where each paragraph is on the line of words, with gaps for those left out."""
    counts = stretches.groupby("paragraph")["count"].sum()
    runs = _left_out(reading)
    word = (TEXT - GAP * len(runs)) / max(int(counts.sum()), 1)
    ticks, gaps = [], []
    at = 0.0
    for paragraph in reading.article.paragraphs:
        number = paragraph.number
        if number in runs:
            gaps.append(Gap(runs[number], at + GAP / 2))
            at += GAP
        if number in counts.index:
            wide = int(counts[number]) * word
            ticks.append(Tick(number, at, at + wide))
            at += wide
    return Axis(ticks, gaps, word)


def _left_out(reading: Reading) -> dict[int, list[int]]:
    """The runs of paragraphs that are no body text, by the first of each."""
    runs: dict[int, list[int]] = {}
    first = 0
    for number in sorted(reading.not_body):
        if first and number == runs[first][-1] + 1:
            runs[first].append(number)
        else:
            first = number
            runs[first] = [number]
    return runs


class Words(NamedTuple):
    """Words on a line of their own figure, with their middle there."""

    middle: float
    text: str

    @property
    def wide(self) -> float:
        """Their width in inches."""
        return width(self.text, SMALL_SIZE)

    @property
    def start(self) -> float:
        """Where they begin."""
        return self.middle - self.wide / 2

    @property
    def end(self) -> float:
        """Where they end."""
        return self.middle + self.wide / 2

    @property
    def kept_in(self) -> float:
        """Their middle, moved as far as keeps them on the figure."""
        half = self.wide / 2
        return max(half, min(self.middle, TEXT - half))


def _figure(reading: Reading, stretches: pd.DataFrame, table: pd.DataFrame) -> Figure:
    axis = _axis(reading, stretches)
    drawn = table.head(MOST_ROWS)
    brackets = background(reading)
    gaps = _in_lines(Words(gap.at, _gap_words(gap)) for gap in axis.gaps)
    head = LINE * (1 + len(gaps)) + 0.06
    body = LANE * max(len(drawn), 1)
    foot = 2 * LINE if brackets else 0.06
    top = MARGIN / 2 + LINE + head
    figure = new_figure(NAMES + TEXT + 2 * MARGIN, top + body + foot)
    _names(bare_axes(figure, MARGIN, top, NAMES, body), drawn)
    axes = bare_axes(figure, LEFT, top, TEXT, body)
    _paragraphs(axes, axis, body)
    _gaps(axes, axis, gaps, body)
    if brackets:
        _bracket(axes, axis, brackets, body)
    _lanes(axes, axis, stretches, list(drawn.index), voices_of(reading))
    _key(bare_axes(figure, LEFT, MARGIN / 2, TEXT, LINE), stretches)
    return figure


def _names(axes: Axes, drawn: pd.DataFrame) -> None:
    for lane, voice in enumerate(drawn.to_dict("records")):
        _name(axes, voice, _middle(lane))


def _middle(lane: int) -> float:
    """The middle of the lane, in inches from the top of the axes."""
    return (lane + 0.5) * LANE


def _lanes(
    axes: Axes,
    axis: Axis,
    stretches: pd.DataFrame,
    drawn: list[str],
    colours: Voices,
) -> None:
    """A lane for each voice drawn: a thin line, and its stretches on it as bars."""
    firsts = stretches.groupby("paragraph")["first"].transform("min")
    placed = stretches.assign(before=stretches["first"] - firsts)
    for lane, voice in enumerate(drawn):
        middle = _middle(lane)
        axes.plot([0, TEXT], [middle, middle], color=RULE, linewidth=0.7, zorder=-1)
        spoken = placed[placed["voice"] == voice]
        _bars(axes, axis, spoken, middle, colours[voice].colour)


def _in_lines(words: Iterable[Words]) -> list[list[Words]]:
    """The words in as few lines as keep them apart."""
    lines: list[list[Words]] = []
    for one in words:
        for line in lines:
            if line[-1].end + 0.1 < one.start:
                line.append(one)
                break
        else:
            lines.append([one])
    return lines


def _gap_words(gap: Gap) -> str:
    return f"{_and(gap.paragraphs)} left out"


def _and(numbers: list[int]) -> str:
    """The numbers in words: "3", "3 and 4", "3 to 7".

    >>> _and([3, 4, 5])
    '3 to 5'
    """
    if len(numbers) <= 2:
        return " and ".join(map(str, numbers))
    return f"{numbers[0]} to {numbers[-1]}"


def _paragraphs(axes: Axes, axis: Axis, body: float) -> None:
    """A line where each paragraph begins, with its number where there is room."""
    style = {"fontsize": SMALL_SIZE, "color": INK, "va": "bottom"}
    for tick in axis.ticks:
        _upright(axes, tick.start, body)
        number = str(tick.paragraph)
        if tick.end - tick.start > width(number, SMALL_SIZE) + 0.06:
            axes.text(tick.start + 0.03, -0.05, number, label="tick", **style)
    _upright(axes, TEXT, body)


def _upright(axes: Axes, x: float, body: float) -> None:
    axes.plot([x, x], [-0.06, body], color=RULE, linewidth=0.7, zorder=-1)


def _gaps(axes: Axes, axis: Axis, lines: list[list[Words]], body: float) -> None:
    """Where paragraphs are left out: a break in the lanes, and which they are."""
    for gap in axis.gaps:
        start = gap.at - GAP / 2
        axes.axvspan(start, start + GAP, color=RULE[:3], alpha=0.08, linewidth=0)
        _upright(axes, start, body)
    style = {"ha": "center", "va": "bottom", "fontsize": SMALL_SIZE, "label": "tick"}
    for number, line in enumerate(lines):
        foot = -0.05 - LINE * (number + 1)
        for words in line:
            axes.text(words.kept_in, foot, words.text, color=GREY, **style)


def _bracket(axes: Axes, axis: Axis, paragraphs: list[int], body: float) -> None:
    """A bracket under the lanes over these paragraphs, which are the background."""
    ticks = [tick for tick in axis.ticks if tick.paragraph in paragraphs]
    if not ticks:
        return
    start = ticks[0].start + 0.02
    end = ticks[-1].end - 0.02
    high = body + 0.05
    low = body + 0.12
    across = [start, start, end, end]
    style = {"color": GREY, "linewidth": 1, "label": "bracket", "clip_on": False}
    axes.plot(across, [high, low, low, high], **style)
    middle = (start + end) / 2
    words = Words(middle, f"background, {ranges(paragraphs)}")
    small = {"fontsize": SMALL_SIZE, "color": INK, "label": "tick"}
    foot = low + 0.05
    axes.text(words.kept_in, foot, words.text, ha="center", va="top", **small)


def _name(axes: Axes, voice: dict, middle: float) -> None:
    """The name of a voice and how many words it has, at the right of the axes."""
    style = {"ha": "right", "va": "center", "parse_math": False, "label": "name"}
    right = NAMES - 0.12
    room = NAMES - 0.14
    name = shortened(drawable(voice["name"]), TITLE_SIZE, room)
    counted = f"{voice['count']} words, {voice['share']}%"
    axes.text(
        right, middle - 0.08 * LETTERS, name, fontsize=TITLE_SIZE, color=INK, **style
    )
    axes.text(
        right, middle + 0.1 * LETTERS, counted, fontsize=SMALL_SIZE, color=GREY, **style
    )


def _bars(
    axes: Axes, axis: Axis, spoken: pd.DataFrame, middle: float, colour: str
) -> None:
    """The stretches of a voice; those that it only reports are hatched."""
    starts = {tick.paragraph: tick.start for tick in axis.ticks}
    for form, found in spoken.groupby("form", sort=False):
        places = []
        for one in found.itertuples():
            start = starts[one.paragraph] + one.before * axis.word
            places.append((start, one.count * axis.word))
        style = _style(form, colour)
        axes.broken_barh(places, (middle - BAR / 2, BAR), label=form, **style)


def _style(form: str, colour: str) -> dict:
    style = {"edgecolor": GREY, "linewidth": 0.6}
    if form == REPORTED:
        return style | {"facecolor": HATCHED, "hatch": HATCH}
    return style | {"facecolor": colour}


def _key(axes: Axes, stretches: pd.DataFrame) -> None:
    """What the bars of the narrator's lane are, and what a bar's width is."""
    used = set(stretches["form"])
    x = 0.0
    y = LINE / 2
    style = {"fontsize": SMALL_SIZE, "color": INK, "va": "center", "label": "key"}
    for form, words in NARRATED.items():
        if form not in used:
            continue
        axes.broken_barh([(x, 0.3)], (y - 0.07, 0.14), **_style(form, INK))
        axes.text(x + SAMPLE, y, words, **style)
        x += SAMPLE + width(words, SMALL_SIZE) + 0.25
    count = int(stretches["count"].sum())
    axes.text(x, y, f"{count} words; the numbers are the paragraphs", **style)


def _sentences(reading: Reading, stretches: pd.DataFrame) -> list[str]:
    """The bars as sentences, in the order of the text, then what is marked beside."""
    names = voice_names(reading)
    sentences = [_sentence(one, names) for one in stretches.itertuples()]
    for left_out in _left_out(reading).values():
        word = "Paragraph" if len(left_out) == 1 else "Paragraphs"
        sentences.append(f"{word} {_and(left_out)}: left out, not body text.")
    paragraphs = background(reading)
    if paragraphs:
        sentences.append(f"Paragraphs {ranges(paragraphs)}: background.")
    return sentences


def _sentence(stretch, names: dict[str, str]) -> str:
    """A stretch as a sentence: which words, in which paragraph, and whose they are."""
    last = stretch.first + stretch.count - 1
    words = f"Words {stretch.first} to {last}"
    if stretch.count == 1:
        words = f"Word {stretch.first}"
    said = names[stretch.voice]
    if stretch.form == REPORTED:
        said += f", reporting {names.get(stretch.speaker)}"
    elif stretch.form != NARRATION:
        said += f", {stretch.form}"
    return f"{words}, paragraph {stretch.paragraph}: {said}."
