"""The annotator: the article, its rows and the form, kept in the files of the reading.

The kernel holds the reading; a page shows it. They talk in two ways.

**Traits**, kernel to page, the same for every view of the model:

- `paragraphs`: [[number, start, text, aside], ...]; `start` is a code point of the
  text, `aside` says what a paragraph is that is no body text ("pull quote"), or "".
- `marks`: [[start, end, table, id, number, label, draft], ...] in order of start;
  `number` is the event's number, 0 for other tables; `label` is the row in words, for
  screen readers and tooltips; `draft` is true for a row not yet judged.
- `rows`: the list. Each is a dict: `table, id, number, title, when, words, draft` and
  `spans` [[start, end], ...] (a person has many, every other row one). Drafts first, in
  order of the text; then the others in order of the text.
- `drafts`: {left, of}: "7 of 23 drafts left".
- `history`: {undo, redo}: what Ctrl+Z would take back and Ctrl+Shift+Z would do again,
  in words; "" where nothing.
- `conflicts`: [{key, table, id, title, what, back}, ...]: rows that changed elsewhere
  since they were kept here; `what` is a sentence, `back` the words of a button that
  puts the row back ("" where it cannot be).
- `closed`: {} while rows can be kept; else {reason, remedy, problems, button, do}: the
  sentences to show in place of the four buttons, a list of sentences, and the button's
  words and message ("" for none).
- `timeline`: {src, alt} of the picture of all events, or {}; it comes last, after marks
  and rows.
- `sentences`: [[start, end], ...] of the article.
- `status`: {n, text, tone}: what happened that concerns every view (`n` grows, so that
  the same words are said again).
- `letters`: whether single letters act in article and list. `language`: of the article,
  a BCP 47 tag or "".

`tone` is one of "plain", "kept", "refused", "question".

**Messages**, page to kernel: {n, view, do, ...}. `n` numbers the request, `view` names
the asking view. The answer is a custom message to all views, {n, view, do, status:
{text, tone}, ...}; a view takes only its own. There is exactly one answer to each
message, and traits that change are sent before it (but `timeline`, which comes after).
Offsets are code points; `words` are the words as the page shows them at [start, end),
and what differs from the text is refused. Over several paragraphs, `words` are the
parts of each joined by one line end.

What the page asks (what the message has): what the answer has besides status.

- `select` (start, end, words): rows: [[table, id], ...] over these words; placed:
  whether a quote could be kept
- `find` (words): places: [{start, end, paragraph, sentence}, ...]: none, one, or
  several to choose from
- `open` (table, start, end, words): form
- `correct` (table, id): form
- `check` (form: {table, id, start, end, before}, cells): problems, understood (see
  below); status is ""
- `keep` (form, cells): kept: {table, id, start, end} or null; problems
- `accept` (table, id): next: {table, id} of the next draft, or null
- `delete` (table, id): next
- `accept_all` (rows: [[table, id], ...]): next
- `stretch` (table, id, start, end, words): kept or null: the row's quote is now these
  words
- `merge_list` (id, into): rows: [{table, id, title, what}, ...] that name the first;
  nothing is written
- `merge` (id, into): kept or null
- `undo, redo`: rows: [[table, id], ...] that changed
- `put_back` (keys: [key, ...] of `conflicts`)
- `leave` (keys): these conflicts are settled as the files are
- `own_copy`
- `check_now`
- `ping`: (the empty round trip, for measuring)

A status with the text "" leaves the line as it is.

**The form**, as data: {table, id, start, end, words, before, heading, focus, fields}.
`id` is "" for a new row. `table`, `id`, `start`, `end`, `before` go back unchanged as
`form` with check and keep. `cells` are {name: value} of all fields. A field: {name,
label, control, value, options, suggestions, help, more, fixed, understood, question,
problem}:

- `control`: "line" (one line of text), "text" (several), "radio", "select" (a value of
  `options` only), "combo" (a line with `options` as a list; another word is allowed),
  "pick" (one of `options`; may be followed by "new…"), "picks" (chips: several),
  "check" ("" or "yes").
- `value`: a string; of "pick" one {id, new, role}; of "picks" a list of them. `new` is
  a name typed by the reader for whom there is no id yet, else ""; `role` is "" but in
  an event's people.
- `options`: [{value, label}, ...]; `new`: whether "new…" is offered; `roles`: whether
  each chip has a role.
- `suggestions`: [{value, label}, ...]: shown as buttons or placeholders, never filled
  in.
- `more`: whether it is folded under "More"; `fixed`: why it cannot be changed, or "";
  `select`: whether its text is selected when it has the focus first; `focus` of the
  form names that field.
- `understood`: the words and EDTF that a date was understood as, {words, edtf, shape}
  or {}; `shape` is "point", "bar", "left" or "right" open, "strip" (neither end known);
  `question`: {} or {text, choices: [{value, label}, ...]}.
- `problem`: the sentence that says what is wrong, or "". `problems` of an answer is
  {name: sentence}, under "" what concerns no field; `understood` of an answer is {name:
  {words, edtf, shape, question}}.
"""

