"""How many clients' forms are made in a second, and whether memory stays flat over thousands.

    python -m benchmarks.building [--forms 1000]

As `form build --all-clients` makes them: laid out once, then drawn, filled in with the client's
name and sealed one by one. Memory is what the process held at most, after each fifth.
"""

import argparse
import sys
import time

from benchmarks.common import BRANDING, FORM, title
from zenforms.form.branding import FormClient
from zenforms.form.build import issue_form, make_template

FIFTHS = 5
KEY = b"an example key of thirty-two byte"
_BYTES_OF_MAXRSS = 1 if sys.platform == "darwin" else 1024


def most_memory() -> float | None:
    """The most that this process ever held, in MB; None where nobody tells."""
    try:
        import resource  # noqa: PLC0415 - there is none on Windows
    except ImportError:
        return None
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _BYTES_OF_MAXRSS / 1e6


def measure(forms: int) -> None:
    """Make that many forms; print the rate and the memory of each fifth."""
    title(f"Forms for {forms} clients")
    template = make_template(FORM, branding=BRANDING)
    issue_form(template, FormClient("EXEMPLE-0", "Société Exemple"), key=KEY)
    share = max(forms // FIFTHS, 1)
    for fifth in range(FIFTHS):
        wall, cpu = time.perf_counter(), time.process_time()
        for number in range(fifth * share, (fifth + 1) * share):
            client = FormClient(f"EXEMPLE-{number}", f"Société Exemple n° {number}")
            issue_form(template, client, key=KEY)
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        memory = most_memory()
        held = f"{memory:6.1f} MB at most" if memory is not None else ""
        print(f"{share:6} forms  {share / wall:6.1f}/s  {share / cpu:6.1f} per CPU second  {held}")


def main() -> None:
    """Read the number of forms, and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--forms", type=int, default=1000)
    measure(parser.parse_args().forms)


if __name__ == "__main__":
    main()
