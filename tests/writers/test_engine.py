"""WeasyPrint is loaded at once, with its libraries."""

from __future__ import annotations

import subprocess
import sys

import pytest

# In a process of its own, since a library is loaded once.
_LOADING = """
import ctypes.util
import sys

find = ctypes.util.find_library
sys.addaudithook(lambda event, _: event in ("subprocess.Popen", "os.posix_spawn", "os.fork") and print("started a process"))
from briefing.writers.pdf.weasyprint import load as engine

engine.load()
from weasyprint.text import ffi

print(ffi.pango is not None, ffi.harfbuzz_subset is not None, ctypes.util.find_library is find)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere its libraries are searched for")
def test_no_compiler_is_asked_where_the_libraries_are() -> None:
    done = subprocess.run([sys.executable, "-c", _LOADING], capture_output=True, text=True, check=True)

    assert done.stdout == "True True True\n"
