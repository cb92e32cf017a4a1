"""Encrypted documents (ISO 32000-2, 7.6): opened with the empty password, or not at all."""

from pypdf import PasswordType
from pypdf._encryption import CryptFilter, Encryption

from zenforms.reading.pdf.repairs import to_pypdf
from zenforms.reading.pdf.syntax.objects import Dictionary, Reference, Resolve, Stream

_CONTENTS = "/Contents"


class Deciphering:
    """Makes objects readable. Raises NotImplementedError, ValueError… for a cipher unknown."""

    def __init__(self, entries: Dictionary, first_id: bytes, resolve: Resolve) -> None:
        self._encryption = Encryption.read(to_pypdf(entries, resolve), first_id)  # type: ignore[arg-type]  # a dictionary stays one

    def is_unlocked(self) -> bool:
        """Whether the empty password opens the document."""
        return self._encryption.verify("", strict=False) is not PasswordType.NOT_DECRYPTED

    def deciphered(self, value: object, reference: Reference) -> object:
        """An object, all strings in it and its stream in plain text; raises for damage."""
        filters = self._encryption._make_crypt_filter(*reference)  # noqa: SLF001 - pypdf's own way takes only its own objects
        if isinstance(value, Stream) and value.raw is not None:
            value.raw = filters.stm_crypt.decrypt(value.raw, strict=True)
        return _deciphered(value, filters)


def _deciphered(value: object, filters: CryptFilter) -> object:
    if isinstance(value, bytes):
        return filters.str_crypt.decrypt(value, strict=True)
    if isinstance(value, list):
        return [_deciphered(item, filters) for item in value]
    if isinstance(value, Dictionary):
        is_signature = "/ByteRange" in value  # its contents are never encrypted (7.6.2)
        for key, item in value.items():
            if not (is_signature and key == _CONTENTS):
                value[key] = _deciphered(item, filters)
    return value
