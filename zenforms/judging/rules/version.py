"""ZF33x: the version of the Desk against the releases that are out."""

from collections.abc import Iterable
from typing import NamedTuple

from zenforms.findings import Argument, Severity, Wording
from zenforms.judging import charter
from zenforms.judging.case import Case
from zenforms.judging.dates import spoken_day
from zenforms.judging.releases import Known, announced_after, latest_on, released_by, without_build
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
    coming: tuple[Known, ...]
    """Those that are not out yet."""

    @property
    def is_newer(self) -> bool:
        """Whether it is newer than all that is out."""
        return self.mine.is_newer_than(self.latest.version)

    @property
    def is_early(self) -> bool:
        """Whether it is a version that is announced and not out yet."""
        return self.is_newer and any(self.mine.stands_for(one.version) for one in self.coming)

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
    known, coming = released_by(releases, case.day), announced_after(releases, case.day)
    return _Compared(without_build(mine, (*known, *coming)), latest, known, coming)


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
    if compared is None or compared.is_newer:
        return ()
    if any(compared.mine.stands_for(k.version) for k in compared.known):
        return ()
    return (Found(_FIELD, compared.arguments),)


def _newer(case: Case) -> Iterable[Found]:
    compared = _compared(case)
    if compared is None or not compared.is_newer or compared.is_early:
        return ()
    return (Found(_FIELD, compared.arguments),)


def _early(case: Case, *, with_tma: bool) -> Iterable[Found]:
    compared = _compared(case)
    if compared is None or not compared.is_early or case.has_tma is not with_tma:
        return ()
    return (Found(_FIELD, compared.arguments),)


def _early_under_tma(case: Case) -> Iterable[Found]:
    return _early(case, with_tma=True)


def _early_without_tma(case: Case) -> Iterable[Found]:
    return _early(case, with_tma=False)


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
        severity=Severity.WARNING,
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
                fr="Vérifiez le numéro avec le client ; s'il est juste, complétez la liste des "
                "versions.",
                en="Check the number with the client; if it is right, complete the list of "
                "releases.",
            ),
        ),
        check=_newer,
    ),
    Rule(
        code="ZF335",
        severity=Severity.INFO,
        about=About.REQUEST,
        needs=_RELEASES | {Need.REGISTER},
        wording=Wording(
            title=Text(fr="Version anticipée", en="Early version"),
            message=Text(
                fr="La version {version} n'est pas encore sortie : c'est une version anticipée, "
                "prévue par la TMA.",
                en="Version {version} is not out yet: it is an early version, as TMA provides.",
            ),
            why=charter.TMA_SERVICES,
            remedy=Text(fr="Rien à faire.", en="Nothing to do."),
        ),
        check=_early_under_tma,
    ),
    Rule(
        code="ZF336",
        severity=Severity.WARNING,
        about=About.REQUEST,
        needs=_RELEASES | {Need.REGISTER},
        wording=Wording(
            title=Text(fr="Version anticipée sans TMA", en="Early version without TMA"),
            message=Text(
                fr="La version {version} n'est pas encore sortie, et les versions anticipées sont "
                "réservées aux contrats de TMA.",
                en="Version {version} is not out yet, and early versions are reserved to TMA "
                "contracts.",
            ),
            why=charter.TMA_SERVICES,
            remedy=Text(
                fr="Voyez comment le client l'a reçue.", en="See how the client came by it."
            ),
        ),
        check=_early_without_tma,
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
