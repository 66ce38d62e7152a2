"""The annotator: the article, its rows and the form, kept in the files of the reading.

The kernel holds the reading; a page shows it. They talk in two ways: by messages (see
`messages`), and by traits, kernel to page, the same for every view of the model:

- `paragraphs`: [[number, start, text, aside], ...]; `start` is a code point of the
  text, `aside` says what a paragraph is that is no body text ("pull quote"), or "".
- `marks`: [[start, end, table, id, number, label, draft], ...] in order of start;
  `number` is the event's number, 0 for other tables; `label` is the row in words, for
  screen readers and tooltips; `draft` is true for a row not yet judged.
- `rows`: the list. Each is a dict: `table, id, number, title, when, who, words, draft`
  and `spans` [[start, end], ...] (a person has many, every other row one). `who` says
  so or speaks; of a person it is the kind. Drafts first, in order of the text; then the
  others in order of the text.
- `drafts`: {left, of}: "7 of 23 drafts left".
- `history`: {undo, redo}: what Ctrl+Z would take back and Ctrl+Shift+Z would do again,
  in words; "" where nothing.
- `conflicts`: [{key, table, id, what, back}, ...]: rows that changed elsewhere
  since they were kept here; `what` is a sentence, `back` the words of a button that
  puts the row back ("" where it cannot be).
- `closed`: {} while rows can be kept; else {reason, remedy, problems, ways}: the
  sentences to show in place of the four buttons, a list of sentences, and a button for
  each way out, {words, do}.
- `timeline`: {src, alt, rows} of the picture of all events, or {}; `rows` is {event id:
  [top, bottom]} as shares of the picture's height. It comes last, after marks and the
  list.
- `sentences`: [[start, end], ...] of the article.
- `status`: {n, text, tone}: what happened that concerns every view (`n` grows, so that
  the same words are said again).
- `letters`: whether single letters act in article and list. `language`: of the article,
  a BCP 47 tag or "".

`tone` is one of "plain", "kept", "refused", "question".
"""

import asyncio
from collections.abc import Iterable
from pathlib import Path

import traitlets as t
from anywidget import AnyWidget

from ..anchor import Span
from ..errors import ReadingError, shown
from ..reading import Reading, reading_of, takes_reading
from ..saving import ConflictError, Edit, Saved, files_of, keep, may_write, tried
from ..show import without_formulas
from ..vocabulary import ROWS
from . import closed as closing
from . import edits as do
from .conflicts import Conflicts, changed_in_words, differing
from .filled import (
    Filled,
    Where,
    adds_to,
    by_field,
    edits_of,
    filled,
    newcomer_in,
)
from .form import Asked, form_of
from .listing import (
    listed,
    marks_of,
    paragraphs_of,
    row_in_words,
    static_page,
    title,
)
from .messages import NO_FORM, answer_to, status
from .picture import TimelinePicture
from .proposals import spans_of

HERE = Path(__file__).parent
SCRIPTS = (
    HERE.parent / "text_view" / "text.js",
    HERE / "state.js",
    HERE / "form.js",
    HERE / "annotate.js",
)
STYLES = (HERE.parent / "text_view" / "text.css", HERE / "annotate.css")
PAUSE = 0.05  # seconds for the answer to be shown, before the timeline is drawn
WHERE_NAMED = {
    "people": "who is in it",
    "asserted_by": "who says so",
    "speaker": "who speaks",
}


@takes_reading
def annotate(reading: Reading, letters: bool = True) -> "Annotator":
    """The annotator of the reading: select words, keep rows, judge drafts, undo.

    Every row is saved in the reading's files as it is kept. `.reading` is the reading
    after the last save. `letters=False` turns off the keys that are single letters.

    Raises ReadingError for what is no reading.
    """
    return Annotator(reading, bool(letters))


