"""How long one ordinary form takes to read, beside pypdf's own get_fields, in one run.

    python benchmarks/reading.py [FILE.pdf …]

Without files: our own form, filled. The two take turns, so that whatever else the machine does
slows both; the ratio of the medians is what counts, and 1.00 is as fast as get_fields.
"""

import io
import sys
from pathlib import Path
from statistics import median
from time import perf_counter

from pypdf import PdfReader

from zenforms.desk.maps import form_maps
from zenforms.form.branding import Branding, FormClient
from zenforms.form.build import build_form
from zenforms.form.fill import fill_form
from zenforms.form.library import shipped_form
from zenforms.reading.document import read_document

TURNS = 100
WARM_UP = 3
MAPS = form_maps()


def own_form() -> bytes:
    """Our assistance request, filled."""
    form = shipped_form("assistance-request")
    branding = Branding(vendor="Société Exemple", email="support@societe.example")
    client = FormClient(id="EXEMPLE", name="Client Exemple")
    answers = {
        "contact_name": "Camille Exemple",
        "email": "camille@client.example",
        "mode": "tma",
        "type": "malfunction",
        "summary": "Le Desk se ferme quand j’imprime",
        "description": "J’ouvre l’œuvre (10 €).\n" * 40,
        "one_subject": True,
    }
    return fill_form(build_form(form, client=client, branding=branding), answers, form=form)


def with_pypdf(data: bytes) -> None:
    """What most programs do."""
    PdfReader(io.BytesIO(data)).get_fields()


def with_zenforms(data: bytes) -> None:
    """Values with flags, pages, facts, identity, damage."""
    read_document(data, name="benchmark.pdf", maps=MAPS)


def compare(name: str, data: bytes) -> None:
    """Print the medians in milliseconds and their ratio."""
    times: dict[str, list[float]] = {"pypdf": [], "zenforms": []}
    for _ in range(WARM_UP + TURNS):
        for read, taken in zip((with_pypdf, with_zenforms), times.values(), strict=True):
            began = perf_counter()
            read(data)
            taken.append((perf_counter() - began) * 1000)
    theirs, ours = (median(taken[WARM_UP:]) for taken in times.values())
    print(f"{name:40.40}  pypdf {theirs:7.2f} ms  zenforms {ours:7.2f} ms  {ours / theirs:5.2f}")


def main() -> None:
    """Compare on the files named, or on our own form."""
    files = [(path, Path(path).read_bytes()) for path in sys.argv[1:]]
    for name, data in files or [("our own form, filled", own_form())]:
        compare(name, data)


if __name__ == "__main__":
    main()
