"""How many clients' forms are made in a second, and whether memory stays flat over thousands.

    python -m benchmarks.building [--forms 1000] [--peer PYTHON]

As `form build --all-clients` makes them: one template, then the client's own parts and the seal
one by one. Memory is what the process held at most, after each fifth. `PYTHON` is that of an
environment with PyPDFForm (`pip install PyPDFForm`), which then makes forms with as many bare
fields, some after each fifth of ours. Last come forms that no other client shares: one form made
alone, and a correction form.
"""

import argparse
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.common import ANSWERS, BRANDING, CLIENT, FORM, ratio, title
from zenforms.form.branding import FormClient, Stamp
from zenforms.form.build import build_form, issue_form, make_template
from zenforms.form.definition import (
    CheckboxField,
    ChoiceField,
    LongTextField,
    RadioField,
    TextField,
)

FIFTHS = 5
ROUNDS = 20
OF_THE_PEER = 20
KEY = b"an example key of thirty-two byte"
PEER = Path(__file__).with_name("peer_pypdfform.py")
_BYTES_OF_MAXRSS = 1 if sys.platform == "darwin" else 1024

Rate = tuple[float, float]
"""Forms in a second, by the clock and of CPU."""


def most_memory() -> float | None:
    """The most that this process ever held, in MB; None where nobody tells."""
    try:
        import resource  # noqa: PLC0415 - there is none on Windows
    except ImportError:
        return None
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _BYTES_OF_MAXRSS / 1e6


def measure(forms: int, peer: str | None) -> None:
    """Make that many forms; print the rate and the memory of each fifth."""
    title(f"Forms for {forms} clients")
    template = make_template(FORM, branding=BRANDING)
    issue_form(template, FormClient("EXEMPLE-0", "Société Exemple"), key=KEY)
    share = max(forms // FIFTHS, 1)
    rates, theirs = [], []
    for fifth in range(FIFTHS):
        wall, cpu = time.perf_counter(), time.process_time()
        for number in range(fifth * share, (fifth + 1) * share):
            client = FormClient(f"EXEMPLE-{number}", f"Société Exemple n° {number}")
            issue_form(template, client, key=KEY)
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        rates.append((share / wall, share / cpu))
        _print(f"{share} forms", rates[-1], most_memory())
        if peer:
            theirs.append(_peer(peer))
            _print("PyPDFForm", theirs[-1])
    if theirs:
        wall, cpu = (_median(rates, at) / _median(theirs, at) for at in (0, 1))
        print(f"against PyPDFForm: {wall:.1f} times as many by the clock, {cpu:.1f} of CPU")


def alone() -> None:
    """Forms that share nothing: one for a client, and one that goes back to be completed."""
    title("One form alone")
    marks, stamp = {"workstations": "Indiquez les postes."}, Stamp(thread="ZF-260115-K7M2Q")
    blank = _milliseconds(lambda: build_form(FORM, client=CLIENT, branding=BRANDING, key=KEY))
    correction = _milliseconds(
        lambda: build_form(
            FORM,
            client=CLIENT,
            branding=BRANDING,
            key=KEY,
            stamp=stamp,
            answers=ANSWERS,
            marks=marks,
        )
    )
    print(f"a client's form {blank:6.1f} ms of CPU")
    print(f"a correction    {correction:6.1f} ms of CPU, {ratio(correction, blank)} of it")


def _milliseconds(made: Callable[[], bytes]) -> float:
    """The CPU time of one, the median of some."""
    taken = []
    for _ in range(ROUNDS):
        began = time.process_time()
        made()
        taken.append(time.process_time() - began)
    return statistics.median(taken) * 1000


def _peer(python: str) -> Rate:
    """As many bare fields of each kind as our form has, by PyPDFForm."""
    kinds = (TextField | LongTextField, ChoiceField, CheckboxField, RadioField)
    fields = list(FORM.fields())
    counts = [str(sum(isinstance(field, kind) for field in fields)) for kind in kinds]
    counts[0] = str(int(counts[0]) + len(FORM.hidden))
    command = [python, str(PEER), str(OF_THE_PEER), *counts]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    wall, cpu = map(float, done.stdout.split())
    return wall, cpu


def _median(rates: list[Rate], at: int) -> float:
    return statistics.median(rate[at] for rate in rates)


def _print(what: str, rate: Rate, memory: float | None = None) -> None:
    held = f"  {memory:6.1f} MB at most" if memory is not None else ""
    print(f"{what:12} {rate[0]:6.1f}/s  {rate[1]:6.1f} per CPU second{held}")


def main() -> None:
    """Read the number of forms, and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--forms", type=int, default=1000)
    parser.add_argument("--peer", metavar="PYTHON")
    arguments = parser.parse_args()
    measure(arguments.forms, arguments.peer)
    alone()


if __name__ == "__main__":
    main()