import asyncio
import os
from collections.abc import Callable, Iterable
from pathlib import Path

import traitlets as t
from anywidget import AnyWidget
from markupsafe import Markup

from ..anchor import FoldedText, Span, fold
from ..errors import QuoteError, ReadingError, shown
from ..reading import Reading, reading_of, takes_reading
from ..saving import (
    ConflictError,
    Edit,
    files_of,
    keep,
    may_write,
    row_number,
    tried,
    write_folder,
)
from ..vocabulary import ROWS
from . import edits as do
from .form import Asked, Filled, adds_to, filled, form_of
from .picture import TimelinePicture
from .proposals import spans_of, title_of

HERE = Path(__file__).parent
SCRIPTS = (
    HERE.parent / "text_view" / "text.js",
    HERE / "state.js",
    HERE / "form.js",
    HERE / "annotate.js",
)
STYLES = (HERE.parent / "text_view" / "text.css", HERE / "annotate.css")
COPIES = Path("readings")  # within the reader's home

OPEN_A_NOTEBOOK = (
    "The article without its buttons. To get them, open this notebook in JupyterLab"
    " and run all its cells."
)
NAMES = {
    "events": "event",
    "quotations": "quotation",
    "notes": "note",
    "people": "person",
}
LONG = 60


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
            paragraphs=_paragraphs(whole),
            sentences=[[one.start, one.end] for one in article.sentences],
        )
        self._folder = whole.folder
        self._files: dict[str, bytes] = {}
        self._done = do.History()
        self._mine: dict[tuple[str, str], dict | None] = {}
        self._theirs: dict[str, Edit] = {}
        self._note_kind = "wording"
        self._most_drafts = 0
        self._drawing = None
        self._picture = TimelinePicture()
        self.said = _status("")
        self._begin(whole)
        self.on_msg(lambda _, content, buffers: self._answer(content))

    # What a page asks, and what tests call.

    def heard(self, content: dict) -> dict:
        """The answer to a page's message; what is wrong is said in it, never raised."""
        answer = {key: content.get(key) for key in ("n", "view", "do")}
        try:
            action = ACTIONS.get(content.get("do"))
            if action is None:
                raise ReadingError(f'"{shown(content.get("do"))}" cannot be asked.')
            return {**answer, "status": _status(""), **action(self, content)}
        except ConflictError as error:
            self._take_in()
            return {**answer, "status": _status(str(error), "refused")}
        except ReadingError as error:
            return {**answer, "status": _status(str(error), "refused")}
        except Exception as error:  # raised in a callback it would appear nowhere
            what = f"{type(error).__name__}: {shown(error)}"
            why = f"Not done ({what}). Run this cell again."
            return {**answer, "status": _status(why, "refused")}

    def begin(self, table: str, selection: tuple[int, int]) -> dict:
        """The form for a new row over these code points; `cells` are as proposed."""
        self.selection = selection
        self.table = table
        self.form = form_of(
            self.reading, self._typed, self._asked(table, ""), self._note_kind
        )
        self.cells = {one["name"]: one["value"] for one in self.form["fields"]}
        self.problems = {}
        return self.form

    def correct(self, table: str, id: str) -> dict:
        """The form for a row there is; `cells` are as the row has them."""
        spans = spans_of(self.reading, table).get(id)
        if id not in self._typed.get(table, {}):
            raise ReadingError(f'{table}.csv: there is no row "{shown(id)}" any more.')
        self.selection = tuple(spans[0]) if spans else (0, 0)
        self.table = table
        asked = self._asked(table, id)
        self.form = form_of(self.reading, self._typed, asked, self._note_kind)
        self.cells = {one["name"]: one["value"] for one in self.form["fields"]}
        self.problems = {}
        return self.form

    def keep(self) -> dict | None:
        """Save the row that `cells` make; None, and `problems`, where it is not
        saved."""
        return self._keep_form()["kept"]

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
        made = self._save(edits)
        words = f"{len(edits)} rows accepted"
        self._done.did(made, words)
        self._shown(f"Kept: {words}.", "kept")

    def delete(self, table: str, id: str) -> None:
        """The row goes; Undo brings it back."""
        edits = do.delete(self._typed, table, id, self.reading.about)
        self._do(edits, "Deleted", table, id)

    def merge(self, id: str, into: str) -> None:
        """Two people become one, who has the second's id and both their names."""
        edits = do.merge(self._typed, id, into)
        people = self._typed["people"]
        words = f"{people[id]['name']} merged into {people[into]['name']}"
        made = self._save(edits)
        self._done.did(made, words)
        self._shown(f"Kept: {words}.", "kept")

    def merging(self, id: str, into: str) -> list[dict]:
        """The rows that a merge would change, in words; nothing is written."""
        do.merge(self._typed, id, into)
        naming = do.named_by(self._typed, "people", id, self.reading.about)
        listed = []
        for one in naming:
            row = {"table": one.table, "id": one.id}
            row["title"] = _title(self._typed[one.table][one.id])
            row["what"] = f"column {one.column}"
            listed.append(row)
        return listed

    def found(self, words: str) -> list[Span]:
        """Every place of the words in the article."""
        wanted = fold(words.strip())
        if not wanted:
            return []
        return FoldedText(self.reading.article.text).find_all(wanted)

    def checked(self) -> dict:
        """What is wrong in the open form, and how its dates are understood."""
        made = self._filled()
        edits = self._edits_of(self._form_asked(), made)
        faults = {}
        if "id" not in made.problems:
            faults = self._faults(self.form["table"], made.row, edits)
        self.problems = {**faults, **made.problems}
        return {"problems": dict(self.problems), "understood": made.understood}

    def stretch(self, table: str, id: str, selection: tuple[int, int]) -> None:
        """The row's quote becomes these words."""
        asked = Span(*selection)
        form = form_of(
            self.reading,
            self._typed,
            Asked(table, "", asked, None),
            self._note_kind,
        )
        offered = {one["name"]: one["value"] for one in form["fields"]}
        cells = {name: offered[name] for name in ("quote", "paragraph")}
        edits = do.change(self._typed, table, id, cells)
        self._do(edits, "Changed the words of", table, id)

    def check_now(self) -> None:
        """Look whether the files were changed elsewhere, and take in what they say."""
        self._take_in()

    def own_copy(self) -> None:
        """Go on in a copy of the reading in the reader's home."""
        home = Path.home() / COPIES
        home.mkdir(exist_ok=True)
        folder = _copy(self._folder, home, self.reading.text_sha256)
        self._folder = folder
        self._done = do.History()
        self._mine.clear()
        self._begin(reading_of(folder, files_of(folder)))
        self._say(
            f'This is your own copy now: "{folder.name}" in the folder "{COPIES}" of '
            "your home. Rows are saved there.",
            "kept",
        )

    # How it is done.

    def _answer(self, content: dict) -> None:
        self.send(self.heard(content))
        self._draw_soon()

    def _begin(self, reading: Reading) -> None:
        try:
            self._files = files_of(self._folder)
            now = reading_of(self._folder, self._files)
        except ReadingError as error:
            self.reading = reading
            self._typed = do.typed_rows(self._files_before(reading))
            self._close_for_faults(error)
        else:
            self.reading = now
            self._typed = do.typed_rows(self._files)
            self.closed = {} if may_write(self._folder) else READ_ONLY
        self._show()
        self._draw_soon()

    def _files_before(self, reading: Reading) -> dict[str, bytes]:
        """Tables of the reading as it was loaded, for a page that only shows them."""
        files = {}
        for table in (*ROWS, "sources"):
            frame = getattr(reading, table)
            files[f"{table}.csv"] = frame.to_csv(index=False).encode()
        return files

    def _asked(self, table: str, id: str) -> Asked:
        before = self._typed[table].get(id) if id else None
        return Asked(table, id, Span(*self.selection), before)

    def _save(self, edits: Iterable[Edit]) -> tuple[Edit, ...]:
        """Save the edits and take in the reading; they are returned as they were
        made."""
        if self.closed:
            raise ReadingError(f"Not saved: {self.closed['reason']}")
        saved = keep(self._folder, edits)
        before = self._typed
        elsewhere = self._changed_elsewhere(saved.files, saved.edits)
        self._files = saved.files
        self.reading = saved.reading
        self._typed = do.typed_rows(saved.files)
        for edit in saved.edits:
            after = edit.after or {}
            id = after.get("id", edit.id)
            if id != edit.id:
                self._mine[edit.table, edit.id] = None
            self._mine[edit.table, id] = self._typed[edit.table].get(id)
        self._note_conflicts(before, elsewhere)
        return saved.edits

    def _changed_elsewhere(
        self, files: dict[str, bytes], edits: Iterable[Edit]
    ) -> set[tuple[str, str]]:
        """The rows that are not as this annotator knew them, but for those edited
        now."""
        now = do.typed_rows(files)
        ours = set()
        for edit in edits:
            ours.add((edit.table, edit.id))
            if edit.after and "id" in edit.after:
                ours.add((edit.table, edit.after["id"]))
        return _differing(self._typed, now) - ours

    def _do(self, edits: tuple[Edit, ...], did: str, table: str, id: str) -> None:
        words = f"{did} {NAMES[table]} “{_title(self._typed[table][id])}”"
        made = self._save(edits)
        self._done.did(made, words[:1].lower() + words[1:])
        self._shown(f"{words}.", "kept")

    def _keep_form(self) -> dict:
        made = self._filled()
        asked = self._form_asked()
        edits = self._edits_of(asked, made)
        if made.problems:
            faults = {}
            if "id" not in made.problems:
                faults = self._faults(asked.table, made.row, edits)
            self.problems = {**faults, **made.problems}
            return self._not_kept()
        new = asked.before is None and not adds_to(self.cells)
        try:
            saved = self._save(edits)
        except ConflictError as error:
            self._take_in()
            self.problems = {"": str(error)}
            return self._not_kept()
        except ReadingError as error:
            self.problems = self._by_field(error, asked.table, made.row, edits)
            return self._not_kept()
        self.problems = {}
        if asked.table == "notes":
            self._note_kind = made.row.get("kind", self._note_kind)
        words = f"{NAMES[asked.table]} “{_title(made.row)}”"
        self._done.did(saved, words if new else f"changed {words}")
        said = self._kept_words(asked.table, made.row, new)
        self._shown()
        spans = spans_of(self.reading, asked.table).get(made.row["id"])
        start, end = spans[0] if spans else asked.span
        kept = {
            "table": asked.table,
            "id": made.row["id"],
            "start": start,
            "end": end,
        }
        return {"kept": kept, "problems": {}, "status": _status(said, "kept")}

    def _form_asked(self) -> Asked:
        form = self.form
        if not form:
            raise ReadingError("No form is open; select words and choose what to keep.")
        span = Span(form["start"], form["end"])
        return Asked(form["table"], form["id"], span, form["before"])

    def _filled(self) -> Filled:
        asked = self._form_asked()
        return filled(self.reading, self._typed, asked, self.cells)

    def _edits_of(self, asked: Asked, made: Filled) -> tuple[Edit, ...]:
        table, row = asked.table, made.row
        person = adds_to(self.cells) if table == "people" else ""
        if person:
            return do.change(self._typed, table, person, row)
        if asked.before is None:
            return (*made.others, *do.add(table, row))
        change = do.change(self._typed, table, asked.id, row, asked.before)
        return (*made.others, *change)

    def _faults(
        self, table: str, row: dict[str, str], edits: tuple[Edit, ...]
    ) -> dict[str, str]:
        """What the reading would have at fault after the edits, by field."""
        try:
            tried(self._folder, files_of(self._folder), edits)
        except ReadingError as error:
            return self._by_field(error, table, row, edits)
        return {}

    def _not_kept(self) -> dict:
        first = next(iter(self.problems.values()))
        none = {"kept": None, "problems": dict(self.problems)}
        return {**none, "status": _status(f"Not kept: {first}", "refused")}

    def _by_field(
        self,
        error: ReadingError,
        table: str,
        row: dict[str, str],
        edits: tuple[Edit, ...],
    ) -> dict[str, str]:
        """The sentences of the error by the field that they concern, else under ""."""
        faults = getattr(error, "faults", ())
        if not faults:
            return {"": str(error)}
        number = row_number(self._files, edits, table, row["id"])
        names = {one["name"] for one in self.form.get("fields", ())}
        problems: dict[str, str] = {}
        for fault in faults:
            here = fault.file == f"{table}.csv" and fault.row == number
            if here and fault.column in names:
                problems.setdefault(fault.column, fault.problem)
            else:
                problems.setdefault("", str(fault))
        return problems

    def _kept_words(self, table: str, row: dict[str, str], new: bool) -> str:
        said = f"Kept: “{_title(row)}”"
        if table == "events":
            events = self.reading.events
            number = int(events.set_index("id").loc[row["id"], "number"])
            said += f", event {number} by date"
            if new and number < len(events):
                said += "; later numbers moved up by one"
        return f"{said}. Ctrl+Z takes it back."

    def _shown(self, text: str = "", tone: str = "plain") -> None:
        self._show()
        if text:
            self.said = _status(text, tone)

    def _say(self, text: str, tone: str) -> None:
        """Say it to every view."""
        self.status = {"n": self.status["n"] + 1, "text": text, "tone": tone}

    def _show(self) -> None:
        """Set the traits that a page shows from the reading."""
        rows = _listed(self.reading, self._typed)
        left = sum(row["draft"] for row in rows)
        self._most_drafts = max(self._most_drafts, left)
        with self.hold_sync():
            self.marks = _marks(rows)
            self.rows = rows
            self.drafts = {"left": left, "of": self._most_drafts}
            self.history = self._done.said

    # Files that change elsewhere.

    def _take_in(self) -> None:
        """The files as they are now, with what changed elsewhere named."""
        try:
            files = files_of(self._folder)
            if files == self._files and not self.closed:
                return
            reading = reading_of(self._folder, files)
        except ReadingError as error:
            self._close_for_faults(error)
            return
        before, now = self._typed, do.typed_rows(files)
        if reading.article.text != self.reading.article.text:
            self.closed = ANOTHER_TEXT
            return
        self.closed = {} if may_write(self._folder) else READ_ONLY
        self._files, self.reading, self._typed = files, reading, now
        elsewhere = _differing(before, now)
        self._note_conflicts(before, elsewhere)
        self._show()
        self._draw_soon()
        if elsewhere and not self.conflicts:
            count = len(elsewhere)
            rows = "1 row" if count == 1 else f"{count} rows"
            said = f"{rows} changed elsewhere; you see the files as they are."
            self._say(said, "plain")

    def _note_conflicts(self, before: do.Rows, elsewhere: set[tuple[str, str]]) -> None:
        """Name the rows kept here that were changed elsewhere, each with its way
        back."""
        for table, id in sorted(elsewhere):
            if (table, id) not in self._mine:
                continue
            ours, theirs = self._mine[table, id], self._typed[table].get(id)
            if ours == theirs:
                self._theirs.pop(f"{table}:{id}", None)
            else:
                self._theirs[f"{table}:{id}"] = Edit(table, id, theirs, ours)
        self._show_conflicts()

    def _show_conflicts(self) -> None:
        conflicts = []
        for key, edit in self._theirs.items():
            shown = {"key": key, "table": edit.table, "id": edit.id}
            shown["title"] = _title(edit.after or edit.before)
            shown["what"] = _conflict(edit)
            shown["back"] = "Put mine back"
            conflicts.append(shown)
        self.conflicts = conflicts

    def put_back(self, keys: Iterable[str]) -> None:
        """The rows of these conflicts become again what was kept here."""
        edits = [self._theirs[key] for key in keys if key in self._theirs]
        if not edits:
            raise ReadingError("There is nothing to put back.")
        edits = [
            one._replace(after={**one.before, **one.after})
            if one.before and one.after
            else one
            for one in edits
        ]
        made = self._save(edits)
        for edit in edits:
            self._theirs.pop(f"{edit.table}:{edit.id}", None)
        self._show_conflicts()
        count = "1 row" if len(edits) == 1 else f"{len(edits)} rows"
        self._done.did(made, f"{count} put back")
        self._shown(f"Put back: {count}.", "kept")

    def leave(self, keys: Iterable[str]) -> None:
        """These conflicts are settled as the files have them."""
        for key in keys:
            edit = self._theirs.pop(key, None)
            if edit is not None:
                self._mine[edit.table, edit.id] = edit.before
        self._show_conflicts()

    def _close_for_faults(self, error: ReadingError) -> None:
        closed = {}
        closed["reason"] = (
            "The files of this reading have faults, so nothing can be kept."
        )
        closed["remedy"] = (
            "Fix them in the files; then the buttons come back. You see the"
            " reading as it was."
        )
        closed["problems"] = list(error.problems)
        closed["button"] = "Look again"
        closed["do"] = "check_now"
        self.closed = closed

    # The picture.

    def _draw_soon(self) -> None:
        """Draw the timeline once the answer is on its way; without a page, never."""
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return
        if self._drawing is not None:
            self._drawing.cancel()
        self._drawing = loop.call_later(0.05, self.draw)

    def draw(self) -> None:
        """Draw the timeline of the reading as it is."""
        self._drawing = None
        self.timeline = self._picture.of(self.reading)

    def __repr__(self) -> str:
        return f"Annotator of {self.reading!r}"

    def _repr_mimebundle_(self, **kwargs) -> dict | tuple:
        """The widget and, for pages without a kernel, the article and its rows."""
        bundle = super()._repr_mimebundle_(**kwargs)
        more = {"text/plain": repr(self), "text/html": _page(self.reading, self.rows)}
        if isinstance(bundle, tuple):
            return {**bundle[0], **more}, *bundle[1:]
        return {**(bundle or {}), **more}


