"""Run the notebooks from top to bottom and save them with their outputs; refresh the picture of the README.

Usage: python tests/refresh_notebooks.py [notebook ...]
"""

import base64
import re
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

NOTEBOOKS = Path(__file__).resolve().parent.parent / "notebooks"
PICTURE = NOTEBOOKS / "timeline.svg"
# As a kernel of Python gives it, but for the version, which differs from machine to machine.
LANGUAGE = {
    "codemirror_mode": {"name": "ipython", "version": 3},
    "file_extension": ".py",
    "mimetype": "text/x-python",
    "name": "python",
    "nbconvert_exporter": "python",
    "pygments_lexer": "ipython3",
}
WIDGET = "application/vnd.jupyter.widget-view+json"


def refresh(path: Path) -> None:
    """Run the notebook and save it, without what differs from run to run or from machine to machine."""
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(
        notebook,
        timeout=300,
        kernel_name="python3",
        resources={"metadata": {"path": NOTEBOOKS}},
    ).execute()
    notebook.metadata = {
        "kernelspec": {
            "display_name": "Python 3 (ipykernel)",
            "language": "python",
            "name": "python3",
        },
        "language_info": LANGUAGE,
    }
    for cell in notebook.cells:
        cell.metadata = {}
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(WIDGET, None)  # a view of a kernel that is gone
    nbformat.validate(notebook)
    text = nbformat.writes(notebook) + "\n"
    path.with_suffix(".new").write_text(text, encoding="utf-8")
    path.with_suffix(".new").replace(path)


def first_picture(path: Path) -> str:
    """The first SVG picture in the notebook's saved outputs."""
    for cell in nbformat.read(path, as_version=4).cells:
        for output in cell.get("outputs", []):
            html = "".join(output.get("data", {}).get("text/html", ""))
            if image := re.search(r'src="data:image/svg\+xml;base64,([^"]+)"', html):
                return base64.b64decode(image[1]).decode()
    raise LookupError(f"{path.name} shows no picture")


def main(names: list[str]) -> None:
    """Refresh the notebooks named, or all of them."""
    for path in [Path(name).resolve() for name in names] or sorted(
        NOTEBOOKS.glob("*.ipynb")
    ):
        refresh(path)
        print(f"{path.name}: run and saved")
    first = sorted(NOTEBOOKS.glob("*.ipynb"))[0]
    PICTURE.write_text(first_picture(first) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
