"""One field in its columns: what it says, and how much room it has."""

from dataclasses import dataclass
from typing import NoReturn

from zenforms.form.definition import AnyField, TextField
from zenforms.form.placing.setting import Mark, Piece, Setting, overflow
from zenforms.form.placing.sheet import HELP, LABEL, MARKED_LABEL, MARKER
from zenforms.form.wording import marker
from zenforms.language import Text


@dataclass(frozen=True, slots=True)
class Cell:
    """One field and the columns it stands in; `stretch` makes a long text taller."""

    setting: Setting
    field: AnyField
    left: float
    width: float
    stretch: float = 0.0

    @property
    def right(self) -> float:
        """The right end of its columns."""
        return self.left + self.width

    @property
    def label(self) -> tuple[Piece, ...]:
        """The question."""
        return ((self.field.label.to(self.setting.lang), MARKED_LABEL if self.mark else LABEL),)

    @property
    def duty(self) -> tuple[Piece, ...]:
        """“obligatoire”, “obligatoire si : …”, or nothing."""
        said = marker(self.field, self.setting.form, self.setting.lang)
        return ((said, MARKER),) if said else ()

    @property
    def help(self) -> tuple[Piece, ...]:
        """The help, or nothing."""
        return ((self.field.help.to(self.setting.lang), HELP),) if self.field.help else ()

    @property
    def mark(self) -> Mark | None:
        """What is missing or wrong here, on a correction form."""
        return self.setting.marks.get(self.field.name)

    @property
    def is_counted(self) -> bool:
        """Whether its characters are counted on screen."""
        return self.setting.aids and isinstance(self.field, TextField) and self.field.counter

    @property
    def is_read_only(self) -> bool:
        """Whether nobody fills it in."""
        return isinstance(self.field, TextField) and self.field.read_only

    def refuse(self, *lines: tuple[Piece, ...]) -> NoReturn:
        """Raises LayoutError about the line that sticks out most."""
        excess, text = max(
            (self.setting.width(*line) - self.width, " ".join(said for said, _ in line))
            for line in lines
            if line
        )
        name = self.field.name
        raise overflow(text, Text(fr=f"Champ {name}", en=f"Field {name}"), excess)
