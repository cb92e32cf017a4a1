"""ZF08x, ZF559 to ZF562, ZF566 to ZF569, ZF600: what the desk says of a drop without asking a rule.

Listed here to be explained. No check finds them and no policy weighs them:
a drop that was never read has no other verdict.
"""

from collections.abc import Mapping

from zenforms.findings import Severity, Wording
from zenforms.judging.case import Case
from zenforms.judging.rules.rule import Found, Rule
from zenforms.language import Text
from zenforms.problems import OUT_OF_MEMORY, TIMED_OUT, TOO_COMPLEX

BUG = "ZF080"
POISON = "ZF081"
NOT_A_FILE = "ZF082"
SEEN_BEFORE = "ZF083"
TOO_LARGE = "ZF566"
UNREADABLE = "ZF567"
OF_THE_DESK = "ZF568"
EXCHANGED = "ZF569"
TOO_LONG = "ZF559"
TOO_BIG = "ZF560"
TOO_MUCH = "ZF561"
TOO_MANY_ROUNDS = "ZF562"
REQUEST_DAMAGED = "ZF600"

LIMITS_REACHED: Mapping[str, str] = {
    TIMED_OUT: TOO_LONG,
    OUT_OF_MEMORY: TOO_BIG,
    TOO_COMPLEX: TOO_BIG,
    TOO_MUCH: TOO_MUCH,
}
"""What stopped the work on a drop → what is said of it; it is not tried again."""

_WHY_LIMITED = Text(
    fr="Un envoi ne doit pas retenir le poste de support : les autres attendraient.",
    en="No drop may hold the support desk up: the others would wait.",
)
_OPEN_WITH_CARE = Text(
    fr="Regardez l'original, dans l'archive, sur un poste protégé. S'il est honnête, demandez au "
    "client de l'envoyer en plusieurs fois, ou relevez la limite dans policy.toml puis reprenez "
    "l'envoi avec « zenforms retry ».",
    en="Look at the original, in the archive, on a protected workstation. If it is honest, ask "
    "the client to send it in parts, or raise the limit in policy.toml and take the drop up "
    "again with “zenforms retry”.",
)