READ_ONLY = {
    "reason": "You may read this reading, but not write in its folder.",
    "remedy": "Make a copy of your own; rows are saved there.",
    "problems": [],
    "button": "Make my own copy",
    "do": "own_copy",
}
ANOTHER_TEXT = {
    "reason": "article.txt is not the text that is shown here any more.",
    "remedy": "Load the reading again and run this cell again.",
    "problems": [],
    "button": "",
    "do": "",
}


def _select(view: Annotator, content: dict) -> dict:
    span = _span(view, content)
    rows = [
        [row["table"], row["id"]]
        for row in view.rows
        if any(start < span.end and end > span.start for start, end in row["spans"])
    ]
    why = _unplaced(view.reading, span)
    said = _selected_words(view, span, rows)
    if why:
        said = f"{said}. {why} Press Alt+↑ for more of the words around them."
    answer = {}
    answer["rows"] = rows
    answer["placed"] = not why
    answer["status"] = _status(said, "refused" if why else "plain")
    return answer


def _find(view: Annotator, content: dict) -> dict:
    article = view.reading.article
    words = _text(content, "words")
    try:
        places = [article.find(words)]
    except QuoteError as error:
        places = view.found(words)
        if not places:
            return {"places": [], "status": _status(str(error), "refused")}
    found = []
    for start, end in places:
        sentence = article.sentence_at(start)
        place = {"start": start, "end": end}
        place["paragraph"] = sentence.paragraph
        place["sentence"] = sentence.text
        found.append(place)
    if len(found) == 1:
        said = f"Paragraph {found[0]['paragraph']}: {found[0]['sentence']}"
    else:
        said = f"These words are there {len(found)} times; choose one."
    return {"places": found, "status": _status(said, "plain")}


