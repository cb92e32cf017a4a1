"""The QR symbol on every page: form, revision, client id and seal, for copies that lost the rest.

Alphanumeric mode (capitals only) keeps it small; error correction level M survives a scan.
"""

from functools import lru_cache

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

from zenforms.form.seal import Sealed

QUIET_ZONE = 4
"""Modules kept white around the symbol (ISO/IEC 18004)."""


def symbol_text(sealed: Sealed, seal: str) -> str:
    """`ZF1:FORM:REVISION:CLIENT:SEAL` in capitals; the seal is empty when the form has none."""
    parts = ("ZF1", sealed.form.upper(), str(sealed.revision), sealed.client_id, seal)
    return ":".join(parts)


@lru_cache(maxsize=8)
def symbol(text: str) -> tuple[tuple[bool, ...], ...]:
    """The rows of the symbol from top to bottom, True where it is dark."""
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(text)
    code.make()
    return tuple(tuple(bool(dark) for dark in row) for row in code.modules)