class Annotator(AnyWidget):
    """The article, its rows and the form over one reading, kept in its files.

    `reading` is the reading after the last save. What a page does can be done without
    one: set `selection`, `table` and `cells`, call `keep()`; `problems` then says what
    is wrong, by field. `heard` takes a page's message and gives the answer.
    """

    _esm = "\n".join(path.read_text(encoding="utf-8") for path in SCRIPTS)
    _css = "\n".join(path.read_text(encoding="utf-8") for path in STYLES)

    paragraphs = t.List().tag(sync=True)
    sentences = t.List().tag(sync=True)
    language = t.Unicode().tag(sync=True)
    letters = t.Bool(True).tag(sync=True)
    marks = t.List().tag(sync=True)
    rows = t.List().tag(sync=True)
    drafts = t.Dict({"left": 0, "of": 0}).tag(sync=True)
    history = t.Dict({"undo": "", "redo": ""}).tag(sync=True)
    conflicts = t.List().tag(sync=True)
    closed = t.Dict().tag(sync=True)
    timeline = t.Dict().tag(sync=True)
    status = t.Dict({"n": 0, "text": "", "tone": "plain"}).tag(sync=True)

    reading = t.Instance(Reading)
    selection = t.Tuple(t.Int(), t.Int(), default_value=(0, 0))
    table = t.Enum(ROWS, "events")
    form = t.Dict()
    cells = t.Dict()
    problems = t.Dict()

    def __init__(self, reading: Reading, letters: bool = True):
        whole = reading.whole
        article = whole.article
        super().__init__(
            reading=whole,
            letters=letters,
            language=whole.language,
            paragraphs=paragraphs_of(whole),
            sentences=[[one.start, one.end] for one in article.sentences],
        )
        self._folder = whole.folder
        self._files: dict[str, bytes] = {}
        self._typed: do.Rows = {}
        self._done = do.History()
        self._conflicts = Conflicts()
        self._note_kind = "wording"
        self._most_drafts = 0
        self._drawing = None
        self._drawn: Reading | None = None
        self._picture = TimelinePicture()
        self.said = status("")
        self._begin(whole)
        self.on_msg(lambda _, content, buffers: self._answer(content))

    # What a page asks, and what tests call.

    def heard(self, content: dict) -> dict:
        """The answer to a page's message; what is wrong is said in it, never raised."""
        return answer_to(self, content)

    def begin(self, table: str, selection: tuple[int, int]) -> dict:
        """The form for a new row over these code points; `cells` are as proposed."""
        self.selection = selection
        self.table = table
        return self._open_form("")

    def correct(self, table: str, id: str) -> dict:
        """The form for a row there is; `cells` are as the row has them."""
        spans = spans_of(self.reading, table).get(id)
        if id not in self._typed.get(table, {}):
            raise ReadingError(f'{table}.csv: there is no row "{shown(id)}" any more.')
        self.selection = tuple(spans[0]) if spans else (0, 0)
        self.table = table
        return self._open_form(id)

    def take_form(self, form: dict, cells: dict) -> None:
        """Take a form as a page holds it: the kernel keeps none of its own."""
        self.table = form["table"]
        self.selection = (form["start"], form["end"])
        self.form = form
        self.cells = cells

    def keep(self) -> dict | None:
        """Save the row that `cells` make; None, and `problems`, where it is not
        saved."""
        return self.keep_form()["kept"]

    def undo(self) -> None:
        """Take back what was done last. Raises where the row has changed since."""
        if not self._done.done:
            raise ReadingError("There is nothing to take back.")
        edits, words = self._done.done[-1]
        made = self._save(do.reverse(edits))
        self._done.took_back(do.reverse(made))
        self._shown(f"Taken back: {words}.", "kept")

    def redo(self) -> None:
        """Do again what was taken back last."""
        if not self._done.undone:
            raise ReadingError("There is nothing to do again.")
        edits, words = self._done.undone[-1]
        self._done.did_again(self._save(edits))
        self._shown(f"Done again: {words}.", "kept")

    def accept(self, table: str, id: str) -> None:
        """The drafted row as it is becomes the reader's own."""
        self._do(do.accept(self._typed, table, id), "Accepted", table, id)

    def accept_all(self, rows: Iterable[tuple[str, str]]) -> None:
        """All these drafted rows become the reader's own, in one step."""
        edits = do.accept_all(self._typed, [tuple(row) for row in rows])
        if not edits:
            raise ReadingError("None of these rows is a draft.")
        rows = "1 row" if len(edits) == 1 else f"{len(edits)} rows"
        self._did(self._save(edits), f"{rows} accepted", "Kept")

    def delete(self, table: str, id: str) -> None:
        """The row goes; Undo brings it back."""
        edits = do.delete(self._typed, table, id, self.reading.about)
        self._do(edits, "Deleted", table, id)

    def merge(self, id: str, into: str) -> None:
        """Two people become one, who has the second's id and both their names."""
        edits = do.merge(self._typed, id, into)
        people = self._typed["people"]
        words = f"{people[id]['name']} merged into {people[into]['name']}"
        self._did(self._save(edits), words, "Kept")

    def merging(self, id: str, into: str) -> list[dict]:
        """The rows that a merge would change, in words; nothing is written."""
        do.merge(self._typed, id, into)
        naming = do.named_by(self._typed, "people", id, self.reading.about)
        found = []
        for one in naming:
            row = {"table": one.table, "id": one.id}
            row["title"] = title(self._typed[one.table][one.id])
            row["what"] = WHERE_NAMED.get(one.column, one.column)
            found.append(row)
        return found

    def checked(self) -> dict:
        """What is wrong in the open form, and how its dates are understood."""
        made = self._filled()
        self.problems = self._problems_of(made)
        return {"problems": dict(self.problems), "understood": made.understood}

    def stretch(self, table: str, id: str, selection: tuple[int, int]) -> None:
        """The row's quote becomes these words."""
        asked = Asked(table, "", Span(*selection), None)
        form = form_of(self.reading, self._typed, asked, self._note_kind)
        offered = {one["name"]: one["value"] for one in form["fields"]}
        cells = {name: offered[name] for name in ("quote", "paragraph")}
        edits = do.change(self._typed, table, id, cells)
        self._do(edits, "Changed the words of", table, id)

    def put_back(self, keys: Iterable[str]) -> None:
        """The rows of these conflicts become again what was kept here."""
        edits = self._conflicts.edits(keys)
        if not edits:
            raise ReadingError("There is nothing to put back.")
        made = self._save(edits, though_closed=True)
        rows = "1 row" if len(edits) == 1 else f"{len(edits)} rows"
        self._did(made, f"{rows} put back", "Kept")

    def leave(self, keys: Iterable[str]) -> None:
        """These conflicts are settled as the files have them."""
        self._conflicts.leave(keys)
        self.conflicts = self._conflicts.shown

    def check_now(self) -> None:
        """Look whether the files were changed elsewhere, and take in what they say."""
        try:
            if not self._folder.is_dir():
                self.closed = closing.GONE
                return
            files = files_of(self._folder)
            if files == self._files and not self.closed:
                return
            reading = reading_of(self._folder, files)
        except ReadingError as error:
            self._close_for_faults(error)
            return
        if reading.article.text != self.reading.article.text:
            self.closed = closing.ANOTHER_TEXT
            return
        self._take_in(files, reading)

    def restore(self) -> None:
        """Put the files at fault back as they were here."""
        try:
            reading_of(self._folder, files_of(self._folder))
        except ReadingError as error:
            names, beside = closing.restore(self._folder, self._files, error)
            said = f"{' and '.join(names)}: again as they were here."
            if beside:
                said += f' What they had is in the folder "{beside}" beside them.'
            self.check_now()
            self._say(said, "kept")
        else:
            self.check_now()

    def own_copy(self) -> None:
        """Go on in a copy of the reading in the reader's home."""
        files = files_of(self._folder) if self._folder.is_dir() else self._files
        self._folder = closing.own_copy(self._folder, files, self.reading.text_sha256)
        if files_of(self._folder) != self._files:
            self._done = do.History()
            self._conflicts = Conflicts()
        self._begin(self.reading)
        self._say(
            f'This is your own copy now: "{self._folder.name}" in the folder '
            f'"{closing.COPIES}" of your home. Rows are saved there.',
            "kept",
        )

    def keep_form(self) -> dict:
        """The answer to Keep: the row that `cells` make is saved, or what is wrong is
        said."""
        made = self._filled()
        asked = self._form_asked()
        edits = self._edits_of(made)
        if made.problems:
            return self._not_kept(self._problems_of(made))
        try:
            saved = self._save(edits)
        except ConflictError as error:
            self.check_now()
            return self._not_kept({"": str(error)})
        except ReadingError as error:
            return self._not_kept(self._by_field(error, made, edits))
        self.problems = {}
        if asked.table == "notes":
            self._note_kind = made.row.get("kind", self._note_kind)
        return self._kept(asked, made, saved)

    # How it is done.

    def _answer(self, content: dict) -> None:
        self.send(self.heard(content))
        self._draw_soon()

    def _begin(self, reading: Reading) -> None:
        try:
            files = files_of(self._folder)
            now = reading_of(self._folder, files)
        except ReadingError as error:
            self.reading = reading
            self._typed = do.typed_rows(_files_before(reading))
            self._close_for_faults(error)
        else:
            self.reading = now
            self._files = files
            self._typed = do.typed_rows(files)
            self.closed = {} if may_write(self._folder) else closing.READ_ONLY
        self._show()
        self._draw_soon()

    def _open_form(self, id: str) -> dict:
        before = self._typed[self.table].get(id) if id else None
        asked = Asked(self.table, id, Span(*self.selection), before)
        self.form = form_of(self.reading, self._typed, asked, self._note_kind)
        self.cells = {one["name"]: one["value"] for one in self.form["fields"]}
        self.problems = {}
        return self.form

    def _form_asked(self) -> Asked:
        form = self.form
        if not form:
            raise ReadingError(NO_FORM)
        span = Span(form["start"], form["end"])
        return Asked(form["table"], form["id"], span, form["before"])

    def _filled(self) -> Filled:
        return filled(self.reading, self._typed, self._form_asked(), self.cells)

    def _edits_of(self, made: Filled) -> do.Edits:
        return edits_of(self._typed, self._form_asked(), made, self.cells)

    def _problems_of(self, made: Filled) -> dict[str, str]:
        """What the form lacks, and what the reading would have at fault, by field."""
        if "id" in made.problems:
            return made.problems
        edits = self._edits_of(made)
        try:
            tried(self._folder, files_of(self._folder), edits)
        except ReadingError as error:
            return {**self._by_field(error, made, edits), **made.problems}
        return made.problems

    def _by_field(
        self, error: ReadingError, made: Filled, edits: do.Edits
    ) -> dict[str, str]:
        fields = {one["name"] for one in self.form["fields"]}
        newcomer = newcomer_in(self.cells)
        where = Where(self.form["table"], made.row["id"], fields, newcomer)
        return by_field(error, self._files, edits, where)

    def _not_kept(self, problems: dict[str, str]) -> dict:
        self.problems = problems
        first = next(iter(problems.values()))
        said = status(f"Not kept: {first}", "refused")
        return {"kept": None, "problems": dict(problems), "status": said}

    def _kept(self, asked: Asked, made: Filled, saved: do.Edits) -> dict:
        """The answer after a save, with where the row is now."""
        table, row = asked.table, made.row
        new = asked.before is None and not adds_to(self.cells)
        words = row_in_words(table, row)
        self._done.did(saved, words if new else f"changed {words}")
        said = status(self._kept_words(table, row, new), "kept")
        self._show()
        spans = spans_of(self.reading, table).get(row["id"])
        start, end = spans[0] if spans else asked.span
        kept = {"table": table, "id": row["id"], "start": start, "end": end}
        return {"kept": kept, "problems": {}, "status": said}

    def _kept_words(self, table: str, row: do.Row, new: bool) -> str:
        said = f"Kept: “{title(row)}”"
        if table == "events":
            events = self.reading.events
            number = int(events.set_index("id").loc[row["id"], "number"])
            said += f", event {number} by date"
            if new and number < len(events):
                said += "; later numbers moved up by one"
        return f"{said}. Ctrl+Z takes it back."

    def _save(self, edits: Iterable[Edit], though_closed: bool = False) -> do.Edits:
        """Save the edits and take in the reading; they are returned as they were
        made."""
        if self.closed and not though_closed:
            raise ReadingError(f"Not saved: {self.closed['reason']}")
        saved = keep(self._folder, edits)
        before, now = self._typed, do.typed_rows(saved.files)
        elsewhere = differing(before, now) - _rows_of_edits(saved)
        self._files = saved.files
        self.reading = saved.reading
        self._typed = now
        self.closed = {}
        self._conflicts.kept(saved.edits, now)
        self._conflicts.look(now, elsewhere)
        self.conflicts = self._conflicts.shown
        return saved.edits

    def _do(self, edits: do.Edits, did: str, table: str, id: str) -> None:
        words = f"{did} {row_in_words(table, self._typed[table][id])}"
        made = self._save(edits)
        self._done.did(made, words[:1].lower() + words[1:])
        self._shown(f"{words}.", "kept")

    def _did(self, made: do.Edits, words: str, verb: str) -> None:
        self._done.did(made, words)
        self._shown(f"{verb}: {words}. Ctrl+Z takes it back.", "kept")

    def _shown(self, text: str, tone: str) -> None:
        self._show()
        self.said = status(text, tone)

    def _say(self, text: str, tone: str) -> None:
        """Say it to every view."""
        self.status = {"n": self.status["n"] + 1, "text": text, "tone": tone}

    def _show(self) -> None:
        """Set the traits that a page shows from the reading."""
        rows = listed(self.reading, self._typed)
        left = sum(row["draft"] for row in rows)
        self._most_drafts = max(self._most_drafts, left)
        with self.hold_sync():
            self.marks = marks_of(rows)
            self.rows = rows
            self.drafts = {"left": left, "of": self._most_drafts}
            self.history = self._done.said

    # Files that change elsewhere.

    def _take_in(self, files: dict[str, bytes], reading: Reading) -> None:
        """The reading is as the files have it now; what changed elsewhere is named."""
        before, now = self._typed, do.typed_rows(files)
        self.closed = {} if may_write(self._folder) else closing.READ_ONLY
        self._files, self.reading, self._typed = files, reading, now
        changed = differing(before, now)
        self._look_for_conflicts(now, changed)
        self._show()
        self._draw_soon()
        if changed and not self.conflicts:
            self._say(changed_in_words(before, now, changed), "plain")

    def _look_for_conflicts(self, now: do.Rows, changed: set) -> None:
        had = len(self.conflicts)
        self._conflicts.look(now, changed)
        self.conflicts = self._conflicts.shown
        count = len(self.conflicts)
        if count > had:
            rows = "A row" if count == 1 else f"{count} rows"
            said = f"{rows} that you kept here changed elsewhere; choose what to do."
            self._say(said, "question")

    def _close_for_faults(self, error: ReadingError) -> None:
        """Nothing can be kept; rows kept here that the files have lost can be put
        back."""
        self.closed = closing.for_faults(error, bool(self._files))
        try:
            now = do.typed_rows(files_of(self._folder))
        except ReadingError:
            return
        faults = getattr(error, "faults", ())
        unread = {fault.file for fault in faults if not fault.column}
        changed = set()
        for key in differing(self._typed, now):
            if f"{key.table}.csv" not in unread:
                changed.add(key)
        self._look_for_conflicts(now, changed)

    # The picture.

    def _draw_soon(self) -> None:
        """Draw the timeline once the answer is there, if the reading is another than
        the one drawn; without a page, never."""
        if self.reading is self._drawn:
            return
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return
        if self._drawing is not None:
            self._drawing.cancel()
        self._drawing = loop.call_later(PAUSE, self.draw)

    def draw(self) -> None:
        """Draw the timeline of the reading as it is."""
        self._drawing = None
        self._drawn = self.reading
        self.timeline = self._picture.of(self.reading)

    def __repr__(self) -> str:
        return f"Annotator of {self.reading!r}"

    def _repr_mimebundle_(self, **kwargs) -> dict | tuple:
        """The widget and, for pages without a kernel, the article and its rows."""
        bundle = super()._repr_mimebundle_(**kwargs)
        more = {"text/plain": repr(self)}
        page = static_page(self.reading, self.rows)
        more["text/html"] = without_formulas(page)
        if isinstance(bundle, tuple):
            return {**bundle[0], **more}, *bundle[1:]
        return {**(bundle or {}), **more}


def _files_before(reading: Reading) -> dict[str, bytes]:
    """Tables of the reading as it was loaded, for a page that only shows them."""
    files = {}
    for table in (*ROWS, "sources"):
        frame = getattr(reading, table)
        files[f"{table}.csv"] = frame.to_csv(index=False).encode()
    return files


def _rows_of_edits(saved: Saved) -> set[tuple[str, str]]:
    """The tables and ids that the edits name."""
    found = set()
    for edit in saved.edits:
        found.add((edit.table, edit.id))
        if edit.after and "id" in edit.after:
            found.add((edit.table, edit.after["id"]))
    return found