def _open(view: Annotator, content: dict) -> dict:
    span = _span(view, content)
    table = _table(content)
    why = _unplaced(view.reading, span)
    if why and table != "people":
        raise ReadingError(f"{why} Press Alt+↑ for more of the words around them.")
    return {"form": view.begin(table, span)}


def _correct(view: Annotator, content: dict) -> dict:
    return {"form": view.correct(_table(content), _text(content, "id"))}


def _check(view: Annotator, content: dict) -> dict:
    _take_form(view, content)
    return view.checked()


def _keep(view: Annotator, content: dict) -> dict:
    _take_form(view, content)
    return view._keep_form()


def _accept(view: Annotator, content: dict) -> dict:
    return _judged(view, content, view.accept)


def _delete(view: Annotator, content: dict) -> dict:
    return _judged(view, content, view.delete)


def _accept_all(view: Annotator, content: dict) -> dict:
    view.accept_all(content.get("rows", ()))
    return {"next": _first(view, []), "status": view.said}


def _judged(view: Annotator, content: dict, act: Callable) -> dict:
    key = [_table(content), _text(content, "id")]
    listed = [[row["table"], row["id"]] for row in view.rows if row["draft"]]
    at = listed.index(key) + 1 if key in listed else 0
    act(*key)
    return {"next": _first(view, listed[at:]), "status": view.said}


