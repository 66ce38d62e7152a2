"""Nothing is fetched: no helper and no cell of a notebook speaks to another machine, or asks for its address."""

import json
import os
import pkgutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

import helpers

pytestmark = pytest.mark.processes
ROOT = Path(__file__).resolve().parent.parent
# It hears what Python itself reports of every socket, whichever package opens it, and of every program that is started.
GUARD = """
import json, socket, sys

LOOPBACK = ("127.", "::1", "localhost")
OPENS = ("socket.connect", "socket.sendto", "socket.sendmsg", "socket.bind")
ASKS = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo")
STARTS = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.startfile")

def guard(event, given):
    if event in OPENS:
        address = given[1]
    elif event in ASKS:
        address = given[0] if isinstance(given[0], tuple) else (given[0],)
    elif event in STARTS:
        address = ("program", given[0])
    else:
        return
    here = isinstance(address, (str, bytes)) or str(address[0]).startswith(LOOPBACK)  # a name alone is a local socket
    fonts = event in STARTS and "fc-list" in str(given)  # matplotlib asks for the fonts, once for each user
    if not here and not fonts:
        print("NETWORK", event, address, file=sys.stderr, flush=True)
        raise ConnectionRefusedError(f"{event} {address}")

sys.addaudithook(guard)
"""
RUN = """
import os
from IPython.core.interactiveshell import InteractiveShell

os.chdir("notebooks")
shell = InteractiveShell()
for cell in json.load(sys.stdin):
    shell.run_cell(cell).raise_error()
"""


def run(code, given="", **more):
    command = [sys.executable, "-W", "ignore", "-c", GUARD + code]
    return subprocess.run(
        command,
        cwd=ROOT,
        input=given,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        **more,
    )


@pytest.mark.parametrize(
    "path", sorted((ROOT / "notebooks").glob("*.ipynb")), ids=lambda path: path.name
)
def test_no_notebook_speaks_to_another_machine(path, tmp_path):
    cells = [
        cell.source
        for cell in nbformat.read(path, as_version=4).cells
        if cell.cell_type == "code"
    ]
    done = run(RUN, json.dumps(cells), env={**os.environ, "HOME": str(tmp_path)})
    assert (done.returncode, "NETWORK" in done.stderr) == (0, False), done.stderr


def test_no_helper_speaks_to_another_machine_when_it_is_imported():
    names = [
        module.name for module in pkgutil.walk_packages(helpers.__path__, "helpers.")
    ]
    done = run(
        f"import importlib\nfor name in {names!r}: importlib.import_module(name)"
    )
    assert len(names) > 40
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    "code",
    [
        "import urllib.request; urllib.request.urlopen('http://192.0.2.1/')",
        "import urllib.request; urllib.request.urlopen('http://example.org/')",
        "socket.create_connection(('192.0.2.1', 80), 1)",
        "socket.getaddrinfo('example.org', 80)",
        "socket.gethostbyname('example.org')",
        "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'?', ('192.0.2.1', 53))",
        "socket.socket(socket.AF_INET6).connect(('2001:db8::1', 80))",
        "import pandas; pandas.read_csv('https://example.org/events.csv')",
        "import asyncio; asyncio.run(asyncio.open_connection('192.0.2.1', 80))",
        "import subprocess; subprocess.run(['curl', 'https://example.org/'])",
    ],
)
def test_the_guard_hears_whoever_tries(code):
    done = run(code)
    assert done.returncode == 1
    assert "NETWORK" in done.stderr


def test_the_guard_lets_this_machine_be():
    code = """
server = socket.create_server(("127.0.0.1", 0))
socket.create_connection(server.getsockname()).close()
socket.getaddrinfo("localhost", 80)
"""
    assert run(code).returncode == 0
