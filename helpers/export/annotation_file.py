"""A file of W3C Web Annotations as JSON: the annotations in it, whichever way it holds them."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from ..article import decode
from ..checking.csv_file import read_bytes
from ..errors import ReadingError, shown
from .selectors import listed

_HALF = re.compile(r"\\u[dD][89a-fA-F]")


def content_of(path: Path) -> object:
    """What the file says. Raises ReadingError where it is no JSON."""
    text = decode(read_bytes(path), path.name).removeprefix("\ufeff")
    try:
        content = json.loads(text)
        str(content)  # what nests too deep to be said again is refused here
        if _HALF.search(
            text
        ):  # half a character, as an escape: no text that could be written to a file again
            content = json.loads(
                json.dumps(content, ensure_ascii=False).encode("utf-8", "replace")
            )
        return content
    except json.JSONDecodeError as error:
        why = f"broken in line {error.lineno}, character {error.colno} ({error.msg.lower()})"
        raise ReadingError(f"{path.name}: no JSON, or {why}; export it anew.") from None
    except (RecursionError, ValueError) as error:
        raise ReadingError(
            f"{path.name}: JSON that no annotations are written in ({shown(error)})."
        ) from None
    return content


def items_of(content: object, name: str) -> list:
    """The annotations in the file, whichever way it holds them."""
    kinds = listed(content.get("type")) if isinstance(content, dict) else []
    page = (
        content
        if "AnnotationPage" in kinds
        else content.get("first")
        if "AnnotationCollection" in kinds
        else None
    )
    if isinstance(page, dict):
        items = []
        while isinstance(page, dict):
            items += listed(page.get("items"))
            page = page.get("next")
        return items
    if "Annotation" in kinds:
        return [content]
    if isinstance(content, list) and (
        not content or any(isinstance(item, dict) for item in content)
    ):
        return content
    why = (
        "its pages are elsewhere"
        if kinds == ["AnnotationCollection"]
        else "it is JSON of another kind"
    )
    wanted = "an Annotation, a list of them, an AnnotationPage, or an AnnotationCollection with its pages in it"
    raise ReadingError(
        f"{name}: no W3C Web Annotations ({why}); what can be read is {wanted}."
    )


def missing_from(content: object, count: int) -> Iterator[str]:
    """What a collection or a page says that it has beyond the `count` annotations in the file."""
    if not isinstance(content, dict):
        return
    page = content.get("first", content)
    while isinstance(page, dict):
        page = page.get("next")
    if isinstance(page, str):
        yield f"the annotations go on at {shown(page)}, which was not read."
    total = content.get("total")
    if isinstance(total, int) and total > count:
        yield f"the collection counts {total} annotations, and the file has {count}."
