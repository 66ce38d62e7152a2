"""What a page asks, and the answers.

A message is {n, view, do, ...}. `n` numbers the request, `view` names
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
- `own_copy`: the reading goes on in a copy in the reader's home
- `restore`: the files at fault are again as they were here
- `check_now`
- `ping`: (the empty round trip, for measuring)

A status with the text "" leaves the line as it is.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from ..errors import QuoteError, ReadingError, shown
from ..saving import ConflictError
from ..vocabulary import ROWS
from . import selecting

if TYPE_CHECKING:
    from .widget import Annotator


NO_FORM = "No form is open; select words and choose what to keep."


def answer_to(view: "Annotator", content: dict) -> dict:
    """The answer to a page's message; what is wrong is said in it, never raised."""
    answer = {key: content.get(key) for key in ("n", "view", "do")}
    try:
        action = ACTIONS.get(content.get("do"))
        if action is None:
            raise ReadingError(f'"{shown(content.get("do"))}" cannot be asked.')
        return {**answer, "status": status(""), **action(view, content)}
    except ConflictError as error:
        view.check_now()
        return {**answer, "status": status(str(error), "refused")}
    except ReadingError as error:
        return {**answer, "status": status(str(error), "refused")}
    except Exception as error:  # raised in a callback it would appear nowhere
        what = f"{type(error).__name__}: {shown(error)}"
        why = f"Not done ({what}). Run this cell again."
        return {**answer, "status": status(why, "refused")}


def status(text: str, tone: str = "plain") -> dict[str, str]:
    """What the status line is to say."""
    return {"text": text, "tone": tone}


def _select(view: "Annotator", content: dict) -> dict:
    span = selecting.span_of(view.reading, content)
    over = selecting.rows_over(view.rows, span)
    said = selecting.in_words(view.reading, span, over)
    why = selecting.unplaced(view.reading, span)
    if why:
        said = f"{said}. {why} {selecting.MORE_WORDS}"
    answer = {}
    answer["rows"] = [[row["table"], row["id"]] for row in over]
    answer["placed"] = not why
    answer["status"] = status(said, "refused" if why else "plain")
    return answer


def _find(view: "Annotator", content: dict) -> dict:
    try:
        places = selecting.places_of(view.reading, _text(content, "words"))
    except QuoteError as error:
        return {"places": [], "status": status(str(error), "refused")}
    if len(places) == 1:
        said = f"Paragraph {places[0]['paragraph']}: {places[0]['sentence']}"
    else:
        said = f"These words are there {len(places)} times; choose one."
    return {"places": places, "status": status(said)}


def _open(view: "Annotator", content: dict) -> dict:
    span = selecting.span_of(view.reading, content)
    table = _table(content)
    why = selecting.unplaced(view.reading, span)
    if why and table != "people":
        raise ReadingError(f"{why} {selecting.MORE_WORDS}")
    return {"form": view.begin(table, span)}


def _correct(view: "Annotator", content: dict) -> dict:
    return {"form": view.correct(_table(content), _text(content, "id"))}


def _check(view: "Annotator", content: dict) -> dict:
    _take_form(view, content)
    return view.checked()


def _keep(view: "Annotator", content: dict) -> dict:
    _take_form(view, content)
    return view.keep_form()


def _accept(view: "Annotator", content: dict) -> dict:
    return _judged(view, content, view.accept)


def _delete(view: "Annotator", content: dict) -> dict:
    return _judged(view, content, view.delete)


def _accept_all(view: "Annotator", content: dict) -> dict:
    view.accept_all(content.get("rows", ()))
    return {"next": _first(view, []), "status": view.said}


def _judged(view: "Annotator", content: dict, act: Callable) -> dict:
    key = [_table(content), _text(content, "id")]
    listed = [[row["table"], row["id"]] for row in view.rows if row["draft"]]
    at = listed.index(key) + 1 if key in listed else 0
    act(*key)
    return {"next": _first(view, listed[at:]), "status": view.said}


def _first(view: "Annotator", wanted: list[list[str]]) -> dict | None:
    """The first of these rows that is a draft, or else the first draft of all."""
    drafts = [[row["table"], row["id"]] for row in view.rows if row["draft"]]
    for table, id in [*(one for one in wanted if one in drafts), *drafts]:
        return {"table": table, "id": id}
    return None


def _stretch(view: "Annotator", content: dict) -> dict:
    table, id = _table(content), _text(content, "id")
    span = selecting.span_of(view.reading, content)
    why = selecting.unplaced(view.reading, span)
    if why:
        raise ReadingError(why)
    view.stretch(table, id, span)
    kept = {"table": table, "id": id, "start": span.start, "end": span.end}
    return {"kept": kept, "status": view.said}


def _merge_list(view: "Annotator", content: dict) -> dict:
    id = _text(content, "id")
    found = view.merging(id, _text(content, "into"))
    name = view.reading.names.get(id, id)
    count = {0: "No row names", 1: "1 row names"}
    names = count.get(len(found), f"{len(found)} rows name")
    return {"rows": found, "status": status(f"{names} {name}.", "question")}


def _merge(view: "Annotator", content: dict) -> dict:
    into = _text(content, "into")
    view.merge(_text(content, "id"), into)
    kept = {"table": "people", "id": into, "start": 0, "end": 0}
    return {"kept": kept, "status": view.said}


def _undo(view: "Annotator", content: dict) -> dict:
    return _moved(view, view.undo)


def _redo(view: "Annotator", content: dict) -> dict:
    return _moved(view, view.redo)


def _moved(view: "Annotator", act: Callable) -> dict:
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


def _put_back(view: "Annotator", content: dict) -> dict:
    view.put_back(list(content.get("keys", ())))
    return {"status": view.said}


def _leave(view: "Annotator", content: dict) -> dict:
    view.leave(list(content.get("keys", ())))
    return {}


def _own_copy(view: "Annotator", content: dict) -> dict:
    view.own_copy()
    return {}


def _restore(view: "Annotator", content: dict) -> dict:
    view.restore()
    return {}


def _check_now(view: "Annotator", content: dict) -> dict:
    view.check_now()
    return {}


def _ping(view: "Annotator", content: dict) -> dict:
    return {}


ACTIONS: dict[str, Callable[["Annotator", dict], dict]] = {
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
    "restore": _restore,
    "check_now": _check_now,
    "ping": _ping,
}


def _take_form(view: "Annotator", content: dict) -> None:
    """Take the form that the page holds; the kernel keeps none of its own."""
    form = content.get("form")
    cells = content.get("cells")
    if not isinstance(form, dict) or not isinstance(cells, dict):
        raise ReadingError(NO_FORM)
    before = form.get("before")
    taken = {}
    taken["table"] = _table(form)
    taken["id"] = _text(form, "id")
    taken["start"], taken["end"] = selecting.offsets_of(view.reading, form)
    taken["before"] = dict(before) if isinstance(before, dict) else None
    taken["fields"] = [{"name": name} for name in cells]
    view.take_form(taken, dict(cells))


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