def _first(view: Annotator, wanted: list[list[str]]) -> dict | None:
    """The first of these rows that is a draft, or else the first draft of all."""
    drafts = [[row["table"], row["id"]] for row in view.rows if row["draft"]]
    for table, id in [*(one for one in wanted if one in drafts), *drafts]:
        return {"table": table, "id": id}
    return None


def _stretch(view: Annotator, content: dict) -> dict:
    table, id = _table(content), _text(content, "id")
    span = _span(view, content)
    why = _unplaced(view.reading, span)
    if why:
        raise ReadingError(why)
    view.stretch(table, id, span)
    kept = {"table": table, "id": id, "start": span.start, "end": span.end}
    return {"kept": kept, "status": view.said}


def _merge_list(view: Annotator, content: dict) -> dict:
    found = view.merging(_text(content, "id"), _text(content, "into"))
    count = "1 row names" if len(found) == 1 else f"{len(found)} rows name"
    return {"rows": found, "status": _status(f"{count} the first.", "question")}


def _merge(view: Annotator, content: dict) -> dict:
    into = _text(content, "into")
    view.merge(_text(content, "id"), into)
    kept = {"table": "people", "id": into, "start": 0, "end": 0}
    return {"kept": kept, "status": view.said}


def _undo(view: Annotator, content: dict) -> dict:
    return _moved(view, view.undo)


