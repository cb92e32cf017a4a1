"""One opened PDF: its objects by reference, and everything that had to be guessed about it."""

from collections.abc import Iterator

from zenforms.language import Text
from zenforms.reading.pdf.objects import Dictionary, Name, Reference, Stream
from zenforms.reading.pdf.refusals import LimitReachedError, SpentError
from zenforms.reading.pdf.strict import StrictReader

_MAX_CHAIN = 8  # references to references; the standard allows none

STREAM_TOO_LARGE = Text(fr="flux trop gros", en="stream too large")
NO_CATALOG = Text(fr="catalogue absent", en="catalog missing")
UNREADABLE_OBJECT = Text(fr="objet illisible", en="unreadable object")


class TooComplexError(Exception):
    """A limit of reading was reached; `detail` says which, for people."""

    def __init__(self, detail: Text) -> None:
        super().__init__(detail.en)
        self.detail = detail


class Source:
    """Hands out direct objects. What cannot be read is None, and noted as damage."""

    def __init__(self, reader: StrictReader) -> None:
        self.reader = reader
        self.damage: list[Text] = []

    def resolve(self, value: object) -> object:
        """The direct object behind `value`; None for null, missing and unreadable ones."""
        for _ in range(_MAX_CHAIN):
            if type(value) is not Reference:
                return value
            value = self._fetch(value)
        return None

    def get(self, holder: Dictionary | None, key: str) -> object:
        """The direct object under `key`, or None."""
        return None if holder is None else self.resolve(holder.get(key))

    def name(self, holder: Dictionary | None, key: str) -> str:
        """The name under `key` without its slash, or an empty text."""
        value = self.get(holder, key)
        return value.removeprefix("/") if isinstance(value, Name) else ""

    def dictionary(self, value: object) -> Dictionary | None:
        """`value` as a dictionary (or stream), or None when it is anything else."""
        resolved = self.resolve(value)
        return resolved if isinstance(resolved, Dictionary) else None

    def items(self, value: object) -> Iterator[object]:
        """The raw items of an array; nothing for anything else."""
        resolved = self.resolve(value)
        if isinstance(resolved, list):
            yield from resolved

    def stream(self, value: Stream) -> bytes | None:
        """The decoded data of a stream, within the limits; None when unreadable."""
        try:
            return self.reader.decoder.data(value)
        except MemoryError:
            raise
        except (LimitReachedError, SpentError) as error:
            raise TooComplexError(STREAM_TOO_LARGE) from error
        except Exception:  # noqa: BLE001 - filters raise anything on damaged files
            self.note_unreadable()
            return None

    def quiet_stream(self, value: object) -> bytes:
        """The data of a stream that is only a hint: empty when unreadable, and no damage."""
        try:
            resolved = self.resolve(value)
            if not isinstance(resolved, Stream):
                return b""
            return self.reader.decoder.data(resolved)
        except MemoryError:
            raise
        except SpentError as error:
            raise TooComplexError(STREAM_TOO_LARGE) from error
        except Exception:  # noqa: BLE001 - filters raise anything on damaged files
            return b""

    def catalog(self) -> Dictionary | None:
        """The document catalog."""
        return self.dictionary(self.reader.trailer.get("/Root"))

    def check_catalog(self) -> None:
        """Note as damage that the catalog, or the page tree it must name, is missing."""
        if self.dictionary(self.get(self.catalog(), "/Pages")) is None:
            self.damage.append(NO_CATALOG)

    def is_missing(self, value: object) -> bool:
        """Whether `value` refers to an object that the document does not have."""
        return isinstance(value, Reference) and not self.reader.tables.hold(value)

    def note_unreadable(self) -> None:
        """Note that something the document needs could not be read."""
        self.damage.append(UNREADABLE_OBJECT)

    def _fetch(self, reference: Reference) -> object:
        try:
            return self.reader.get(reference)
        except MemoryError:
            raise
        except (LimitReachedError, SpentError) as error:
            raise TooComplexError(STREAM_TOO_LARGE) from error
        except Exception:  # noqa: BLE001 - damage of any kind
            self.note_unreadable()
            return None


def key_of(value: object) -> Reference | None:
    """What makes a reference recognisable; None for a direct object."""
    return value if isinstance(value, Reference) else None
