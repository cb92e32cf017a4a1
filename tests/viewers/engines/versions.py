"""Which version of each engine is at work: the pictures and tables say so."""

import json
import re
import subprocess
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from pypdfium2.version import PDFIUM_INFO

from tests.viewers.engines.engine import HERE


def pdfium() -> str:
    """PDFium's build number."""
    return f"PDFium {PDFIUM_INFO.build}"


def mupdf() -> str:
    """MuPDF by way of its Python binding."""
    return f"PyMuPDF {version('pymupdf')}"


def pypdf() -> str:
    """The pure-Python library."""
    return f"pypdf {version('pypdf')}"


def pdfjs() -> str:
    """The engine of Firefox."""
    return f"pdf.js {_npm('pdfjs-dist')}"


def pdflib() -> str:
    """The JavaScript library."""
    return f"pdf-lib {_npm('pdf-lib')}"


def poppler() -> str:
    """The engine of Okular and Evince."""
    return f"poppler {_said(['pdftocairo', '-v'])}"


def pdftk() -> str:
    """The Java port of pdftk."""
    return f"pdftk-java {_said(['pdftk', '--version'])}"


def pdfbox() -> str:
    """The version in the name of Debian's jar."""
    names = (path.stem for path in Path("/usr/share/java").glob("pdfbox2-[0-9]*.jar"))
    return f"PDFBox {next(names).partition('-')[2]}"


def ghostscript() -> str:
    """The interpreter that prints."""
    return f"Ghostscript {_said(['gs', '--version'])}"


def _npm(package: str) -> str:
    lock = json.loads((HERE.parent / "package-lock.json").read_text(encoding="utf-8"))
    return str(lock["packages"][f"node_modules/{package}"]["version"])


def _said(command: Sequence[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    found = re.search(r"\d+\.\d+(\.\d+)*", done.stdout + done.stderr)
    if found is None:
        message = f"{command[0]} does not tell its version"
        raise RuntimeError(message)
    return found[0]
