"""Find a Chromium to test in, or install one where there is none.

Usage: python tests/browser/chromium.py [--install]
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Error, sync_playwright

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
)
USUAL = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
)
ADVICE = "run python tests/browser/chromium.py --install, or name the program of one in the variable CHROMIUM"
# Letters as wide as those of most computers; a bare system has wider ones alone.
FONTS = "fonts-liberation"
APT = ["apt-get", "install", "--yes", "--no-install-recommends"]
FLAGS = (
    *(
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
    ),
    *("--disable-component-update", "--disable-sync"),
)


class ChromiumError(RuntimeError):
    """No Chromium was found; the message says what to do."""


def find() -> str:
    """The path of a Chromium: that of $CHROMIUM, one on the path, Playwright's own, or one in a usual place.

    Raises ChromiumError where $CHROMIUM names no program, and where there is none at all.
    """
    if named := os.environ.get("CHROMIUM"):
        if found := shutil.which(named):
            return found
        raise ChromiumError(
            f"CHROMIUM is {named}, where there is no program; correct it, or unset it."
        )
    for place in (*map(shutil.which, NAMES), _playwrights(), *USUAL):
        if place and Path(place).is_file():
            return place
    raise ChromiumError(f"There is no Chromium on this computer; {ADVICE}.")


def launch_options() -> dict:
    """What Playwright's `chromium.launch` needs. As root Chromium runs only without its sandbox."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    return {"executable_path": find(), "args": [*FLAGS, *["--no-sandbox"] * root]}


def install() -> str:
    """Installs a Chromium, Playwright's own or else the system's; gives its path.

    Raises ChromiumError where neither way works.
    """
    ways = [[[sys.executable, "-m", "playwright", "install", "chromium"]]]
    if shutil.which("apt-get") and os.geteuid() == 0:
        ways.append(
            [
                ["apt-get", "update"],
                [*APT, "chromium", FONTS],
            ]
        )
    for commands in ways:
        for command in commands:
            print("$", " ".join(command), flush=True)
            if subprocess.run(command).returncode:
                print("That did not work.", flush=True)
                break
        else:
            try:
                return find()
            except ChromiumError as error:
                print(error, flush=True)
    raise ChromiumError(
        f"No Chromium could be installed; install Chromium or Chrome by hand, then {ADVICE}."
    )


def install_fonts() -> None:
    """Installs the fonts that pages are measured with, where the system has them not;
    where it cannot, the pages are measured with those there are."""
    if not shutil.which("fc-match") or not shutil.which("apt-get") or os.geteuid():
        return
    asked = subprocess.run(["fc-match", "Arial"], capture_output=True)
    if b"DejaVu" in asked.stdout:
        print("$", *APT, FONTS, flush=True)
        subprocess.run([*APT, FONTS])


def _playwrights() -> str | None:
    """Where Playwright keeps a Chromium of its own, whether there is one or not."""
    try:
        with sync_playwright() as playwright:
            return playwright.chromium.executable_path
    except Error:
        return None


if __name__ == "__main__":
    if "--install" in sys.argv[1:]:
        install_fonts()
    try:
        print(find())
    except ChromiumError as missing:
        if "--install" not in sys.argv[1:]:
            sys.exit(str(missing))
        print(missing)
        try:
            print(install())
        except ChromiumError as failure:
            sys.exit(str(failure))
