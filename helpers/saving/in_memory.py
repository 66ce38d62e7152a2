"""Until `reading.reading_of` is there: a reading from bytes, by way of a temporary folder."""

import tempfile
from dataclasses import replace
from pathlib import Path

from ..errors import ReadingError
from ..reading import Reading, _read


def reading_of(folder: Path, files: dict[str, bytes]) -> Reading:
    with tempfile.TemporaryDirectory() as name:
        place = Path(name) / folder.name
        place.mkdir()
        for file, content in files.items():
            (place / file).write_bytes(content)
        reading, problems = _read(place)
    if problems:
        error = ReadingError(*map(str, problems))
        error.faults = tuple(problems)
        raise error
    return replace(reading, folder=folder)
