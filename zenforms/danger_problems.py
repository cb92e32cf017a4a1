"""ZF55x: what may do harm when a person opens it.

Reading reports these codes; the rules, and the policy above them, decide.
"""

from collections.abc import Mapping

from zenforms.findings import Wording
from zenforms.language import Text

EXECUTABLE = "ZF550"
SCRIPT = "ZF551"
SHORTCUT = "ZF552"
DISK_IMAGE = "ZF553"
MACROS = "ZF554"
DISGUISED = "ZF555"
ACTIVE = "ZF556"
BOMB = "ZF557"
INFECTED = "ZF558"

_WHY_DANGER = Text(
    fr="Une demande d'assistance n'a besoin d'aucun fichier qui s'exécute.",
    en="A request for assistance needs no file that can run.",
)
_DONT_OPEN = Text(
    fr="N'ouvrez pas ce fichier ; demandez au client pourquoi il l'a joint.",
    en="Do not open this file; ask the client why it was sent.",
)

DANGER: Mapping[str, Wording] = {
    EXECUTABLE: Wording(
        Text(fr="Programme exécutable", en="Executable program"),
        Text(fr="Le fichier « {file} » est un programme.", en="The file “{file}” is a program."),
        _WHY_DANGER,
        _DONT_OPEN,
    ),
    SCRIPT: Wording(
        Text(fr="Script", en="Script"),
        Text(
            fr="Le fichier « {file} » est un script qu'un double-clic exécuterait.",
            en="The file “{file}” is a script that a double-click would run.",
        ),
        _WHY_DANGER,
        _DONT_OPEN,
    ),
    SHORTCUT: Wording(
        Text(fr="Raccourci", en="Shortcut"),
        Text(
            fr="Le fichier « {file} » est un raccourci : il peut lancer n'importe quoi.",
            en="The file “{file}” is a shortcut: it may start anything.",
        ),
        _WHY_DANGER,
        _DONT_OPEN,
    ),
    DISK_IMAGE: Wording(
        Text(fr="Image disque", en="Disk image"),
        Text(
            fr=(
                "Le fichier « {file} » est une image disque : les protections de Windows "
                "n'y agissent pas."
            ),
            en="The file “{file}” is a disk image: Windows' protections do not act inside it.",
        ),
        _WHY_DANGER,
        _DONT_OPEN,
    ),
    MACROS: Wording(
        Text(fr="Document à macros", en="Document with macros"),
        Text(
            fr="Le document « {file} » contient des macros ou charge un modèle externe.",
            en="The document “{file}” holds macros or loads a remote template.",
        ),
        _WHY_DANGER,
        _DONT_OPEN,
    ),
    DISGUISED: Wording(
        Text(fr="Nom trompeur", en="Disguised name"),
        Text(
            fr="Le nom du fichier « {file} » cache ce qu'il est : {detail}.",
            en="The name of the file “{file}” hides what it is: {detail}.",
        ),
        _WHY_DANGER,
        _DONT_OPEN,
    ),
    ACTIVE: Wording(
        Text(fr="Contenu actif", en="Active content"),
        Text(
            fr="Le fichier « {file} » contient du code ou des objets actifs.",
            en="The file “{file}” holds code or active objects.",
        ),
        _WHY_DANGER,
        _DONT_OPEN,
    ),
    BOMB: Wording(
        Text(fr="Archive piégée", en="Booby-trapped archive"),
        Text(
            fr=(
                "L'archive « {file} » est construite pour saturer la machine qui l'ouvre "
                "({member})."
            ),
            en=("The archive “{file}” is built to overwhelm the machine that opens it ({member})."),
        ),
        _WHY_DANGER,
        _DONT_OPEN,
    ),
    INFECTED: Wording(
        Text(fr="Logiciel malveillant", en="Malware"),
        Text(
            fr="L'antivirus a reconnu « {name} » dans le fichier « {file} ».",
            en="The virus scanner found “{name}” in the file “{file}”.",
        ),
        _WHY_DANGER,
        _DONT_OPEN,
    ),
}
"""What to keep a person from opening."""