def _redo(view: Annotator, content: dict) -> dict:
    return _moved(view, view.redo)


def _moved(view: Annotator, act: Callable) -> dict:
    before = _by_key(view.rows)
    act()
    after = _by_key(view.rows)
    changed = []
    for key in {**before, **after}:
        if before.get(key) != after.get(key):
            changed.append(list(key))
    return {"rows": changed, "status": view.said}


def _by_key(rows: list[dict]) -> dict[tuple[str, str], dict]:
    return {(row["table"], row["id"]): row for row in rows}


def _put_back(view: Annotator, content: dict) -> dict:
    view.put_back(list(content.get("keys", ())))
    return {"status": view.said}


def _leave(view: Annotator, content: dict) -> dict:
    view.leave(list(content.get("keys", ())))
    return {}


def _own_copy(view: Annotator, content: dict) -> dict:
    view.own_copy()
    return {}


def _check_now(view: Annotator, content: dict) -> dict:
    view.check_now()
    return {}


def _ping(view: Annotator, content: dict) -> dict:
    return {}


ACTIONS: dict[str, Callable[[Annotator, dict], dict]] = {
    "select": _select,
    "find": _find,
    "open": _open,
    "correct": _correct,
    "check": _check,
    "keep": _keep,
    "accept": _accept,
    "delete": _delete,
    "accept_all": _accept_all,
    "stretch": _stretch,
    "merge_list": _merge_list,
    "merge": _merge,
    "undo": _undo,
    "redo": _redo,
    "put_back": _put_back,
    "leave": _leave,
    "own_copy": _own_copy,
    "check_now": _check_now,
    "ping": _ping,
}


