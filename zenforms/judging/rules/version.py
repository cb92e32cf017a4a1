"""ZF33x: the version of the Desk against the releases that are out."""

from collections.abc import Iterable
from typing import NamedTuple

from zenforms.findings import Argument, Severity, Wording
from zenforms.judging import charter
from zenforms.judging.case import Case
from zenforms.judging.dates import spoken_day
from zenforms.judging.releases import Known, latest_on, released_by
from zenforms.judging.rules.rule import About, Found, Need, Rule
from zenforms.judging.text import plain, quoted, words
from zenforms.judging.versions import Version, parse_version
from zenforms.language import Text

_FIELD = "desk_version"
_RELEASES = frozenset({Need.RELEASES})
_SMALL_WORDS = frozenset(
    {"au", "aux", "de", "des", "du", "en", "et", "la", "le", "les", "par", "sur", "un", "une"}
)


class _Compared(NamedTuple):
    mine: Version
    latest: Known
    known: tuple[Known, ...]

    @property
    def arguments(self) -> dict[str, Argument]:
        return {
            "version": str(self.mine),
            "latest": self.latest.release.version,
            "since": spoken_day(self.latest.release.released),
        }


def _compared(case: Case) -> _Compared | None:
    mine = parse_version((case.request.desk_version if case.request else None) or "")
    releases = case.desk.releases
    latest = latest_on(releases, case.day) if releases else None
    if mine is None or releases is None or latest is None:
        return None
    return _Compared(mine, latest, released_by(releases, case.day))


def _is_malfunction(case: Case) -> bool:
    return case.request is not None and case.request.is_malfunction


def _older(case: Case, *, on_malfunction: bool) -> Iterable[Found]:
    compared = _compared(case)
    if compared is None or _is_malfunction(case) is not on_malfunction:
        return ()
    if not compared.mine.is_older_than(compared.latest.version):
        return ()
    return (Found(_FIELD, compared.arguments),)


def _behind(case: Case) -> Iterable[Found]:
    return _older(case, on_malfunction=False)


def _behind_on_malfunction(case: Case) -> Iterable[Found]:
    return _older(case, on_malfunction=True)


def _unknown(case: Case) -> Iterable[Found]:
    compared = _compared(case)
    if compared is None or compared.mine.is_newer_than(compared.latest.version):
        return ()
    if any(compared.mine.stands_for(k.version) for k in compared.known):
        return ()
    return (Found(_FIELD, compared.arguments),)


def _newer(case: Case) -> Iterable[Found]:
    compared = _compared(case)
    if compared is None or not compared.mine.is_newer_than(compared.latest.version):
        return ()
    return (Found(_FIELD, compared.arguments),)


def _corrected(case: Case) -> Iterable[Found]:
    compared = _compared(case)
    if compared is None or not _is_malfunction(case):
        return ()
    told = set(words(case.story))
    return [
        Found(_FIELD, {"version": k.release.version, "correction": quoted(correction)})
        for k in compared.known
        if compared.mine.is_older_than(k.version)
        for correction in k.release.corrects
        if _is_told(correction, told)
    ]


def _is_told(correction: str, told: set[str]) -> bool:
    """Whether every word that means something in a release note stands in the request."""
    telling = [
        word for word in words(plain(correction)) if len(word) > 1 and word not in _SMALL_WORDS
    ]
    return bool(telling) and all(_stem(word) in {_stem(t) for t in told} for word in telling)


def _stem(word: str) -> str:
    return word.rstrip("sx") if len(word) > 3 else word  # noqa: PLR2004 - “les”, “des”, “six”


_UPDATE = Text(
    fr="Mettez à jour votre {desktop}, puis vérifiez si le problème est encore là.",
    en="Update your {desktop}, then check whether the problem is still there.",
)

RULES = (
    Rule(
        code="ZF330",
        severity=Severity.WARNING,
        about=About.REQUEST,
        needs=_RELEASES,
        wording=Wording(
            title=Text(fr="Version en retard", en="Version behind"),
            message=Text(
                fr="Votre {desktop} est en version {version} ; la dernière est {latest}, "
                "disponible depuis {since}.",
                en="Your {desktop} is at version {version}; the latest is {latest}, available "
                "since {since}.",
            ),
            why=charter.LATEST,
            remedy=_UPDATE,
        ),
        check=_behind,
    ),
    Rule(
        code="ZF331",
        severity=Severity.WARNING,
        about=About.REQUEST,
        needs=_RELEASES,
        wording=Wording(
            title=Text(
                fr="Dysfonctionnement sur une version en retard",
                en="Malfunction of a version that is behind",
            ),
            message=Text(
                fr="Le dysfonctionnement est signalé en version {version} ; la dernière est "
                "{latest}, disponible depuis {since}.",
                en="The malfunction is reported at version {version}; the latest is {latest}, "
                "available since {since}.",
            ),
            why=charter.NOT_MANDATORY,
            remedy=_UPDATE,
        ),
        check=_behind_on_malfunction,
    ),
    Rule(
        code="ZF332",
        severity=Severity.WARNING,
        about=About.REQUEST,
        needs=_RELEASES,
        wording=Wording(
            title=Text(fr="Version inconnue", en="Unknown version"),
            message=Text(
                fr="La version {version} n'est pas dans notre liste ; la dernière est {latest}.",
                en="Version {version} is not in our list; the latest is {latest}.",
            ),
            why=charter.VERSION,
            remedy=Text(
                fr="Vérifiez le numéro affiché à la connexion à l'outil, ou dans {the_console}.",
                en="Check the number shown when you log in to the tool, or in {the_console}.",
            ),
        ),
        check=_unknown,
    ),
    Rule(
        code="ZF333",
        severity=Severity.INFO,
        about=About.REQUEST,
        needs=_RELEASES,
        wording=Wording(
            title=Text(fr="Version plus récente que la liste", en="Version newer than the list"),
            message=Text(
                fr="La version {version} est plus récente que la dernière de notre liste, "
                "{latest}.",
                en="Version {version} is newer than the latest in our list, {latest}.",
            ),
            why=charter.RELEASES,
            remedy=Text(
                fr="Version anticipée, ou liste des versions à compléter.",
                en="An early version, or the list of releases is to be completed.",
            ),
        ),
        check=_newer,
    ),
    Rule(
        code="ZF334",
        severity=Severity.WARNING,
        about=About.REQUEST,
        needs=_RELEASES,
        wording=Wording(
            title=Text(fr="Peut-être déjà corrigé", en="Perhaps corrected already"),
            message=Text(
                fr="La version {version} corrige peut-être ce problème : « {correction} ».",
                en="Version {version} may correct this problem: “{correction}”.",
            ),
            why=charter.NOT_MANDATORY,
            remedy=_UPDATE,
        ),
        check=_corrected,
    ),
)
