"""Annotating: a reader selects words of the article in the notebook and keeps a row.

`edits` has what a reader does as data, `proposals` what the form offers, `form` the
form as data, `widget` the state that a page shows. The page's own part is JavaScript in
the same folder.
"""

from .widget import Annotator, annotate

__all__ = ["Annotator", "annotate"]
