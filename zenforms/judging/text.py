"""How texts are compared: accents, case, apostrophes and spaces do not matter."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict

from zenforms.findings import Finding
from zenforms.language import Lang

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_WORD = re.compile(r"[^\W_]+")
_QUOTED_CHARACTERS = 60
_COMPARED = 4_000
"""How many words of a text are held against another's: more than any field takes."""
_FIRST_MARK = "\u0300"
"""No character before this one is a combining mark."""


def is_empty(text: str) -> bool:
    """Whether a text is only white space and zero-width characters."""
    return not text.translate(_INVISIBLE).strip()


def plain(text: str) -> str:
    """Lower case without accents, ligatures and typographic signs, one space between words."""
    letters = unicodedata.normalize("NFKC", text.translate(_INVISIBLE)).casefold()
    folded = unicodedata.normalize("NFKD", letters)
    folded = "".join([c for c in folded if c < _FIRST_MARK or not unicodedata.combining(c)])
    folded = folded.replace("œ", "oe").replace("æ", "ae").replace("’", "'")
    return " ".join(folded.split())


def words(text: str) -> list[str]:
    """The words of a text, plain, in order."""
    return _WORD.findall(plain(text))


def mentions(text: str, phrase: str) -> bool:
    """Whether the words of `phrase` stand in `text` side by side; an empty phrase never does."""
    wanted, said = words(phrase), words(text)
    spots = range(len(said) - len(wanted) + 1)
    return bool(wanted) and any(said[i : i + len(wanted)] == wanted for i in spots)


def likeness(one: str, other: str) -> float:
    """From 0 (nothing in common) to 1 (the same words in the same order)."""
    mine, theirs = words(one)[:_COMPARED], words(other)[:_COMPARED]
    both = len(mine) + len(theirs)
    return 2 * _in_common(mine, theirs) / both if both else 1.0


def _in_common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words stand in both in the same order, at most: the longest common subsequence.

    One bit for each word of `one`, all of them moved at once (Hyyrö 2004): some milliseconds for
    the longest texts, whatever they say. Ratcliff and Obershelp's search, which the standard
    library has, is cubic when a few words are said over and over.
    """
    spots: dict[str, int] = {}
    for place, word in enumerate(one):
        spots[word] = spots.get(word, 0) | 1 << place
    everywhere = (1 << len(one)) - 1
    unmatched = everywhere
    for word in other:
        hits = unmatched & spots.get(word, 0)
        unmatched = (unmatched + hits | unmatched - hits) & everywhere
    return len(one) - unmatched.bit_count()


def quoted(text: str) -> str:
    """A client's text on one line and cut to a length that fits a sentence."""
    line = " ".join(text.split())
    if len(line) <= _QUOTED_CHARACTERS:
        return line
    return line[: _QUOTED_CHARACTERS - 1].rstrip() + "…"


# French words that say little, plain as `text.words` gives them.

SMALL = frozenset(
    """
    a ai ainsi alors apres as au aucun aucune aussi autre autres aux avant avec avez avons c
    ca car ce ceci cela ces cet cette chaque chez ci comme d dans de deja depuis des donc du
    elle elles en encore ensuite est et etaient etait etes etre eu fait il ils j je jusqu l la
    le les leur leurs lors lorsque m ma mais me meme mes mon n ne ni non nos notre nous on ont
    ou par parce pas pendant petit petite petites petits peu peut plus pour pourquoi puis qu
    quand que quel quelle quelles quels qui quoi s sa sans se ses si soit son sont sous sur t
    ta te tes toi ton tous tout toute toutes tres tu un une va vers voici voila vos votre vous
    y
    """.split()  # noqa: SIM905 - a list of words reads better as text
)
"""Words without which a sentence still says what it says."""

GREETINGS = frozenset(
    """
    asap attention avance bonjour bonsoir cher chers contacter contactez cordialement hello
    help important importante importants intervenir intervention madame merci mesdames
    messieurs monsieur please prioritaire priorite rapidement rappeler rappelez remercie
    remercions salut sos stp svp urgence urgences urgent urgente urgents vite
    """.split()  # noqa: SIM905 - likewise
)
"""Words that are said to people, not about a problem."""

GENERAL = frozenset(
    """
    aide aider amelioration ameliorations anomalie anomalies appel appels appli application
    assistance avis besoin bogue bogues bug bugs concernant concerne convenu conversation
    corriger demande demandes depannage desk difficulte difficultes divers diverses
    dysfonctionnement dysfonctionnements erreur erreurs evolution evolutions faire fonctionne
    fonctionnent fonctionner idee idees incident incidents info information informations infos
    ko logiciel mail marche marchent marcher message moc objet outil panne pb pbs plantage
    plante plusieurs point points precision precisions prevoir probleme problemes programme
    question questions remarque remarques renseignement renseignements resoudre rien service
    souci soucis suggestion suggestions suite sujet support telephone telephonique ticket
    tickets traiter urgence voir zen zensolutions
    """.split()  # noqa: SIM905 - likewise
)
"""Words that name a request without saying what it is about."""

COMPLAINTS = frozenset(
    """
    aujourd beaucoup bloque bloquee bloquees bloques bonne certain certaines certains client
    clients collegue collegues completement compte comptons correctement correctif derniere
    dernieres devient devons dimanche equipe equipes fois genant genante gene general grande
    gros grosse heure heures hier hui impossible jeudi jour journee jours longtemps lundi
    mardi matin mercredi mois monde necessaire nombreux normalement nouveau oui parfois
    patience penible personne personnes peuvent peux plaignent poste postes pouvez pouvons
    precedente quotidien regarder regulierement relancer reste revenir samedi semaine semaines
    soir souvent surtout temps toujours travail travailler travaillons utilisateur
    utilisateurs vendredi vraiment
    """.split()  # noqa: SIM905 - likewise
)
"""Words about people, time and trouble: they tell how bad it is, not how to see it."""


# The base of everything that is written for other programs, and the findings as they read them.

SeverityWord = Literal["info", "warning", "error", "refusal", "quarantine", "danger"]


class Said(BaseModel):
    """Whatever is written for other programs: frozen, and without surplus keys."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", json_schema_serialization_defaults_required=True
    )


class SaidFinding(Said):
    """One finding in one language. It may hold the client's words: neutralise before printing."""

    code: str
    severity: SeverityWord
    field: str | None
    message: str
    why: str
    remedy: str


def said_findings(findings: Iterable[Finding], lang: Lang) -> tuple[SaidFinding, ...]:
    """The findings in `lang`, in order."""
    return tuple(_said(finding, lang) for finding in findings)


def _said(finding: Finding, lang: Lang) -> SaidFinding:
    return SaidFinding.model_validate(
        {
            "code": finding.code,
            "severity": finding.severity.word,
            "field": finding.field,
            "message": finding.message(lang),
            "why": finding.wording.why.to(lang),
            "remedy": finding.wording.remedy.to(lang),
        }
    )
