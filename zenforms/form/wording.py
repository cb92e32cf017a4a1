"""The phrases the generator itself says, and those it derives from a definition."""

from collections.abc import Iterator

from zenforms.form.definition import AnyField, CheckboxField, Choice, Form, TextField, offered
from zenforms.language import Lang, Text

REQUIRED = Text(fr="obligatoire", en="required")
REQUIRED_IF = Text(fr="obligatoire si : {answers}", en="required if: {answers}")
REQUIRED_IF_SPOKEN = Text(
    fr="Obligatoire si « {question} » : {answers}.", en="Required if “{question}”: {answers}."
)
REQUIRED_SPOKEN = Text(fr="Obligatoire.", en="Required.")
READ_ONLY_SPOKEN = Text(fr="Non modifiable.", en="Cannot be changed.")
AT_MOST = Text(fr="{count} caractères au plus.", en="At most {count} characters.")
OR = Text(fr=" ou ", en=" or ")
OPTION_SPOKEN = Text(fr="{question} : {answer}.", en="{question}: {answer}.")
PAGE = Text(fr="Page {page} sur {pages}", en="Page {page} of {pages}")
FOOTER = Text(
    fr="Formulaire {form} · révision {revision} · client {client}",
    en="Form {form} · revision {revision} · client {client}",
)

VERIFY_LABEL = Text(fr="Vérifier le formulaire", en="Check the form")
VERIFY_SPOKEN = Text(
    fr="Vérifier le formulaire : liste les réponses qui manquent.",
    en="Check the form: lists the answers that are missing.",
)
COUNTER_SPOKEN = Text(
    fr="Nombre de caractères de « {label} ».", en="Number of characters of “{label}”."
)
MISSING = Text(fr="Il manque encore :", en="Still missing:")
WRONG = Text(fr="À vérifier :", en="Please check:")
COMPLETE = Text(
    fr="Tout est rempli. Enregistrez le formulaire, puis envoyez-le avec vos pièces.",
    en="Everything is filled in. Save the form, then send it with your files.",
)

CORRECTION_TITLE = Text(fr="À compléter", en="To be completed")
CORRECTION_GOES_ON = Text(fr="À compléter (suite)", en="To be completed (continued)")
CORRECTION = Text(
    fr="Voici ce qu'il nous faut encore pour traiter votre demande.",
    en="Here is what we still need to work on your request.",
)
CORRECTION_OF = Text(
    fr="Voici ce qu'il nous faut encore pour traiter votre demande {thread}.",
    en="Here is what we still need to work on your request {thread}.",
)
CORRECTION_HOW = Text(
    fr="Vos réponses sont conservées dans les pages qui suivent. Complétez les points ci-dessous, "
    "signalés dans le formulaire par le même numéro, enregistrez-le, puis renvoyez-le avec ses "
    "pièces en réponse à notre message.",
    en="Your answers are kept on the pages that follow. Complete the points below, marked in the "
    "form with the same number, save it, then send it back with its files in reply to our message.",
)
MARK_PAGE = Text(fr="page {page}", en="page {page}")
MARK_SENTENCE = Text(fr="{number}. {sentence}", en="{number}. {sentence}")
MARK_POINTER = Text(
    fr="{number}. Voir la liste du début.", en="{number}. See the list at the beginning."
)
MARKED_SPOKEN = Text(fr="À compléter : {sentence}", en="To be completed: {sentence}")

FORMATS = {
    "email": Text(
        fr="Sous la forme nom@entreprise.example.", en="In the form name@company.example."
    ),
    "telephone": Text(fr="Par exemple 01 23 45 67 89.", en="For example +33 1 23 45 67 89."),
    "version": Text(fr="Par exemple 12.2.", en="For example 12.2."),
    "request_number": Text(fr="Par exemple ZF-260115-K7M2Q.", en="For example ZF-260115-K7M2Q."),
}
"""An example for each format of a text field."""


def marker(field: AnyField, form: Form, lang: Lang) -> str | None:
    """“obligatoire”, “obligatoire si : …” or None, as printed after a label."""
    if field.required:
        return REQUIRED.to(lang)
    if not field.required_when:
        return None
    answers = (answer for _, answer in _conditions(field, form, lang))
    return REQUIRED_IF.fill(lang, {"answers": ", ".join(answers)})


def tooltip(field: AnyField, form: Form, lang: Lang, mark: str | None = None) -> str:
    """All that a screen reader should say of a field: mark, label, duty, help, format, length."""
    marked = (MARKED_SPOKEN.fill(lang, {"sentence": mark}),) if mark else ()
    return " ".join((*marked, *_tooltip_parts(field, form, lang)))


def option_tooltip(field: AnyField, choice: Choice, lang: Lang) -> str:
    """What a screen reader should say of one radio button."""
    question = field.label.to(lang).removesuffix("?").rstrip()
    return OPTION_SPOKEN.fill(lang, {"question": question, "answer": choice.label.to(lang)})


def _tooltip_parts(field: AnyField, form: Form, lang: Lang) -> Iterator[str]:
    label = field.label.to(lang)
    yield label if label[-1] in "?!." else f"{label}."
    if isinstance(field, TextField) and field.read_only:
        yield READ_ONLY_SPOKEN.to(lang)
    if field.required:
        yield REQUIRED_SPOKEN.to(lang)
    for question, answers in _conditions(field, form, lang):
        yield REQUIRED_IF_SPOKEN.fill(lang, {"question": question, "answers": answers})
    if field.help:
        yield field.help.to(lang)
    if isinstance(field, TextField) and field.format:
        yield FORMATS[field.format].to(lang)
    if (limit := getattr(field, "max_length", None)) is not None:
        yield AT_MOST.fill(lang, {"count": str(limit)})


def _conditions(field: AnyField, form: Form, lang: Lang) -> Iterator[tuple[str, str]]:
    """The question and the answers, as people read them, of each condition of a field."""
    for name, codes in field.required_when.items():
        other = form.field(name)
        if other is None:
            continue
        question = other.label.to(lang)
        if isinstance(other, CheckboxField):
            yield question, question
        else:
            labels = [c.label.to(lang) for c in offered(other) if c.code in codes]
            yield question, OR.to(lang).join(labels)