WORDINGS: Mapping[str, Wording] = {
    BUG: Wording(
        title=Text(fr="Erreur interne", en="Internal error"),
        message=Text(
            fr="Le traitement de cet envoi a échoué par une erreur du logiciel ({place}).",
            en="Handling this drop failed through an error of the software ({place}).",
        ),
        why=Text(
            fr="L'original est intact dans l'archive ; les autres envois ne sont pas touchés.",
            en="The original is untouched in the archive; no other drop is affected.",
        ),
        remedy=Text(
            fr="Signalez l'erreur avec le fichier error.json, puis reprenez l'envoi avec "
            "« zenforms retry » après la mise à jour.",
            en="Report the error with the file error.json, then take the drop up again with "
            "“zenforms retry” after the update.",
        ),
    ),
    POISON: Wording(
        title=Text(fr="Envoi mis de côté", en="Drop set aside"),
        message=Text(
            fr="Le traitement de cet envoi a été interrompu {count} fois de suite.",
            en="Handling this drop broke off {count} times in a row.",
        ),
        why=Text(
            fr="Un fichier qui arrête le programme ne doit pas arrêter le poste de support.",
            en="A file that stops the program must not stop the support desk.",
        ),
        remedy=Text(
            fr="N'ouvrez pas l'original sur un poste de travail. Si la machine s'est arrêtée "
            "pour une autre raison, reprenez l'envoi avec « zenforms retry ».",
            en="Do not open the original on a workstation. If the machine stopped for another "
            "reason, take the drop up again with “zenforms retry”.",
        ),
    ),
    NOT_A_FILE: Wording(
        title=Text(fr="Ni fichier ni dossier", en="Neither file nor folder"),
        message=Text(
            fr="Ce qui a été déposé est un lien ou un fichier spécial : il n'a pas été ouvert.",
            en="What was dropped is a link or a special file: it was not opened.",
        ),
        why=Text(
            fr="Un lien peut mener à un fichier que l'expéditeur n'a pas le droit de lire.",
            en="A link may lead to a file that its sender may not read.",
        ),
        remedy=Text(
            fr="Déposez une copie du fichier lui-même.",
            en="Drop a copy of the file itself.",
        ),
    ),
    TOO_LONG: Wording(
        title=Text(fr="Temps de traitement dépassé", en="Took too long to handle"),
        message=Text(
            fr="Le jugement de cet envoi et l'écriture de ses fichiers prennent plus que le "
            "temps permis.",
            en="Judging this drop and writing its files takes more than the time allowed.",
        ),
        why=_WHY_LIMITED,
        remedy=_OPEN_WITH_CARE,
    ),
    TOO_BIG: Wording(
        title=Text(fr="Mémoire de traitement dépassée", en="Needs too much memory"),
        message=Text(
            fr="Le jugement de cet envoi et l'écriture de ses fichiers demandent plus que la "
            "mémoire permise.",
            en="Judging this drop and writing its files needs more than the memory allowed.",
        ),
        why=_WHY_LIMITED,
        remedy=_OPEN_WITH_CARE,
    ),
    TOO_MUCH: Wording(
        title=Text(fr="Trop de fichiers à écrire", en="Too much to write"),
        message=Text(
            fr="Les fichiers qui naîtraient de cet envoi dépassent la taille permise.",
            en="The files that would come of this drop are larger than allowed.",
        ),
        why=_WHY_LIMITED,
        remedy=_OPEN_WITH_CARE,
    ),
    TOO_MANY_ROUNDS: Wording(
        title=Text(fr="Trop d'envois pour une demande", en="Too many drops for one request"),
        message=Text(
            fr="Cet envoi complète une demande dont les envois précédents sont trop nombreux ou "
            "trop longs à relire.",
            en="This drop completes a request whose earlier drops are too many, or take too long "
            "to read again.",
        ),
        why=_WHY_LIMITED,
        remedy=Text(
            fr="Rassemblez vous-même les réponses, puis demandez au client un formulaire complet.",
            en="Put the answers together yourself, then ask the client for one complete form.",
        ),
    ),
    REQUEST_DAMAGED: Wording(
        title=Text(fr="Réponse à une demande abîmée", en="Reply to a damaged request"),
        message=Text(
            fr="Cet envoi concerne la demande {number}, dont ce bureau a perdu une partie : il "
            "n'est pas pris pour une nouvelle demande.",
            en="This drop concerns the request {number}, of which this desk has lost a part: it "
            "is not taken for a new request.",
        ),
        why=Text(
            fr="Une réponse ne doit pas devenir un second ticket parce qu'un fichier du bureau "
            "manque.",
            en="A reply must not become a second ticket because a file of the desk is missing.",
        ),
        remedy=Text(
            fr="« zenforms doctor » dit ce qui manque et comment le réparer ; reprenez ensuite cet "
            "envoi avec « zenforms retry ».",
            en="“zenforms doctor” says what is missing and how to mend it; then take this drop up "
            "again with “zenforms retry”.",
        ),
    ),
    SEEN_BEFORE: Wording(
        title=Text(fr="Déjà reçu", en="Received before"),
        message=Text(
            fr="Le même contenu, à l'octet près, a déjà été reçu : c'est {first}.",
            en="The same content, byte for byte, was received before: it is {first}.",
        ),
        why=Text(
            fr="Une demande déposée deux fois reste une seule demande.",
            en="A request that is dropped twice is still one request.",
        ),
        remedy=Text(
            fr="Rien à faire : le premier envoi suit son cours.",
            en="Nothing to do: the first one takes its course.",
        ),
    ),
    TOO_LARGE: Wording(
        title=Text(fr="Dossier démesuré", en="Boundless folder"),
        message=Text(
            fr="L'envoi n'a pas été ouvert : il a trop de dossiers les uns dans les autres, trop "
            "de fichiers, des chemins trop longs ou trop d'octets (à « {file} »).",
            en="The drop was not opened: too many folders inside each other, too many files, "
            "paths too long or too many bytes (at “{file}”).",
        ),
        why=Text(
            fr="Un dossier sans fond occuperait le poste de support pour tous les autres.",
            en="A folder without end would keep the support desk from everybody else.",
        ),
        remedy=Text(
            fr="Demandez à l'expéditeur les fichiers utiles seuls, dans un seul dossier ou une "
            "archive zip. L'original entier est dans l'archive ; « zenforms purge » l'efface.",
            en="Ask the sender for the useful files alone, in one folder or a zip archive. The "
            "whole original is in the archive; “zenforms purge” can remove it.",
        ),
    ),
    UNREADABLE: Wording(
        title=Text(fr="Fichier illisible", en="File that cannot be read"),
        message=Text(
            fr="Le système refuse de lire « {file} » : l'envoi n'a pas été ouvert.",
            en="The system refuses to read “{file}”: the drop was not opened.",
        ),
        why=Text(
            fr="Un envoi dont une partie manque donnerait un ticket incomplet.",
            en="A drop of which a part is missing would make a ticket with holes.",
        ),
        remedy=Text(
            fr="Donnez au compte du poste de support le droit de lire les fichiers, puis remettez "
            "une copie de l'envoi dans inbox.",
            en="Give the support desk's account the right to read the files, then put a copy of "
            "the drop into inbox again.",
        ),
    ),
    OF_THE_DESK: Wording(
        title=Text(fr="Fichier du poste de support lui-même", en="File of the desk itself"),
        message=Text(
            fr="« {file} » était un second nom d'un fichier du poste de support : ce nom a été "
            "retiré de l'envoi, rien n'en a été lu.",
            en="“{file}” was a second name of a file of the support desk: that name was taken out "
            "of the drop, nothing of it was read.",
        ),
        why=Text(
            fr="Par un lien physique, un expéditeur recevrait une clé ou la demande d'un autre.",
            en="By a hard link a sender would be given a key, or somebody else's request.",
        ),
        remedy=Text(
            fr="Cherchez qui a pu créer un lien vers les dossiers du poste de support, et réservez "
            "ceux-ci à son compte (chmod 700, sauf inbox).",
            en="Find out who could make a link to the folders of the support desk, and keep these "
            "to its account (chmod 700, but for inbox).",
        ),
    ),
    EXCHANGED: Wording(
        title=Text(fr="Envoi changé pendant qu'il était pris", en="Drop changed while taken"),
        message=Text(
            fr="« {file} » a changé de nature, de fichier en dossier ou l'inverse, pendant que "
            "l'envoi était pris : il n'a pas été ouvert.",
            en="“{file}” changed its nature, from file to folder or the other way about, while "
            "the drop was taken: it was not opened.",
        ),
        why=Text(
            fr="Ce qui change sous les yeux du lecteur n'est pas ce qui a été déposé.",
            en="What changes before the reader's eyes is not what was dropped.",
        ),
        remedy=Text(
            fr="Demandez à l'expéditeur ce qui écrit dans ce dossier, et un nouvel envoi. Tout ce "
            "qui a été pris est dans l'archive, dans original et found.",
            en="Ask the sender what writes to that folder, and for a new drop. All that was taken "
            "is in the archive, in original and found.",
        ),
    ),
}


def _never(_case: Case) -> tuple[Found, ...]:
    return ()


RULES = tuple(
    Rule(
        code=code,
        severity=Severity.INFO if code == SEEN_BEFORE else Severity.QUARANTINE,
        wording=wording,
        check=_never,
        is_fixed=True,
    )
    for code, wording in WORDINGS.items()
)
