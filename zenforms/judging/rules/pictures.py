"""ZF590–ZF592: pictures that are no plain matter: doubtful ones, and photographs."""

from collections.abc import Iterable, Iterator

from zenforms.findings import Severity, Wording
from zenforms.judging import charter
from zenforms.judging.case import Case
from zenforms.judging.evidence import announced_pictures, shown_name
from zenforms.judging.rules.rule import Found, Rule
from zenforms.language import Text
from zenforms.reading.submission import Aside, DropFile, PictureKind

_HEIC = "image/heic"
_CAN_BE_SEEN = Text(fr="photographie", en="photograph")
_HARD_TO_SEE = Text(
    fr="photographie HEIC d'un téléphone, que tous les postes n'affichent pas",
    en="HEIC photograph of a telephone, which not every workstation shows",
)


def _told(case: Case, files: Iterable[DropFile]) -> Iterator[Found]:
    for file in files:
        kind = _HARD_TO_SEE if file.media_type == _HEIC else _CAN_BE_SEEN
        yield Found(None, {"file": shown_name(case, file), "kind": kind})


def _doubtful(case: Case) -> Iterable[Found]:
    meant = announced_pictures(case)
    doubtful = (f for f in case.submission.files if f.aside is Aside.DOUBTFUL and not f.claims)
    return _told(case, (file for file in doubtful if file not in meant))


def _photographs(case: Case) -> Iterable[Found]:
    meant = announced_pictures(case)
    kind = PictureKind.PHOTOGRAPH
    return _told(case, (f for f in case.submission.files if f.picture is kind and f not in meant))


def _in_place_of_a_screenshot(case: Case) -> Iterable[Found]:
    return _told(case, announced_pictures(case))


RULES = (
    Rule(
        code="ZF590",
        severity=Severity.INFO,
        wording=Wording(
            title=Text(fr="Image à regarder", en="Picture to look at"),
            message=Text(
                fr="On ne peut pas dire si l'image « {file} » montre l'écran ou décore seulement "
                "le message.",
                en="Nobody can tell whether the picture “{file}” shows the screen or only "
                "decorates the message.",
            ),
            why=charter.PSR,
            remedy=Text(
                fr="Regardez-la ; elle n'a demandé aucune déclaration au client.",
                en="Look at it; the client was asked for no declaration because of it.",
            ),
        ),
        check=_doubtful,
    ),
    Rule(
        code="ZF591",
        severity=Severity.INFO,
        wording=Wording(
            title=Text(fr="Photographie jointe", en="Photograph sent"),
            message=Text(
                fr="« {file} » n'est pas une capture d'écran : c'est une {kind}.",
                en="“{file}” is no screenshot: it is a {kind}.",
            ),
            why=charter.DOCUMENT,
            remedy=Text(
                fr="Elle compte comme document ; une capture d'écran se lit mieux.",
                en="It counts as a document; a screenshot is easier to read.",
            ),
        ),
        check=_photographs,
    ),
    Rule(
        code="ZF592",
        severity=Severity.WARNING,
        wording=Wording(
            title=Text(fr="Photo annoncée comme capture", en="Photo announced as a screenshot"),
            message=Text(
                fr="« {file} », annoncée comme image de l'écran, n'est pas une capture : elle en "
                "tient lieu.",
                en="“{file}”, announced as a picture of the screen, is no screenshot: it stands "
                "in for one.",
            ),
            why=charter.PSR,
            remedy=Text(
                fr="Regardez si l'écran s'y lit ; sinon, demandez une capture.",
                en="See whether the screen can be read in it; if not, ask for a screenshot.",
            ),
        ),
        check=_in_place_of_a_screenshot,
    ),
)