def _take_form(view: Annotator, content: dict) -> None:
    """Take the form that the page holds; the kernel keeps none of its own."""
    form = content.get("form")
    cells = content.get("cells")
    if not isinstance(form, dict) or not isinstance(cells, dict):
        raise ReadingError("No form is open; select words and choose what to keep.")
    table = _table(form)
    start, end = _offsets(view, form)
    before = form.get("before")
    view.table = table
    view.selection = (start, end)
    view.form = {
        "table": table,
        "id": _text(form, "id"),
        "start": start,
        "end": end,
        "before": dict(before) if isinstance(before, dict) else None,
        "fields": [{"name": name} for name in cells],
    }
    view.cells = dict(cells)


def _span(view: Annotator, content: dict) -> Span:
    """The selection. Raises ReadingError where the words are not those of the text."""
    start, end = _offsets(view, content)
    text = view.reading.article.text
    parts = []
    for paragraph in view.reading.article.paragraphs:
        first, last = max(start, paragraph.start), min(end, paragraph.end)
        if first < last:
            parts.append(text[first:last])
    if "\n".join(parts) != content.get("words"):
        raise ReadingError(
            "The words on the page are not those of the article; run this cell again."
        )
    inside = text[start:end]
    start += len(inside) - len(inside.lstrip())
    return Span(start, start + len(inside.strip()))


def _offsets(view: Annotator, content: dict) -> Span:
    start, end = content.get("start"), content.get("end")
    if type(start) is not int or type(end) is not int:
        raise ReadingError("No words are selected; select some first.")
    if not 0 <= start <= end <= len(view.reading.article.text):
        raise ReadingError("These words are beyond the article; run this cell again.")
    return Span(start, end)


def _text(content: dict, name: str) -> str:
    value = content.get(name, "")
    if not isinstance(value, str):
        raise ReadingError(f"{name} is not text.")
    return value


def _table(content: dict) -> str:
    table = content.get("table")
    if table not in ROWS:
        raise ReadingError(f'"{shown(table)}" is not a table of rows.')
    return table


def _unplaced(reading: Reading, span: Span) -> str:
    """Why a quote of these words could not be placed, "" where it can."""
    words = reading.article.text[span.start : span.end]
    if not words.strip():
        return "No words are selected."
    try:
        reading.article.find(words)
    except QuoteError:
        number = reading.article.paragraph_at(span.start).number
        try:
            reading.article.find(words, number)
        except QuoteError:
            return f"These words are more than once in paragraph {number}."
    return ""


def _selected_words(view: Annotator, span: Span, rows: list[list[str]]) -> str:
    article = view.reading.article
    count = len(article.text[span.start : span.end].split())
    words = "1 word" if count == 1 else f"{count} words"
    first = article.paragraph_at(span.start).number
    last = article.paragraph_at(span.end - 1).number
    said = f"{words}, paragraph {first}"
    if last != first:
        said = (
            f"{words}, from paragraph {first} to {last}; the quote will hold a line end"
        )
    numbers = {(row["table"], row["id"]): row["number"] for row in view.rows}
    also = []
    for table, id in rows:
        number = numbers[table, id]
        name = NAMES[table]
        also.append(f"{name} {number}" if number else f"{name} “{id}”")
    if also:
        said += "; also in " + ", ".join(also[:4])
        said += f" and {len(also) - 4} more" if len(also) > 4 else ""
    return said


def _status(text: str, tone: str = "plain") -> dict[str, str]:
    return {"text": text, "tone": tone}


