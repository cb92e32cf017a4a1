"""Who a form is made for, who made it, and how it looks."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from zenforms.language import Text


@dataclass(frozen=True, slots=True)
class FormClient:
    """The client whose name stands on the form. `id` is printable ASCII, `name` any text."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Branding:
    """How a desk's forms look and whom they name; `accent` is `#RRGGBB`, `logo` a PNG or JPEG.

    `scripts` says whether forms carry the field JavaScript that helps in Acrobat and Firefox.
    """

    vendor: str
    email: str
    telephone: str | None = None
    accent: str = "#1F4E79"
    logo: Path | None = None
    privacy_notice: str = ""
    scripts: bool = True
    counting: Text | None = None
    """From when commitments are counted, where that is not the day of receipt."""

    @property
    def contact(self) -> str:
        """The ways to reach the vendor, on one line."""
        return " · ".join(filter(None, (self.email, self.telephone)))


@dataclass(frozen=True, slots=True)
class Stamp:
    """The hidden values that say how the form travels.

    `channel` is `form`, or `phone` when staff write down an oral request;
    `thread` is the number of the request that a correction form continues.
    """

    channel: str = "form"
    thread: str = ""


FRESH = Stamp()
"""A form that starts a request."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What a correction form says is missing or wrong: field name to sentence.

    The empty name stands for the request as a whole. `thread` is the request's number.
    """

    marks: Mapping[str, str]
    thread: str = ""
