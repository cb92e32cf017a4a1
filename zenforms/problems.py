"""ZF0xx: what can be wrong with a document, said in one sentence each."""

from collections.abc import Mapping

from zenforms.findings import Wording
from zenforms.language import Text

NOT_A_PDF = "ZF001"
EMPTY = "ZF002"
TRUNCATED = "ZF003"
DAMAGED = "ZF004"
PASSWORD = "ZF005"  # noqa: S105 - a code, not a secret
PUBLIC_KEY = "ZF006"
UNKNOWN_ENCRYPTION = "ZF007"
TOO_LARGE = "ZF008"
TOO_COMPLEX = "ZF009"
TIMED_OUT = "ZF010"
OUT_OF_MEMORY = "ZF011"
READER_DIED = "ZF012"
INACCESSIBLE = "ZF013"
NO_FORM = "ZF014"
PRINTED_COPY = "ZF015"
SCANNED = "ZF016"
XFA_ONLY = "ZF017"
FOREIGN_FORM = "ZF018"
UNKNOWN_REVISION = "ZF019"
BLANK_FORM = "ZF020"
FIELD_CONFLICT = "ZF021"
ORPHAN_WIDGETS = "ZF022"
XFA_BESIDE = "ZF023"
BAD_ENTRIES = "ZF024"
PRINTED_OVERFLOW = "ZF025"
EMBEDDED_LIMIT = "ZF026"
ALTERED_FORM = "ZF027"
OLDER_REVISION = "ZF028"
WRAPPED = "ZF029"

UNREADABLE = frozenset(
    {
        NOT_A_PDF,
        EMPTY,
        TRUNCATED,
        DAMAGED,
        PASSWORD,
        PUBLIC_KEY,
        UNKNOWN_ENCRYPTION,
        TOO_LARGE,
        TOO_COMPLEX,
        TIMED_OUT,
        OUT_OF_MEMORY,
        READER_DIED,
        INACCESSIBLE,
        NO_FORM,
        SCANNED,
        XFA_ONLY,
    }
)
"""The codes after which a document has no values to speak of: `fields` is empty."""

_FILL_IN_VIEWER = Text(
    fr="Remplissez le formulaire dans un lecteur PDF, enregistrez-le, puis renvoyez ce fichier.",
    en="Fill in the form in a PDF viewer, save it, then send that file again.",
)
_SAVE_AND_RESEND = Text(
    fr="Ouvrez l'original, enregistrez-le de nouveau, puis renvoyez-le.",
    en="Open the original, save it again, then send it again.",
)
_LOOK_FIRST = Text(
    fr="Comparez avec ce que montre un lecteur PDF avant de vous servir des valeurs.",
    en="Compare with what a PDF viewer shows before you use the values.",
)
_NEVER_PARTLY = Text(
    fr="Un fichier réparé peut avoir perdu des réponses sans que cela se voie.",
    en="A repaired file may have lost answers without anybody noticing.",
)
_LIMITS_PROTECT = Text(
    fr="Les limites protègent le poste de support contre les fichiers piégés.",
    en="The limits protect the support desk from booby-trapped files.",
)
_ONLY_FIELDS = Text(
    fr="Seules les réponses saisies dans les champs du formulaire peuvent être lues sûrement.",
    en="Only answers typed into the fields of the form can be read safely.",
)


def _wording(title: Text, message: Text, why: Text, remedy: Text) -> Wording:
    return Wording(title=title, message=message, why=why, remedy=remedy)