def _paragraphs(reading: Reading) -> list[list]:
    asides = {}
    for kind, numbers in reading.about.get("paragraphs", {}).items():
        for number in numbers:
            asides[number] = kind.replace("_", " ")
    return [
        [one.number, one.start, one.text, asides.get(one.number, "")]
        for one in reading.article.paragraphs
    ]


def _listed(reading: Reading, rows: do.Rows) -> list[dict]:
    """The rows of the list: drafts first, each part in the order of the text."""
    listed = []
    for table in ROWS:
        spans = spans_of(reading, table)
        for id, row in rows[table].items():
            places = [list(span) for span in spans.get(id, ())]
            listed.append(_row_of_the_list(reading, table, id, row, places))
    numbers = dict(zip(reading.events["id"], reading.events["number"]))
    whens = dict(zip(reading.events["id"], reading.events["when"]))
    for row in listed:
        if row["table"] == "events" and row["id"] in numbers:
            row["number"] = int(numbers[row["id"]])
            row["when"] = whens[row["id"]]
    last = len(reading.article.text)

    def order(row: dict) -> tuple:
        start = row["spans"][0] if row["spans"] else [last, last]
        return (not row["draft"], *start)

    return sorted(listed, key=order)


def _row_of_the_list(
    reading: Reading, table: str, id: str, row: dict[str, str], places: list[list[int]]
) -> dict:
    words = ""
    if places:
        start, end = places[0]
        words = reading.article.text[start:end]
    listed = {}
    listed["table"] = table
    listed["id"] = id
    listed["number"] = 0
    listed["title"] = _title(row)
    listed["when"] = ""
    listed["words"] = words
    listed["draft"] = bool(row.get("draft"))
    listed["spans"] = places
    return listed


def _marks(rows: list[dict]) -> list[list]:
    marks = []
    for row in rows:
        if row["table"] == "people" or not row["spans"]:
            continue
        start, end = row["spans"][0]
        table, number = row["table"], row["number"]
        name = f"{NAMES[table]} {number}" if number else NAMES[table]
        label = f"{name}: {row['title']}" + (", a draft" if row["draft"] else "")
        marks.append([start, end, table, row["id"], number, label, row["draft"]])
    return sorted(marks, key=lambda mark: mark[:2])


def _title(row: dict[str, str]) -> str:
    """The row in a few words: a title, a name, a quotation's words or a note."""
    first = "quote" if "speaker" in row else "note"
    words = row.get("title") or row.get("name") or row.get(first) or row.get("id", "")
    return shown(title_of(words), LONG)


def _differing(before: do.Rows, after: do.Rows) -> set[tuple[str, str]]:
    found = set()
    for table in ROWS:
        old, new = before.get(table, {}), after.get(table, {})
        for id in {*old, *new}:
            if _filled_cells(old.get(id)) != _filled_cells(new.get(id)):
                found.add((table, id))
    return found


def _filled_cells(row: dict[str, str] | None) -> dict[str, str] | None:
    if row is None:
        return None
    return {column: cell for column, cell in row.items() if cell}


def _conflict(edit: Edit) -> str:
    title = _title(edit.after or edit.before)
    what = f"The {NAMES[edit.table]} “{title}”"
    if edit.before is None:
        return f"{what} was kept here and is gone from {edit.file}."
    if edit.after is None:
        return f"{what} was deleted here and is in {edit.file} again."
    changes = []
    for column, cell in edit.after.items():
        now = edit.before.get(column, "")
        if now != cell:
            changes.append(f'{column} is "{shown(now, 40)}", here "{shown(cell, 40)}"')
    return f"{what} was changed elsewhere: {'; '.join(changes)}."


def _copy(folder: Path, home: Path, digest: str) -> Path:
    """The folder of the reader's own copy; one there already of this text is taken."""
    n = 1
    while True:
        copy = home / (folder.name if n == 1 else f"{folder.name}-{n}")
        if not os.path.lexists(copy):
            write_folder(copy, files_of(folder), like=folder)
            return copy
        try:
            there = reading_of(copy, files_of(copy))
        except (ReadingError, KeyError):
            there = None
        if there is not None and there.text_sha256 == digest and may_write(copy):
            return copy
        n += 1


def _page(reading: Reading, rows: list[dict]) -> Markup:
    """The article and the list of rows, for a page without a kernel."""
    page = Markup("<p>{}</p>").format(OPEN_A_NOTEBOOK)
    for paragraph in reading.article.paragraphs:
        page += Markup('<p dir="auto">{}</p>').format(paragraph.text)
    items = Markup("")
    for row in rows:
        draft = " (draft)" if row["draft"] else ""
        said = f"{NAMES[row['table']]}: {row['title']}{draft}"
        items += Markup("<li>{}</li>").format(said)
    return page + Markup("<ul>{}</ul>").format(items)
