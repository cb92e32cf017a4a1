"""What the writer of a reply wrote himself, and which answers of a form he typed into it.

Below his words mail programs repeat the message that he answers, and mark it each in its way. A
mark that is not known leaves the repeated text among his words: they are only cut where a person
reads them, and the whole message stays with the drop.
"""

import re
from collections.abc import Iterator, Mapping

from zenforms.form.definition import Form
from zenforms.judging.text import is_empty, plain

_LINE = 400
"""No heading of a repeated message is longer."""
_HEADS = re.compile(
    r"-{2,} ?(original message|message d'origine|message transfere|forwarded message|"
    r"ursprungliche nachricht|mensaje original|messaggio originale)\b.*|"
    r"_{10,}|"
    r"(le|on|am|el|il) .*(a ecrit|wrote|schrieb|escribio|ha scritto) ?:",
)
_FIELD = re.compile(r"\*?(de|from|von|da)\*? ?: ?.*")
_NEXT_FIELD = re.compile(
    r"\*?(envoye|sent|date|gesendet|enviado|inviato|a|to|an|objet|subject|betreff)\*? ?: ?.*"
)
_WRAPPED = re.compile(r"(le|on|am|el|il) .*")
_ENDS = re.compile(r".*(a ecrit|wrote|schrieb|escribio|ha scritto) ?:")
_ANSWER = re.compile(r"[ \t>*•·–-]{0,8}(?P<label>[^:=\n]{2,80}?)\s{0,4}[:=]\s{0,4}(?P<value>\S.*)")


def own_words(body: str) -> str:
    """The text above and between what is repeated of another message; all of it if that is all."""
    own: list[str] = []
    lines = body.splitlines()
    for number, line in enumerate(lines):
        if line.lstrip().startswith(">"):
            continue
        if _begins_repeated(lines, number):
            break
        own.append(line.rstrip())
    text = "\n".join(own).strip()
    return body.strip() if is_empty(text) else text


def typed_answers(body: str, form: Form) -> Mapping[str, str]:
    """Field name → what stands behind the field's label on a line of its own; the last one counts.

    The labels are the form's, in both languages, accents and case aside.
    """
    names = dict(_labels(form))
    found: dict[str, str] = {}
    for line in own_words(body).splitlines():
        said = _ANSWER.match(line[:_LINE])
        if said and (name := names.get(_plain_label(said["label"]))):
            found[name] = said["value"].strip()
    return found


def _labels(form: Form) -> Iterator[tuple[str, str]]:
    for field in form.fields():
        for label in (field.label.fr, field.label.en, field.name):
            yield _plain_label(label), field.name


def _plain_label(label: str) -> str:
    return plain(label.replace("_", " ")).strip(" *?:.")


def _begins_repeated(lines: list[str], number: int) -> bool:
    line = _said(lines[number])
    if _HEADS.fullmatch(line):
        return True
    following = [_said(one) for one in lines[number + 1 : number + 4]]
    if _FIELD.fullmatch(line):
        return any(_NEXT_FIELD.fullmatch(one) for one in following)
    return bool(_WRAPPED.fullmatch(line)) and any(_ENDS.fullmatch(one) for one in following[:1])


def _said(line: str) -> str:
    return plain(line[:_LINE])
