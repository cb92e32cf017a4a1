"""A coverage-guided fuzz target for reading; libFuzzer's options follow the corpus folder.

python tests/hostile/fuzz/fuzz_document.py CORPUS -max_total_time=60

The conformance cases are the seeds, named one by one: the order of a folder is not the same on
every machine, and would lead elsewhere. What is found goes to CORPUS.
"""

import sys
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).parents[3]))

with atheris.instrument_imports(include=["zenforms.reading"]):
    from zenforms.reading.document import read_document
    from zenforms.reading.limits import Limits
    from zenforms.reading.restraint import Unbounded

from tests.hostile.cases import all_cases
from tests.hostile.generator import form, pdf
from tests.hostile.properties import check
from zenforms.desk.setup.maps import form_maps

_MAPS = form_maps()
_LIMITS = Limits(document_bytes=1_000_000, stream_bytes=1_000_000)
_HERE = Unbounded()  # libFuzzer bounds us; a worker for each odd file would take hours
_AS_ENTRIES, _AS_STREAM, _KINDS = 0, 1, 4


def one_input(data: bytes) -> None:
    """The first byte tells whether the rest is a file, a field's entries or a value's stream."""
    check(read_document(_file(data), name="fuzz", maps=_MAPS, limits=_LIMITS, runner=_HERE))


def _file(data: bytes) -> bytes:
    kind = data[0] % _KINDS if data[:5] != b"%PDF-" and data else _KINDS
    if kind == _AS_ENTRIES:
        return pdf(form(data[1:], b"/T (b) /FT /Tx /V (w)"))
    if kind == _AS_STREAM:
        value = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(data) - 1, data[1:])
        return pdf(form("/T (a) /FT /Tx /V 50 0 R", more={50: value}))
    return data


def write_seeds(folder: Path) -> list[Path]:
    """A file for every conformance case, in their order."""
    folder.mkdir(parents=True, exist_ok=True)
    seeds = []
    for number, case in enumerate(all_cases()):
        seeds.append(folder / f"case-{number:03}.pdf")
        seeds[-1].write_bytes(case.data)
    return seeds


def main() -> None:
    """Fuzz from the seeds until the options say stop, or a promise is broken."""
    corpus = Path(sys.argv[1])
    corpus.mkdir(parents=True, exist_ok=True)
    seeds = ",".join(map(str, write_seeds(corpus.with_name(f"{corpus.name}-seeds"))))
    atheris.Setup([*sys.argv, f"-seed_inputs={seeds}"], one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
