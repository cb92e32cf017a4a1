"""What people attach, and the mails in which it is tried."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import count, product

from tests.making.photos import busy, heic, photograph, window
from tests.making.senders import BY_PRODUCTS, PROGRAMS, SIGNATURES, Files
from tests.making.steps import Report, report_zip
from tests.samples.evidence import invoice, service_log
from zenforms.reading.submission import Role

SENT: Mapping[str, tuple[Role, Files]] = {
    "nothing": (Role.FORM, {}),
    "an invoice": (Role.DOCUMENT, {"facture.pdf": invoice()}),
    "a scanned sheet": (Role.DOCUMENT, {"scan.jpg": busy(827, 1169, "JPEG")}),
    "a photograph": (Role.DOCUMENT, {"IMG_0001.jpg": photograph(2016, 1512)}),
    "a photograph by a messenger": (Role.DOCUMENT, {"p.jpg": photograph(1200, 1600, camera=False)}),
    "a picture of a new telephone": (Role.DOCUMENT, {"IMG_0002.heic": heic()}),
    "two documents": (Role.DOCUMENT, {"a.pdf": invoice(), "notes.txt": b"Bonjour.\r\n"}),
    "a screenshot": (Role.SCREENSHOT, {"logo.png": window(1920, 1080)}),
    "a window": (Role.SCREENSHOT, {"image001 (2).png": window(900, 620)}),
    "a recording": (Role.PSR, {"etapes.zip": report_zip(Report())}),
    "a log": (Role.LOG, {"ZenExport.log": service_log()}),
}
"""What people attach, and what it is."""


Variant = tuple[str, str, str, Sequence[str]]
"""Program, signature, what is attached, what programs add."""


def variants() -> Iterator[Variant]:
    """Each program with each signature, and each of both with what people attach, in turn."""
    turn = count()
    names, litter = list(SENT), list(BY_PRODUCTS)
    for program, signature in product(PROGRAMS, SIGNATURES):
        at = next(turn)
        yield program, signature, names[at % len(names)], litter[at % len(litter) :][:2]
    for signature, sent in product(SIGNATURES, SENT):
        at = next(turn)
        yield list(PROGRAMS)[at % len(PROGRAMS)], signature, sent, litter[at % len(litter) :][:1]


VARIANTS = list(variants())
