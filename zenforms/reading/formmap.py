"""What reading must know of our forms: names, kinds, blank values, revisions, and their paper.

Reading knows no definition; `desk` or `cli` builds these frozen values from `form/`.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from zenforms.reading.submission import FieldKind, FormIdentity
from zenforms.words import OF_THE_CHARTER, Words


@dataclass(frozen=True, slots=True)
class MappedField:
    """One field of a form of ours. `blanks` are the values that mean “no answer”.

    `states` are the on-states of a button; `locked` is what the form goes out with, and no answer.
    """

    name: str
    kind: FieldKind
    blanks: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    locked: bool = False


@dataclass(frozen=True, slots=True)
class FormMap:
    """One revision of one form of ours."""

    form: FormIdentity
    fields: tuple[MappedField, ...]

    def field(self, name: str) -> MappedField | None:
        """The field called `name`, or None."""
        return next((f for f in self.fields if f.name == name), None)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a printed form holds an answer; `state` is that of a radio button or checkbox.

    `rectangle` is (left, bottom, right, top) in points on `page`, from 1.
    """

    name: str
    page: int
    rectangle: tuple[float, float, float, float]
    state: str | None = None


@dataclass(frozen=True, slots=True)
class Anchor:
    """A text that a printed form bears, and where it begins: (left, baseline) in points."""

    text: str
    page: int
    left: float
    baseline: float


@dataclass(frozen=True, slots=True)
class PrintedForm:
    """One form as it stands on paper, in one language: where answers are, and by what to align."""

    map: FormMap
    spots: tuple[Spot, ...]
    anchors: tuple[Anchor, ...]


@dataclass(frozen=True, slots=True)
class FormMaps:
    """All forms of ours, in all revisions that stay readable."""

    maps: tuple[FormMap, ...] = ()
    words: Words = OF_THE_CHARTER
    """How the vendor's programs and logs are called."""

    def find(self, form: FormIdentity) -> FormMap | None:
        """The map of exactly this form and revision, or None."""
        return next((m for m in self.maps if m.form == form), None)

    def newest(self, form_id: str) -> int:
        """The newest revision of a form that is known; 0 for a form that is not ours."""
        return max((m.form.revision for m in self.maps if m.form.id == form_id), default=0)

    def ids(self) -> Iterable[str]:
        """The form ids known, in order, once each."""
        return dict.fromkeys(m.form.id for m in self.maps)
