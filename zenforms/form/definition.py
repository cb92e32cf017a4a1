"""What a form *is*: the frozen model of `forms/*.toml`, the single source of truth for a form.

It drives the generator, the reading of choices, the completeness and format rules,
the guides and the JSON Schema. Field names that the charter knows are the attribute names
of `judging.request.Request`; any other field travels in the request's `extra`.
"""

from collections.abc import Iterator, Mapping
from string import Formatter
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from zenforms.form.outline import BLANK, CHECKED, HIDDEN
from zenforms.language import Lang, Text
from zenforms.validation_messages import mistake

TICKED = "yes"
"""The code of a ticked checkbox; an unticked one has no answer."""

AID_PREFIX = "aid_"
"""How the names of the widgets begin that only help on screen; no field of a form may."""

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
State = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9]{0,31}$")]
Columns = Annotated[int, Field(ge=1, le=12)]


_COUNTER = Text(
    fr="un champ à compteur a besoin d'un max_length.",
    en="a field with a counter needs a max_length.",
)
_STATES = Text(
    fr="chaque choix d'un champ radio a besoin de son propre state.",
    en="every choice of a radio field needs a state of its own.",
)
_GUIDE = Text(
    fr="un guide ne connaît pas {unknown}, seulement {known}.",
    en="a guide knows no {unknown}, only {known}.",
)
_TWICE = Text(fr="deux champs s'appellent {name}.", en="two fields are called {name}.")
_RESERVED = Text(
    fr="{name} : les noms qui commencent par {prefix} sont réservés.",
    en="{name}: names that begin with {prefix} are kept for the form's aids.",
)
_CONDITION = Text(
    fr="{field} : required_when attend de {name} des réponses inconnues : {unknown}.",
    en="{field}: required_when asks {name} for unknown answers: {unknown}.",
)


