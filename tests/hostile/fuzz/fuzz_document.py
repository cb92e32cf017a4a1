"""A coverage-guided fuzz target for reading; libFuzzer's options follow the corpus folder.

python tests/hostile/fuzz/fuzz_document.py CORPUS -max_total_time=60
"""

import sys
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).parents[3]))

with atheris.instrument_imports(include=["zenforms.reading", "pypdf"]):
    from zenforms.reading.document import read_document
    from zenforms.reading.limits import Limits

from tests.hostile.cases import all_cases
from tests.hostile.generator import form, pdf
from tests.hostile.properties import check
from zenforms.desk.setup.maps import form_maps

_MAPS = form_maps()
_LIMITS = Limits(document_bytes=1_000_000, stream_bytes=1_000_000)
_AS_ENTRIES, _AS_STREAM, _KINDS = 0, 1, 4


def one_input(data: bytes) -> None:
    """The first byte tells whether the rest is a file, a field's entries or a value's stream."""
    check(read_document(_file(data), name="fuzz", maps=_MAPS, limits=_LIMITS))


def _file(data: bytes) -> bytes:
    kind = data[0] % _KINDS if data[:5] != b"%PDF-" and data else _KINDS
    if kind == _AS_ENTRIES:
        return pdf(form(data[1:], b"/T (b) /FT /Tx /V (w)"))
    if kind == _AS_STREAM:
        value = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(data) - 1, data[1:])
        return pdf(form("/T (a) /FT /Tx /V 50 0 R", more={50: value}))
    return data


def write_corpus(folder: Path) -> None:
    """Every conformance case is a seed."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, case in enumerate(all_cases()):
        (folder / f"case-{number:03}.pdf").write_bytes(case.data)


def main() -> None:
    """Fill the corpus and fuzz until the options say stop, or a promise is broken."""
    write_corpus(Path(sys.argv[1]))
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
