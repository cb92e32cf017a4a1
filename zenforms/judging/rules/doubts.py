"""ZF2xx: answers that may not be what the client wrote: lost, damaged or doubtful."""

import re
from collections.abc import Iterable, Iterator

from zenforms.findings import Severity, Wording
from zenforms.judging import charter
from zenforms.judging.case import Case
from zenforms.judging.request import Answer
from zenforms.judging.rules.rule import Check, Found, Rule
from zenforms.language import Text
from zenforms.problems import FIELD_CONFLICT
from zenforms.reading.submission import Flag

LOST_CHARACTERS, CONFLICT = "ZF207", "ZF208"

_LOST = re.compile("[\ue000-\uf8ff\ufffd]")


def _flagged(*flags: Flag) -> Check:
    wanted = frozenset(flags)

    def check(case: Case) -> Iterable[Found]:
        return [
            Found(name, {"label": case.label(name)})
            for name, answer in case.answers.items()
            if answer.flags & wanted
        ]

    return check


def _lost_characters(case: Case) -> Iterator[Found]:
    for name, answer in case.answers.items():
        if _has_lost_characters(answer):
            yield Found(name, {"label": case.label(name)})


def _has_lost_characters(answer: Answer) -> bool:
    doubtful = answer.flags & {Flag.UNDECODABLE, Flag.CONTROL_CHARS}
    return bool(doubtful) or _LOST.search(answer.value or "") is not None


_CORRECT = Text(
    fr="Corrigez ce champ, enregistrez le formulaire et renvoyez-le avec ses pièces.",
    en="Correct this field, save the form and send it again with its files.",
)
_CHECK_WITH_CLIENT = Text(
    fr="Relisez ce champ ; en cas de doute, demandez au client.",
    en="Read this field again; when in doubt, ask the client.",
)

RULES = (
    Rule(
        code=LOST_CHARACTERS,
        severity=Severity.WARNING,
        wording=Wording(
            title=Text(fr="Caractères perdus", en="Characters lost"),
            message=Text(
                fr="« {label} » : des caractères n'ont pas pu être lus.",
                en="“{label}”: some characters could not be read.",
            ),
            why=Text(
                fr="Certains lecteurs PDF perdent les émojis et les signes rares.",
                en="Some PDF viewers lose emojis and rare signs.",
            ),
            remedy=_CHECK_WITH_CLIENT,
        ),
        check=_lost_characters,
    ),
    Rule(
        code=CONFLICT,
        severity=Severity.ERROR,
        requires=(FIELD_CONFLICT,),
        wording=Wording(
            title=Text(fr="Deux réponses différentes", en="Two different answers"),
            message=Text(
                fr="« {label} » porte deux réponses différentes dans le fichier.",
                en="“{label}” holds two different answers in the file.",
            ),
            why=Text(
                fr="Nous ne voulons pas choisir à votre place.",
                en="We do not want to choose in your place.",
            ),
            remedy=_CORRECT,
        ),
        check=_flagged(Flag.WIDGET_VALUE_CONFLICT),
    ),
    Rule(
        code="ZF209",
        severity=Severity.WARNING,
        wording=Wording(
            title=Text(fr="Accents douteux", en="Doubtful accents"),
            message=Text(
                fr="« {label} » : des accents semblent abîmés.",
                en="“{label}”: accents seem to be damaged.",
            ),
            why=Text(
                fr="Un texte copié d'un autre programme arrive parfois mal encodé.",
                en="Text copied from another program sometimes arrives badly encoded.",
            ),
            remedy=_CHECK_WITH_CLIENT,
        ),
        requires=(LOST_CHARACTERS,),
        check=_flagged(Flag.SUSPECT_MOJIBAKE),
    ),
    Rule(
        code="ZF210",
        severity=Severity.ERROR,
        wording=Wording(
            title=Text(fr="Réponse coupée", en="Answer cut off"),
            message=Text(
                fr="« {label} » est trop long pour être lu en entier : la fin manque.",
                en="“{label}” is too long to be read whole: its end is missing.",
            ),
            why=charter.PRECISE,
            remedy=Text(
                fr="Raccourcissez ce champ, ou joignez le texte dans un fichier.",
                en="Shorten this field, or send the text in a file.",
            ),
        ),
        check=_flagged(Flag.TRUNCATED),
    ),
    Rule(
        code="ZF211",
        severity=Severity.WARNING,
        requires=(FIELD_CONFLICT, CONFLICT),
        wording=Wording(
            title=Text(fr="Affichage différent de la réponse", en="Display unlike the answer"),
            message=Text(
                fr="« {label} » n'affiche peut-être pas la réponse enregistrée dans le fichier.",
                en="“{label}” may not show the answer that is stored in the file.",
            ),
            why=Text(
                fr="Un fichier PDF garde à part ce qu'un champ contient et ce qu'il montre.",
                en="A PDF file keeps what a field holds apart from what it shows.",
            ),
            remedy=_CHECK_WITH_CLIENT,
        ),
        check=_flagged(Flag.APPEARANCE_MISMATCH, Flag.INDEX_MISMATCH, Flag.RICH_TEXT_DIFFERS),
    ),
    Rule(
        code="ZF212",
        severity=Severity.WARNING,
        wording=Wording(
            title=Text(fr="Plusieurs lignes", en="Several lines"),
            message=Text(
                fr="« {label} » tient sur une ligne, mais sa réponse en a plusieurs.",
                en="“{label}” is one line, but its answer has several.",
            ),
            why=charter.PRECISE,
            remedy=Text(
                fr="Ce qui est long va dans la description.",
                en="What is long belongs in the description.",
            ),
        ),
        check=_flagged(Flag.NEWLINE_IN_SINGLE_LINE),
    ),
    Rule(
        code="ZF230",
        severity=Severity.INFO,
        wording=Wording(
            title=Text(fr="Signes invisibles retirés", en="Invisible signs taken off"),
            message=Text(
                fr="« {label} » : des signes que personne ne voit, ou propres à un traitement de "
                "texte, ont été retirés ou remplacés.",
                en="“{label}”: signs that nobody sees, or that only a word processor knows, were "
                "taken off or replaced.",
            ),
            why=Text(
                fr="Un texte collé emporte parfois des signes qui ne disent rien.",
                en="Pasted text sometimes brings signs that say nothing.",
            ),
            remedy=Text(fr="Rien à faire.", en="Nothing to do."),
        ),
        check=_flagged(Flag.TRIMMED),
    ),
)