class Part(BaseModel):
    """Whatever stands in a definition: frozen, and strict about its keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Choice(Part):
    """One answer: the code used by rules and tickets, and the label people read.

    `state` is the ASCII name of a radio button's on-state; combos export their visible label.
    """

    code: Code
    label: Text
    state: State | None = None
    known_as: tuple[Text, ...] = ()
    """Labels under which it went out before: what they say in a form that is about still counts."""
    retired: bool = False
    """Not offered any more, but understood."""


class VisibleField(Part):
    """What every field that people see has in common.

    `required_when` maps another field's name to the codes that make this one required;
    all of its entries must hold. `columns` is the width on the 12-column grid.
    """

    name: Name
    label: Text
    help: Text | None = None
    columns: Columns = 12
    required: bool = False
    required_when: Mapping[Name, tuple[Code, ...]] = Field(default_factory=dict)

    def is_required(self, answers: Mapping[str, str | None]) -> bool:
        """Whether it must be answered, given the codes of the other answers."""
        if self.required:
            return True
        return bool(self.required_when) and all(
            answers.get(name) in codes for name, codes in self.required_when.items()
        )


class TextField(VisibleField):
    """One line of text. `max_length` is in characters, which `counter` counts on screen."""

    kind: Literal["text"]
    max_length: Annotated[int, Field(ge=1, le=1000)] | None = None
    format: Literal["email", "telephone", "version", "request_number"] | None = None
    read_only: bool = False
    counter: bool = False

    @model_validator(mode="after")
    def _counter_has_a_limit(self) -> Self:
        if self.counter and self.max_length is None:
            raise mistake(_COUNTER)
        return self


class LongTextField(VisibleField):
    """Several lines. `lines` is the height on paper; `prompts` are ghost headings beside it."""

    kind: Literal["long_text"]
    lines: Annotated[int, Field(ge=2, le=60)]
    max_length: Annotated[int, Field(ge=1, le=20000)] | None = None
    prompts: tuple[Text, ...] = ()


class ChoiceField(VisibleField):
    """A closed list. It starts on `blank`, which reads as no answer."""

    kind: Literal["choice"]
    choices: Annotated[tuple[Choice, ...], Field(min_length=2)]
    blank: Text = BLANK


class RadioField(VisibleField):
    """Buttons of which one is set; every choice has a state."""

    kind: Literal["radio"]
    choices: Annotated[tuple[Choice, ...], Field(min_length=2)]

    @model_validator(mode="after")
    def _every_choice_has_a_state(self) -> Self:
        states = [choice.state for choice in self.choices]
        if None in states or len(set(states)) != len(states):
            raise mistake(_STATES)
        return self


class CheckboxField(VisibleField):
    """A box to tick; `state` is the ASCII name of its on-state."""

    kind: Literal["checkbox"]
    state: State = CHECKED


class HiddenField(Part):
    """Read-only data that the client does not see: form id, client id, seal and so on."""

    kind: Literal["hidden"]
    name: Name


AnyField = Annotated[
    TextField | LongTextField | ChoiceField | RadioField | CheckboxField,
    Field(discriminator="kind"),
]


class Section(Part):
    """Fields that answer one question; `title` says which."""

    name: Name
    title: Text
    note: Text | None = None
    fields: Annotated[tuple[AnyField, ...], Field(min_length=1)]


GUIDE_WORDS = frozenset({"vendor", "email", "contact", "privacy_notice", "counting"})
"""What a guide may say of the desk, as `{vendor}` and so on; the policy holds it."""


class Guide(Part):
    """A block of instructions printed after the fields: paragraphs, or numbered steps."""

    name: Name
    title: Text
    paragraphs: tuple[Text, ...] = ()
    steps: tuple[Text, ...] = ()

    @model_validator(mode="after")
    def _words_are_known(self) -> Self:
        for text in (*self.paragraphs, *self.steps):
            for sentence in (text.fr, text.en):
                named = {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}
                if unknown := named - GUIDE_WORDS:
                    words = {"unknown": unknown, "known": GUIDE_WORDS}
                    raise mistake(_GUIDE, **{k: ", ".join(sorted(v)) for k, v in words.items()})
        return self


class Form(Part):
    """A whole form; `form` and `revision` name it in every PDF that is built from it."""

    form: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,39}$")]
    revision: Annotated[int, Field(ge=1)]
    title: Text
    introduction: Text
    sections: Annotated[tuple[Section, ...], Field(min_length=1)]
    hidden: tuple[HiddenField, ...] = tuple(HiddenField(kind="hidden", name=n) for n in HIDDEN)
    guides: Annotated[tuple[Guide, ...], Field(max_length=26)] = ()
    guides_title: Text = Text(fr="Bon à savoir", en="Good to know")

    @property
    def identity(self) -> str:
        """`form@revision`, as printed in the footer."""
        return f"{self.form}@{self.revision}"

    def fields(self) -> Iterator[AnyField]:
        """The visible fields in reading order, which is also the tab order."""
        for section in self.sections:
            yield from section.fields

    def field(self, name: str) -> AnyField | None:
        """The visible field called `name`, or None."""
        return next((f for f in self.fields() if f.name == name), None)

    def required(self, answers: Mapping[str, str | None]) -> Iterator[AnyField]:
        """The fields that must be answered, given the codes answered so far."""
        return (f for f in self.fields() if f.is_required(answers))

    @model_validator(mode="after")
    def _names_are_unique_and_known(self) -> Self:
        names = [f.name for f in self.fields()] + [f.name for f in self.hidden]
        for name in names:
            if names.count(name) > 1:
                raise mistake(_TWICE, name=name)
            if name.startswith(AID_PREFIX):
                raise mistake(_RESERVED, name=name, prefix=AID_PREFIX)
        for field in self.fields():
            self._check_condition(field)
        return self

    def _check_condition(self, field: AnyField) -> None:
        for name, codes in field.required_when.items():
            known = answers_of(self.field(name))
            if unknown := set(codes) - known:
                wrong = ", ".join(sorted(unknown))
                raise mistake(_CONDITION, field=field.name, name=name, unknown=wrong)


def offered(field: AnyField) -> tuple[Choice, ...]:
    """The choices that a form is made with; none for a text."""
    return tuple(choice for choice in getattr(field, "choices", ()) if not choice.retired)


def answers_of(field: AnyField | None) -> set[str]:
    """The codes a field can be answered with; empty for text. A ticked box answers `yes`."""
    if isinstance(field, CheckboxField):
        return {TICKED}
    return {choice.code for choice in getattr(field, "choices", ())}


def export_value(field: ChoiceField | RadioField, choice: Choice, lang: Lang) -> str:
    """What a PDF built in `lang` stores for `choice`: a radio's state, a combo's visible label."""
    if isinstance(field, RadioField) and choice.state:
        return choice.state
    return choice.label.to(lang)


def code_of(field: ChoiceField | RadioField, exported: str) -> str | None:
    """The code of an export value in either language, ' and ’ being equal; None when unknown."""
    wanted = _plain(exported)
    for choice in field.choices:
        spellings = {choice.code, choice.state or choice.code, choice.label.fr, choice.label.en}
        if wanted in {_plain(s) for s in spellings}:
            return choice.code
    for choice in field.choices:
        if wanted in {_plain(s) for text in choice.known_as for s in (text.fr, text.en)}:
            return choice.code
    return None


def is_blank(field: ChoiceField | RadioField, exported: str) -> bool:
    """Whether an export value is the combo's “(à choisir)” in either language."""
    if isinstance(field, RadioField):
        return False
    return _plain(exported) in {_plain(field.blank.fr), _plain(field.blank.en)}


def same_words(one: str, other: str) -> bool:
    """Whether two texts read alike: ' and ’, capitals and kinds of space being equal."""
    return _plain(one) == _plain(other)


def _plain(text: str) -> str:
    return text.replace("’", "'").replace("\u00a0", " ").strip().casefold()