DOCUMENT: Mapping[str, Wording] = {
    NOT_A_PDF: _wording(
        Text(fr="Pas un PDF", en="Not a PDF"),
        Text(fr="Ce fichier n'est pas un PDF.", en="This file is not a PDF."),
        Text(
            fr="Le contenu compte, pas le nom : le fichier ne commence pas comme un PDF.",
            en="Content counts, not the name: the file does not begin as a PDF does.",
        ),
        _FILL_IN_VIEWER,
    ),
    EMPTY: _wording(
        Text(fr="Fichier vide", en="Empty file"),
        Text(fr="Ce fichier est vide (0 octet).", en="This file is empty (0 bytes)."),
        Text(
            fr="La copie ou l'envoi s'est sans doute interrompu.",
            en="The copy or the upload was probably interrupted.",
        ),
        _SAVE_AND_RESEND,
    ),
    TRUNCATED: _wording(
        Text(fr="PDF incomplet", en="Truncated PDF"),
        Text(
            fr="La fin de ce PDF manque : l'envoi ou la copie s'est interrompu.",
            en="The end of this PDF is missing: the upload or the copy was interrupted.",
        ),
        _NEVER_PARTLY,
        _SAVE_AND_RESEND,
    ),
    DAMAGED: _wording(
        Text(fr="PDF endommagé", en="Damaged PDF"),
        Text(
            fr="Ce PDF est endommagé ({detail}) : ses réponses ne sont pas fiables.",
            en="This PDF is damaged ({detail}): its answers cannot be trusted.",
        ),
        _NEVER_PARTLY,
        _SAVE_AND_RESEND,
    ),
    PASSWORD: _wording(
        Text(fr="Mot de passe demandé", en="Password needed"),
        Text(
            fr="Ce PDF est protégé : il faut un mot de passe pour l'ouvrir.",
            en="This PDF is protected: a password is needed to open it.",
        ),
        Text(
            fr="Le support n'a pas ce mot de passe et ne le demande pas.",
            en="The support desk does not have this password and does not ask for it.",
        ),
        Text(
            fr="Enregistrez le formulaire sans mot de passe, puis renvoyez-le.",
            en="Save the form without a password, then send it again.",
        ),
    ),
    PUBLIC_KEY: _wording(
        Text(fr="Chiffré par certificat", en="Encrypted by certificate"),
        Text(
            fr="Ce PDF est chiffré pour le certificat d'un destinataire précis.",
            en="This PDF is encrypted for the certificate of one recipient.",
        ),
        Text(
            fr="Sans la clé privée de ce destinataire, personne ne peut le lire.",
            en="Without that recipient's private key nobody can read it.",
        ),
        Text(
            fr="Enregistrez le formulaire sans chiffrement, puis renvoyez-le.",
            en="Save the form without encryption, then send it again.",
        ),
    ),
    UNKNOWN_ENCRYPTION: _wording(
        Text(fr="Chiffrement inconnu", en="Unknown encryption"),
        Text(
            fr="Ce PDF est chiffré par une méthode que nous ne savons pas lire.",
            en="This PDF is encrypted by a method that we cannot read.",
        ),
        Text(
            fr="Ce chiffrement n'est pas l'un de ceux de la norme PDF, ou il est endommagé.",
            en="The encryption is none of those in the PDF standard, or it is damaged.",
        ),
        Text(
            fr="Enregistrez le formulaire sans chiffrement, puis renvoyez-le.",
            en="Save the form without encryption, then send it again.",
        ),
    ),
    TOO_LARGE: _wording(
        Text(fr="Fichier trop gros", en="File too large"),
        Text(
            fr="Ce PDF pèse {size} Mo ; la limite est de {limit} Mo.",
            en="This PDF is {size} MB; the limit is {limit} MB.",
        ),
        _LIMITS_PROTECT,
        Text(
            fr="Renvoyez le formulaire seul, ses pièces à côté et non dedans.",
            en="Send the form alone, its files beside it and not inside it.",
        ),
    ),
    TOO_COMPLEX: _wording(
        Text(fr="PDF trop complexe", en="PDF too complex"),
        Text(
            fr="Ce PDF dépasse les limites de lecture ({detail}).",
            en="This PDF exceeds the reading limits ({detail}).",
        ),
        _LIMITS_PROTECT,
        _FILL_IN_VIEWER,
    ),
    TIMED_OUT: _wording(
        Text(fr="Lecture trop longue", en="Reading took too long"),
        Text(
            fr="La lecture de ce fichier a été arrêtée : elle prenait trop de temps.",
            en="Reading this file was stopped: it took too long.",
        ),
        _LIMITS_PROTECT,
        _SAVE_AND_RESEND,
    ),
    OUT_OF_MEMORY: _wording(
        Text(fr="Mémoire épuisée", en="Out of memory"),
        Text(
            fr="La lecture de ce fichier a été arrêtée : elle demandait trop de mémoire.",
            en="Reading this file was stopped: it needed too much memory.",
        ),
        _LIMITS_PROTECT,
        _SAVE_AND_RESEND,
    ),
    READER_DIED: _wording(
        Text(fr="Lecture interrompue", en="Reading broke off"),
        Text(
            fr="La lecture de ce fichier s'est interrompue d'un coup.",
            en="Reading this file broke off abruptly.",
        ),
        Text(
            fr="Le fichier est lu dans un processus à part ; lui seul s'est arrêté.",
            en="The file is read in a process of its own; only that one stopped.",
        ),
        Text(
            fr="N'ouvrez pas ce fichier sur un poste de travail ; demandez-en un autre.",
            en="Do not open this file on a workstation; ask for another one.",
        ),
    ),
    INACCESSIBLE: _wording(
        Text(fr="Fichier inaccessible", en="File cannot be opened"),
        Text(
            fr="Ce fichier n'a pas pu être ouvert ({detail}).",
            en="This file could not be opened ({detail}).",
        ),
        Text(
            fr="Il manque, il est occupé, ou nous n'avons pas le droit de le lire.",
            en="It is missing or in use, or we may not read it.",
        ),
        Text(
            fr="Vérifiez le nom et les droits, puis recommencez.",
            en="Check the name and the permissions, then try again.",
        ),
    ),
    NO_FORM: _wording(
        Text(fr="Pas de formulaire", en="No form"),
        Text(
            fr="Ce PDF ne contient aucun champ de formulaire.",
            en="This PDF holds no form field.",
        ),
        _ONLY_FIELDS,
        _FILL_IN_VIEWER,
    ),
    PRINTED_COPY: _wording(
        Text(fr="Copie imprimée", en="Printed copy"),
        Text(
            fr="Ceci est une copie imprimée ou aplatie du formulaire {form} : "
            "elle n'a plus de champs.",
            en="This is a printed or flattened copy of the form {form}: its fields are gone.",
        ),
        _ONLY_FIELDS,
        Text(
            fr="Renvoyez le fichier enregistré par le lecteur PDF, et non une impression.",
            en="Send the file that the PDF viewer saved, not a print of it.",
        ),
    ),
    SCANNED: _wording(
        Text(fr="Image numérisée", en="Scanned image"),
        Text(
            fr="Ce PDF ne contient que des images, sans texte ni champ : c'est sans doute un scan.",
            en="This PDF holds only images, neither text nor fields: it is probably a scan.",
        ),
        _ONLY_FIELDS,
        _FILL_IN_VIEWER,
    ),
    XFA_ONLY: _wording(
        Text(fr="Formulaire XFA", en="XFA form"),
        Text(
            fr="Ce PDF est un formulaire XFA, une technique abandonnée que nous ne lisons pas.",
            en="This PDF is an XFA form, an abandoned technique that we do not read.",
        ),
        Text(
            fr="Ses réponses ne sont pas dans les champs du PDF.",
            en="Its answers are not in the fields of the PDF.",
        ),
        _FILL_IN_VIEWER,
    ),
    FOREIGN_FORM: _wording(
        Text(fr="Formulaire étranger", en="Foreign form"),
        Text(
            fr="Ce PDF est un formulaire, mais pas l'un des nôtres.",
            en="This PDF is a form, but not one of ours.",
        ),
        Text(
            fr="Nos formulaires portent un identifiant ; le sien nous est inconnu.",
            en="Our forms carry an identifier; this one has none that we know.",
        ),
        Text(
            fr="Utilisez le formulaire de demande de votre {client_area}.",
            en="Use the request form from your {client_area}.",
        ),
    ),
    UNKNOWN_REVISION: _wording(
        Text(fr="Révision inconnue", en="Unknown revision"),
        Text(
            fr="Ce formulaire {form} est d'une révision ({revision}) que nous ne connaissons pas.",
            en="This form {form} is of a revision ({revision}) that we do not know.",
        ),
        Text(
            fr="Chaque révision a ses champs : une réponse pourrait être mal comprise.",
            en="Each revision has its fields; without its definition an answer may be misread.",
        ),
        Text(
            fr="Téléchargez le formulaire actuel dans votre {client_area}.",
            en="Download the current form from your {client_area}.",
        ),
    ),
    BLANK_FORM: _wording(
        Text(fr="Formulaire vierge", en="Blank form"),
        Text(
            fr="Ce formulaire est vierge : il a sans doute été enregistré sans les modifications.",
            en="This form is blank: it was probably saved without the changes.",
        ),
        Text(
            fr="Certains lecteurs proposent d'enregistrer avec ou sans ce qui a été saisi.",
            en="Some viewers offer to save with or without what was typed.",
        ),
        Text(
            fr="Enregistrez « avec vos modifications », vérifiez en rouvrant, puis renvoyez.",
            en="Save “with your changes”, open the file again to check, then send it.",
        ),
    ),
    FIELD_CONFLICT: _wording(
        Text(fr="Valeurs contradictoires", en="Contradictory values"),
        Text(
            fr="Le champ « {field} » existe plusieurs fois, avec des valeurs différentes.",
            en="The field “{field}” exists several times, with different values.",
        ),
        Text(
            fr="Rien ne dit laquelle le client a vue.",
            en="Nothing tells which one the client saw.",
        ),
        _LOOK_FIRST,
    ),
    ORPHAN_WIDGETS: _wording(
        Text(fr="Champs détachés", en="Detached fields"),
        Text(
            fr="Champs qui se trouvent sur les pages sans appartenir au formulaire : {count}.",
            en="Fields that stand on the pages without belonging to the form: {count}.",
        ),
        Text(
            fr="Un lecteur PDF les montre peut-être, un autre non.",
            en="One PDF viewer may show them, another may not.",
        ),
        _LOOK_FIRST,
    ),
    XFA_BESIDE: _wording(
        Text(fr="XFA à côté des champs", en="XFA beside the fields"),
        Text(
            fr="Ce PDF a une seconde couche (XFA). Valeurs qui ne sont que là : {count}.",
            en="This PDF has a second layer (XFA). Values that stand only there: {count}.",
        ),
        Text(
            fr="La couche XFA n'est pas lue ; certains lecteurs la montrent à la place des champs.",
            en="The XFA layer is not read; some viewers show it instead of the fields.",
        ),
        _LOOK_FIRST,
    ),
    BAD_ENTRIES: _wording(
        Text(fr="Champs illisibles", en="Unreadable fields"),
        Text(
            fr="Entrées du formulaire qui n'ont pas pu être lues : {count}.",
            en="Entries of the form that could not be read: {count}.",
        ),
        _NEVER_PARTLY,
        _LOOK_FIRST,
    ),
    ALTERED_FORM: _wording(
        Text(fr="Formulaire modifié", en="Altered form"),
        Text(
            fr="Ce formulaire {form} n'a plus tous ses champs, ou l'un a changé ({field}).",
            en="This form {form} has lost a field, or one has changed ({field}).",
        ),
        Text(
            fr="Aucun lecteur PDF ne retire ni ne renomme les champs que nous posons.",
            en="No PDF viewer removes or renames the fields that we put there.",
        ),
        _LOOK_FIRST,
    ),
    OLDER_REVISION: _wording(
        Text(fr="Révision antérieure", en="Earlier revision"),
        Text(
            fr="Ce formulaire {form} est de la révision {revision} ; l'actuelle est la {latest}.",
            en="This form {form} is of revision {revision}; the current one is {latest}.",
        ),
        Text(
            fr="Nous lisons encore les révisions antérieures : aucune réponse n'est perdue.",
            en="We still read earlier revisions: no answer is lost.",
        ),
        Text(
            fr="La prochaine fois, prenez le formulaire actuel dans votre {client_area}.",
            en="Next time take the current form from your {client_area}.",
        ),
    ),
    WRAPPED: _wording(
        Text(fr="Octets autour du PDF", en="Bytes around the PDF"),
        Text(
            fr="Ce fichier contient autre chose avant ou après le PDF, qui est lui-même entier.",
            en="This file holds something else before or behind the PDF; the PDF itself is whole.",
        ),
        Text(
            fr="Un serveur ou un programme l'y a mis : aucune réponse n'est perdue.",
            en="A server or a program put it there: no answer is lost.",
        ),
        Text(fr="Rien à faire.", en="Nothing to do."),
    ),
    PRINTED_OVERFLOW: _wording(
        Text(fr="Texte coupé à l'impression", en="Text cut off in print"),
        Text(
            fr="Sur cette copie, le champ « {field} » déborde : la fin du texte est perdue.",
            en="On this copy the field “{field}” overflows: the end of the text is lost.",
        ),
        _ONLY_FIELDS,
        Text(
            fr="Demandez le fichier enregistré par le lecteur PDF.",
            en="Ask for the file that the PDF viewer saved.",
        ),
    ),
    EMBEDDED_LIMIT: _wording(
        Text(fr="Pièces incorporées trop grosses", en="Embedded files too large"),
        Text(
            fr="Des fichiers incorporés dans ce PDF dépassent les limites : non extraits.",
            en="Files embedded in this PDF exceed the limits: they were not extracted.",
        ),
        _LIMITS_PROTECT,
        Text(
            fr="Envoyez ces pièces à côté du formulaire, dans le même message.",
            en="Send these files beside the form, in the same message.",
        ),
    ),
}


def is_unreadable(code: str) -> bool:
    """Whether a document with this problem has no values that may be used."""
    return code in UNREADABLE
