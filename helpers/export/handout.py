"""A reading as a handout: the bare text with room for notes, questions, and a key.

It is to be printed on A4. A text of some 400 words takes one side; the questions are on
its back, and the key is a sheet of its own. The lines are numbered beside the text, at
the height of every fifth line, wherever the browser ends them: text and numbers have
the same line height, and nothing is between two paragraphs.
"""

from pathlib import Path

from markupsafe import Markup

from ..reading import Reading, takes_reading
from .handout_questions import questions_on
from .page import FOLDER, TEMPLATES, language_of, mark_of_ours, policy_of
from .words import rights
from .written import Written, path_of, write_file

CSS = "\n" + (FOLDER / "handout.css").read_text(encoding="utf-8")
FEWEST_LETTERS = 25  # in a line, in a script with wide letters


@takes_reading
def write_handout(
    reading: Reading, path: str | Path, overwrite: bool = False
) -> Written:
    """The handout, once written: the article, questions, and their key.

    The article has no marks, every fifth line a number, and a third of the width is
    left for notes.

    Raises ReadingError where the file exists and `overwrite` is not given, or where it
    cannot be written.
    """
    path = path_of(path)
    questions = questions_on(reading)
    language = language_of(reading)
    html = TEMPLATES.get_template("handout.html").render(
        css=Markup(CSS),
        policy=policy_of(CSS),
        title=reading.about["title"],
        language=language,
        ours=mark_of_ours(language),
        published=_published(reading),
        line_numbers=range(5, _most_lines(reading) + 5, 5),
        paragraphs=reading.article.paragraphs,
        rights=rights(reading),
        questions=questions,
    )
    write_file(path, html, overwrite, like=reading.folder)
    what = f"{len(reading.article.paragraphs)} paragraphs, {len(questions)} questions"
    return Written(path, html, what, "<h1")


def _published(reading: Reading) -> str:
    """When the article appeared, and whether it says so itself."""
    words = reading.published.words
    basis = str(reading.about.get("published_basis", ""))
    if basis.startswith("inferred"):
        return f"Other pages place it {words}."
    return f"Published {words}."


def _most_lines(reading: Reading) -> int:
    """At least as many lines as the text can take; what is too much is cut off."""
    lines = 0
    for paragraph in reading.article.paragraphs:
        lines += 1 + len(paragraph.text) // FEWEST_LETTERS
    return lines
