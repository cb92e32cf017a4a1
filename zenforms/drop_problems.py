"""ZF05x–ZF07x: what can keep a drop or its files from being opened.

Reading reports these codes; the rules give them their severity.
"""

from collections.abc import Mapping

from zenforms.findings import Wording
from zenforms.language import Text

UNREADABLE_DROP = "ZF050"
EMPTY_DROP = "ZF051"
MAIL_TOO_LARGE = "ZF052"
TOO_MANY_PARTS = "ZF053"
NESTED_TOO_DEEP = "ZF054"
ENCRYPTED_MESSAGE = "ZF055"
DAMAGED_ATTACHMENT = "ZF056"
DAMAGED_ARCHIVE = "ZF057"
ENCRYPTED_ARCHIVE = "ZF058"
UNSUPPORTED_METHOD = "ZF059"
ARCHIVE_TOO_LARGE = "ZF060"
OTHER_ARCHIVE = "ZF061"
DAMAGED_MEMBER = "ZF062"
SPECIAL_MEMBER = "ZF063"
NESTED_ARCHIVE = "ZF064"
EMPTY_FILE = "ZF065"
TOO_MANY_FILES = "ZF066"
DROP_TOO_LARGE = "ZF067"
UNREADABLE_FILE = "ZF068"
BY_REFERENCE = "ZF069"
DAMAGED_TNEF = "ZF070"
DAMAGED_OUTLOOK = "ZF071"
DAMAGED_MESSAGE = "ZF072"
DAMAGED_RECORDING = "ZF073"
LOCKED_DOCUMENT = "ZF074"
NO_SCAN = "ZF075"
UNSCANNED = "ZF076"

_WHY_DISK = Text(
    fr="Le fichier est verrouillé, protégé ou sur un disque défaillant.",
    en="The file is locked, protected or on a failing disk.",
)
_WHY_WHOLE = Text(
    fr="Une demande est un envoi complet : le formulaire et ses pièces.",
    en="A request is one complete drop: the form and its files.",
)
_WHY_LIMITS = Text(
    fr="Les limites protègent le poste de support contre les envois piégés.",
    en="The limits protect the support desk from booby-trapped drops.",
)
_WHY_CUT = Text(
    fr="La copie ou l'envoi s'est sans doute interrompu.",
    en="The copy or the upload was probably interrupted.",
)
_WHY_PASSWORD = Text(
    fr="Le support n'a pas ce mot de passe et ne le demande pas.",
    en="The support desk does not have this password and does not ask for it.",
)
_RESEND = Text(fr="Demandez un nouvel envoi de ce fichier.", en="Ask for this file again.")
_ORDINARY_ZIP = Text(
    fr="Demandez une archive ZIP ordinaire.", en="Ask for an ordinary ZIP archive."
)

