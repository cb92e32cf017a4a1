"""A printed copy on one page for the person who decides: each answer beside its picture.

No script, nothing fetched, pictures inside; light and dark, on screen and on paper.
"""

from base64 import b64encode
from collections.abc import Iterator, Mapping

from zenforms import problems
from zenforms.form.definition import AnyField, ChoiceField, RadioField, code_of
from zenforms.form.library import revision_called
from zenforms.form.outline import SHIPPED, FormLibrary
from zenforms.language import Lang, Text
from zenforms.present.html import Element, page, tag
from zenforms.present.recordingpage import STYLE
from zenforms.reading.submission import Document, FieldValue, Flag, Value

_KIND = Text(fr="Copie imprimée", en="Printed copy")
_WARNING = Text(
    fr="Ces réponses ont été lues sur les pages, non dans des champs : comparez chacune avec son "
    "image avant de libérer la demande.",
    en="These answers were read off the pages, not from fields: compare each with its picture "
    "before you release the request.",
)
_QUESTION, _ANSWER = Text(fr="Question", en="Question"), Text(fr="Réponse lue", en="Answer read")
_PICTURE = Text(fr="Sur la copie", en="On the copy")
_PICTURE_OF = Text(fr="La réponse à « {label} », sur la copie", en="The answer to “{label}”")
_NOTHING = Text(fr="rien", en="nothing")
_TICKED = Text(fr="coché", en="ticked")
_CUT = Text(
    fr="Le texte semble coupé : la fin peut manquer.",
    en="The text seems cut off: its end may be missing.",
)
_TWO_MARKS = Text(fr="Plusieurs cases sont marquées.", en="Several buttons are marked.")
_MISSING_PAGE = Text(
    fr="Cette page ne se trouve pas dans la copie.", en="This page is not in the copy."
)
_DOUBTS: Mapping[Flag, Text] = {Flag.TRUNCATED: _CUT, Flag.WIDGET_VALUE_CONFLICT: _TWO_MARKS}

_LOOK = """
main { max-width: 80rem }
table { margin-top: 1.5rem }
th, td { vertical-align: top }
tbody th { width: 18% }
td:last-child { width: 50%; padding-right: 0 }
td img { margin: 0; background: #ffffff }
.read { white-space: pre-wrap }
"""
_WIDTH = slice(16, 20)  # where a PNG says how wide it is
_PIXELS = 0.4  # of the screen for one of a picture, so that all are as large as on paper


def copy_page(
    document: Document,
    pictures: Mapping[str, bytes],
    *,
    lang: Lang = Lang.FR,
    forms: FormLibrary = SHIPPED,
) -> str:
    """The page for a printed copy with its proposals (see `copies`); `pictures` are PNG.

    Whatever was read is only ever text in it. Raises KeyError for a document of no form.
    """
    if document.form is None:
        raise KeyError(document.name)
    form = revision_called(document.form.id, document.form.revision, forms)
    values = {field.name: field for field in document.fields}
    rows = [_row(field, values.get(field.name), pictures, lang) for field in form.fields()]
    heads = [tag("th", text.to(lang), scope="col") for text in (_QUESTION, _ANSWER, _PICTURE)]
    body = tag(
        "main",
        tag(
            "header",
            tag("p", f"{_KIND.to(lang)} · {form.title.to(lang)}", class_="kind"),
            tag("h1", document.name),
        ),
        tag("p", f"▲ {_WARNING.to(lang)}", class_="note"),
        [tag("p", sentence) for sentence in _sentences(document, lang)],
        tag("table", tag("thead", tag("tr", heads)), tag("tbody", rows)),
    )
    return page(f"{_KIND.to(lang)} · {document.name}", body, css=STYLE + _LOOK, lang=lang)


def _sentences(document: Document, lang: Lang) -> Iterator[str]:
    for problem in document.problems:
        wording = problems.DOCUMENT.get(problem.code)
        if wording is not None and problem.code == problems.PRINTED_COPY:
            yield wording.message.fill(lang, problem.arguments)


def _row(
    field: AnyField, value: FieldValue | None, pictures: Mapping[str, bytes], lang: Lang
) -> Element:
    label = field.label.to(lang)
    picture = pictures.get(field.name)
    if value is None:
        said: list[Element] = [tag("span", _MISSING_PAGE.to(lang), class_="quiet")]
    else:
        doubts = [text for flag, text in _DOUBTS.items() if flag in value.flags]
        said = [
            _answer(field, value.value, lang),
            *(tag("p", f"▲ {doubt.to(lang)}", class_="note") for doubt in doubts),
        ]
    return tag(
        "tr",
        tag("th", label, scope="row"),
        tag("td", said),
        tag("td", _image(picture, _PICTURE_OF.fill(lang, {"label": label})) if picture else None),
    )


def _answer(field: AnyField, value: Value, lang: Lang) -> Element:
    if not isinstance(value, str):
        return tag("span", _NOTHING.to(lang), class_="quiet")
    return tag("span", _spoken(field, value, lang), class_="read")


def _spoken(field: AnyField, value: str, lang: Lang) -> str:
    """A state by its label, as the reader of the page knows it."""
    if isinstance(field, ChoiceField | RadioField):
        code = code_of(field, value)
        return next((c.label.to(lang) for c in field.choices if c.code == code), value)
    return _TICKED.to(lang) if field.kind == "checkbox" else value


def _image(png: bytes, words: str) -> Element:
    width = int.from_bytes(png[_WIDTH], "big")
    source = f"data:image/png;base64,{b64encode(png).decode()}"
    return tag("img", src=source, alt=words, width=str(round(width * _PIXELS)))
