"""What reading must know of our forms: names, kinds, blank values, revisions, rectangles.

Reading knows no definition; `desk` or `cli` builds these frozen values from `form/`.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from zenforms.reading.submission import FieldKind, FormIdentity


@dataclass(frozen=True, slots=True)
class MappedField:
    """One field of a form of ours. `blanks` are the values that mean “no answer”.

    `states` are the on-states of a button; `rectangle` is (left, bottom, right, top) in points
    on `page` (from 1), None for a hidden field.
    """

    name: str
    kind: FieldKind
    blanks: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    page: int | None = None
    rectangle: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class FormMap:
    """One revision of one form of ours."""

    form: FormIdentity
    fields: tuple[MappedField, ...]

    def field(self, name: str) -> MappedField | None:
        """The field called `name`, or None."""
        return next((f for f in self.fields if f.name == name), None)


@dataclass(frozen=True, slots=True)
class FormMaps:
    """All forms of ours, in all revisions that stay readable."""

    maps: tuple[FormMap, ...] = ()

    def find(self, form: FormIdentity) -> FormMap | None:
        """The map of exactly this form and revision, or None."""
        return next((m for m in self.maps if m.form == form), None)

    def ids(self) -> Iterable[str]:
        """The form ids known, in order, once each."""
        return dict.fromkeys(m.form.id for m in self.maps)