DROP: Mapping[str, Wording] = {
    UNREADABLE_DROP: Wording(
        Text(fr="Envoi illisible", en="Unreadable drop"),
        Text(fr="L'envoi ne peut pas être lu : {detail}.", en="The drop cannot be read: {detail}."),
        _WHY_DISK,
        Text(
            fr="Vérifiez le fichier et ses droits, puis déposez-le de nouveau.",
            en="Check the file and its permissions, then drop it again.",
        ),
    ),
    EMPTY_DROP: Wording(
        Text(fr="Envoi vide", en="Empty drop"),
        Text(fr="L'envoi ne contient aucun fichier.", en="The drop holds no file."),
        _WHY_WHOLE,
        _RESEND,
    ),
    MAIL_TOO_LARGE: Wording(
        Text(fr="Message trop volumineux", en="Message too large"),
        Text(
            fr="Le message dépasse la limite ({limit} octets) : il n'a pas été ouvert.",
            en="The message exceeds the limit ({limit} bytes): it was not opened.",
        ),
        _WHY_LIMITS,
        Text(
            fr="Demandez l'envoi des pièces en plusieurs messages, ou dans une archive ZIP.",
            en="Ask for the files in several messages, or in a ZIP archive.",
        ),
    ),
    TOO_MANY_PARTS: Wording(
        Text(fr="Trop de parties", en="Too many parts"),
        Text(
            fr="Le message a plus de {limit} parties : la suite n'a pas été lue.",
            en="The message has more than {limit} parts: the rest was not read.",
        ),
        _WHY_LIMITS,
        Text(
            fr="Demandez les pièces dans une archive ZIP.", en="Ask for the files in a ZIP archive."
        ),
    ),
    NESTED_TOO_DEEP: Wording(
        Text(fr="Messages trop imbriqués", en="Messages nested too deep"),
        Text(
            fr=(
                "Plus de {limit} messages sont emboîtés l'un dans l'autre : le reste n'a "
                "pas été lu."
            ),
            en="More than {limit} messages lie inside one another: the rest was not read.",
        ),
        _WHY_LIMITS,
        Text(
            fr="Demandez le message d'origine, sans ses transferts successifs.",
            en="Ask for the original message, without the chain of forwards.",
        ),
    ),
    ENCRYPTED_MESSAGE: Wording(
        Text(fr="Message chiffré", en="Encrypted message"),
        Text(
            fr="Le message est chiffré : ni son texte ni ses pièces ne peuvent être lus.",
            en="The message is encrypted: neither its text nor its files can be read.",
        ),
        Text(
            fr="Le support n'a pas la clé de déchiffrement, et ne doit pas l'avoir ici.",
            en="The support desk does not have the key, and must not have it here.",
        ),
        Text(
            fr="Demandez un envoi sans chiffrement, ou déposez le message déchiffré.",
            en="Ask for the message without encryption, or drop the decrypted one.",
        ),
    ),
    DAMAGED_ATTACHMENT: Wording(
        Text(fr="Pièce jointe endommagée", en="Damaged attachment"),
        Text(
            fr="La pièce jointe « {file} » est incomplète ou mal codée.",
            en="The attachment “{file}” is incomplete or badly encoded.",
        ),
        _WHY_CUT,
        _RESEND,
    ),
    DAMAGED_ARCHIVE: Wording(
        Text(fr="Archive endommagée", en="Damaged archive"),
        Text(
            fr="L'archive « {file} » est endommagée : rien n'en a été extrait.",
            en="The archive “{file}” is damaged: nothing was taken from it.",
        ),
        _WHY_CUT,
        _RESEND,
    ),
    ENCRYPTED_ARCHIVE: Wording(
        Text(fr="Archive protégée", en="Protected archive"),
        Text(
            fr="L'archive « {file} » est protégée par un mot de passe.",
            en="The archive “{file}” is protected by a password.",
        ),
        _WHY_PASSWORD,
        Text(
            fr="Demandez une archive sans mot de passe.",
            en="Ask for an archive without a password.",
        ),
    ),
    UNSUPPORTED_METHOD: Wording(
        Text(fr="Compression non prise en charge", en="Compression not supported"),
        Text(
            fr=(
                "« {member} », dans l'archive « {file} », est compressé par {method} : "
                "il n'a pas été extrait."
            ),
            en=(
                "“{member}”, in the archive “{file}”, is compressed by {method}: it was "
                "not taken out."
            ),
        ),
        Text(
            fr="Seules les méthodes courantes du format ZIP sont lues.",
            en="Only the usual methods of the ZIP format are read.",
        ),
        _ORDINARY_ZIP,
    ),
    ARCHIVE_TOO_LARGE: Wording(
        Text(fr="Archive trop volumineuse", en="Archive too large"),
        Text(
            fr="L'archive « {file} » contient trop de fichiers ou trop de données.",
            en="The archive “{file}” holds too many files or too much data.",
        ),
        _WHY_LIMITS,
        Text(
            fr="Demandez seulement les fichiers utiles à la demande.",
            en="Ask only for the files that the request needs.",
        ),
    ),
    OTHER_ARCHIVE: Wording(
        Text(fr="Archive d'un autre format", en="Archive of another format"),
        Text(
            fr="L'archive « {file} » ({format}) n'a pas été ouverte.",
            en="The archive “{file}” ({format}) was not opened.",
        ),
        Text(fr="Seules les archives ZIP sont ouvertes.", en="Only ZIP archives are opened."),
        _ORDINARY_ZIP,
    ),
    DAMAGED_MEMBER: Wording(
        Text(fr="Fichier d'archive endommagé", en="Damaged file in an archive"),
        Text(
            fr=("« {member} », dans l'archive « {file} », est endommagé : il n'a pas été extrait."),
            en="“{member}”, in the archive “{file}”, is damaged: it was not taken out.",
        ),
        _WHY_CUT,
        _RESEND,
    ),
    SPECIAL_MEMBER: Wording(
        Text(fr="Lien ou fichier spécial", en="Link or special file"),
        Text(
            fr="« {member} » est un lien ou un fichier spécial : il a été laissé de côté.",
            en="“{member}” is a link or a special file: it was left aside.",
        ),
        Text(
            fr="Un lien peut désigner n'importe quel fichier du poste qui l'ouvre.",
            en="A link may point to any file of the machine that opens it.",
        ),
        Text(fr="Demandez le fichier lui-même.", en="Ask for the file itself."),
    ),
    NESTED_ARCHIVE: Wording(
        Text(fr="Archive dans une archive", en="Archive inside an archive"),
        Text(
            fr=(
                "L'archive « {file} » se trouve dans une archive : elle est gardée sans "
                "être ouverte."
            ),
            en="The archive “{file}” lies inside an archive: it is kept unopened.",
        ),
        _WHY_LIMITS,
        Text(
            fr="Ouvrez-la à la main si la demande l'exige.",
            en="Open it by hand if the request needs it.",
        ),
    ),
    EMPTY_FILE: Wording(
        Text(fr="Fichier vide", en="Empty file"),
        Text(
            fr="Le fichier « {file} » est vide (0 octet).",
            en="The file “{file}” is empty (0 bytes).",
        ),
        _WHY_CUT,
        _RESEND,
    ),
    TOO_MANY_FILES: Wording(
        Text(fr="Trop de fichiers", en="Too many files"),
        Text(
            fr="L'envoi contient plus de {limit} fichiers : la suite n'a pas été lue.",
            en="The drop holds more than {limit} files: the rest was not read.",
        ),
        _WHY_LIMITS,
        Text(
            fr="Demandez seulement les fichiers utiles à la demande.",
            en="Ask only for the files that the request needs.",
        ),
    ),
    DROP_TOO_LARGE: Wording(
        Text(fr="Envoi trop volumineux", en="Drop too large"),
        Text(
            fr=(
                "« {file} » ferait dépasser la taille permise pour un envoi ({limit} "
                "octets) : il n'a pas été lu."
            ),
            en=(
                "“{file}” would exceed the size allowed for one drop ({limit} bytes): it "
                "was not read."
            ),
        ),
        _WHY_LIMITS,
        Text(
            fr="Demandez seulement les fichiers utiles à la demande.",
            en="Ask only for the files that the request needs.",
        ),
    ),
    UNREADABLE_FILE: Wording(
        Text(fr="Fichier illisible", en="Unreadable file"),
        Text(
            fr="Le fichier « {file} » ne peut pas être lu : il a été laissé de côté.",
            en="The file “{file}” cannot be read: it was left aside.",
        ),
        _WHY_DISK,
        Text(
            fr="Vérifiez le fichier et ses droits, puis déposez l'envoi de nouveau.",
            en="Check the file and its permissions, then drop everything again.",
        ),
    ),
    BY_REFERENCE: Wording(
        Text(fr="Pièce jointe par lien", en="Attachment by link"),
        Text(
            fr=(
                "La pièce « {file} » n'est pas dans le message : il n'en contient que le "
                "lien ou l'image incorporée."
            ),
            en=(
                "The file “{file}” is not in the message, which holds only a link to it "
                "or an embedded object."
            ),
        ),
        Text(
            fr="Le support n'ouvre aucun lien venu d'un message.",
            en="The support desk opens no link that comes in a message.",
        ),
        Text(
            fr="Demandez le fichier lui-même en pièce jointe.",
            en="Ask for the file itself as an attachment.",
        ),
    ),
    DAMAGED_TNEF: Wording(
        Text(fr="winmail.dat endommagé", en="Damaged winmail.dat"),
        Text(
            fr=("Le fichier « winmail.dat » d'Outlook est endommagé : des pièces peuvent manquer."),
            en="Outlook's “winmail.dat” is damaged: files may be missing.",
        ),
        _WHY_CUT,
        Text(
            fr="Demandez un envoi au format HTML ou texte brut, sans « texte enrichi ».",
            en="Ask for the message as HTML or plain text, not as “rich text”.",
        ),
    ),
    DAMAGED_OUTLOOK: Wording(
        Text(fr="Message Outlook endommagé", en="Damaged Outlook message"),
        Text(
            fr="Le message Outlook (.msg) est endommagé : il n'a pas pu être lu.",
            en="The Outlook message (.msg) is damaged: it could not be read.",
        ),
        _WHY_CUT,
        Text(
            fr="Enregistrez de nouveau le message depuis Outlook, puis déposez-le.",
            en="Save the message from Outlook again, then drop it.",
        ),
    ),
    DAMAGED_MESSAGE: Wording(
        Text(fr="Message endommagé", en="Damaged message"),
        Text(
            fr="Le message est incomplet ou mal formé : des pièces peuvent manquer.",
            en="The message is incomplete or malformed: files may be missing.",
        ),
        _WHY_CUT,
        Text(
            fr="Comparez avec le message d'origine avant de répondre.",
            en="Compare with the original message before you answer.",
        ),
    ),
    DAMAGED_RECORDING: Wording(
        Text(fr="Rapport PSR illisible", en="Unreadable PSR report"),
        Text(
            fr=("L'enregistrement « {file} » est endommagé : ses étapes ne peuvent pas être lues."),
            en="The recording “{file}” is damaged: its steps cannot be read.",
        ),
        _WHY_CUT,
        Text(
            fr="Demandez un nouveau rapport PSR, envoyé sans être ouvert ni renommé.",
            en="Ask for a new PSR report, sent without being opened or renamed.",
        ),
    ),
    LOCKED_DOCUMENT: Wording(
        Text(fr="Document protégé", en="Protected document"),
        Text(
            fr="Le document « {file} » est protégé par un mot de passe.",
            en="The document “{file}” is protected by a password.",
        ),
        _WHY_PASSWORD,
        Text(
            fr="Demandez le document sans mot de passe.",
            en="Ask for the document without a password.",
        ),
    ),
    NO_SCAN: Wording(
        Text(fr="Antivirus muet", en="Scanner silent"),
        Text(
            fr="L'antivirus n'a pas répondu ({detail}) : l'envoi attend.",
            en="The virus scanner did not answer ({detail}): the drop waits.",
        ),
        Text(
            fr="Un envoi non contrôlé n'est jamais traité quand un antivirus est configuré.",
            en="An unscanned drop is never handled when a scanner is configured.",
        ),
        Text(
            fr="Vérifiez le service clamd : l'envoi sera repris de lui-même.",
            en="Check the clamd service: the drop will be taken up again by itself.",
        ),
    ),
    UNSCANNED: Wording(
        Text(fr="Fichier non contrôlé", en="Unscanned file"),
        Text(
            fr=(
                "Le fichier « {file} » est trop volumineux pour l'antivirus : il n'a pas "
                "été contrôlé."
            ),
            en="The file “{file}” is too large for the virus scanner: it was not scanned.",
        ),
        Text(
            fr="Un fichier non contrôlé n'est jamais donné pour sain.",
            en="An unscanned file is never taken for clean.",
        ),
        Text(
            fr="Contrôlez-le à la main, ou relevez la limite de clamd (StreamMaxLength).",
            en="Scan it by hand, or raise clamd's limit (StreamMaxLength).",
        ),
    ),
}
"""What could not be opened or read."""
