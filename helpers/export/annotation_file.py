"""A JSON file of W3C Web Annotations: the annotations in it, whichever form it has."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from ..article import decode
from ..checking.csv_file import read_bytes
from ..errors import ReadingError, shown

_HALF_CHARACTER = re.compile(r"\\u[dD][89a-fA-F]")
_READABLE = (
    "an Annotation, a list of them, an AnnotationPage, or an AnnotationCollection with"
    " its first page in it"
)


def content_of(path: Path) -> object:
    """The value that the JSON file holds, with "?" for each half of a character.

    Raises ReadingError where the file cannot be read or is not JSON.
    """
    text = decode(read_bytes(path), path.name).removeprefix("\ufeff")
    try:
        content = json.loads(text)
        written_again = json.dumps(content, ensure_ascii=False)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, character {error.colno}"
        why = f"it is not JSON, or it is broken in {place} ({error.msg.lower()})"
        raise ReadingError(f"{path.name}: {why}; export it again.") from None
    except (RecursionError, ValueError) as error:
        deep = isinstance(error, RecursionError)
        what = "it nests too deep" if deep else shown(error)
        why = f"it is JSON, but of a form no annotations have ({what})"
        raise ReadingError(f"{path.name}: {why}.") from None
    if _HALF_CHARACTER.search(text):
        # Half a character is legal in JSON and could never be written to a file.
        return json.loads(written_again.encode("utf-8", "replace"))
    return content


def items_of(content: object, name: str) -> list:
    """The annotations of the file: what it lists, without a page that follows.

    Raises ReadingError, which calls the file `name`, where it lists none.
    """
    if isinstance(content, list):
        if not content or any(isinstance(item, dict) for item in content):
            return content
        raise _of_another_kind(name)
    if not isinstance(content, dict):
        raise _of_another_kind(name)
    kinds = listed(content.get("type"))
    if "Annotation" in kinds:
        return [content]
    if "AnnotationPage" in kinds:
        return listed(content.get("items"))
    if "AnnotationCollection" not in kinds:
        raise _of_another_kind(name)
    page = content.get("first")
    if not isinstance(page, dict):
        raise _no_annotations(name, "its pages are elsewhere")
    return listed(page.get("items"))


def missing_from(content: object, count: int) -> Iterator[str]:
    """Sentences on what the file says it has beyond the `count` annotations read."""
    if not isinstance(content, dict):
        return
    page = content.get("first", content)
    following = page.get("next") if isinstance(page, dict) else None
    if isinstance(following, dict):
        following = following.get("id", "a second page")
    if following:
        yield f"the annotations go on at {shown(following)}, which was not read."
    total = content.get("total")
    if isinstance(total, int) and total > count:
        yield f"the collection counts {total} annotations, and {count} were read."


def listed(value: object) -> list:
    """The value as a list: JSON-LD has one thing alone and a list of one as the same.

    >>> listed("a"), listed(["a"]), listed(None)
    (['a'], ['a'], [])
    """
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _of_another_kind(name: str) -> ReadingError:
    return _no_annotations(name, "it is JSON of another kind")


def _no_annotations(name: str, why: str) -> ReadingError:
    return ReadingError(
        f"{name}: it has no W3C Web Annotations ({why}); what can be read is"
        f" {_READABLE}."
    )
