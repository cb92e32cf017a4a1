"""ZF03x: how a form of ours came otherwise than whole, in a message that is whole.

Reading reports these codes; the rules give them their severity.
"""

from collections.abc import Mapping

from zenforms.findings import Wording
from zenforms.language import Text

MENDED_MESSAGE = "ZF031"
ENCODED_TEXT = "ZF032"
RENAMED_FIELDS = "ZF033"
SEVERAL_FORMS = "ZF034"
FORM_DATA = "ZF035"
WRITTEN_OVER = "ZF036"
LINKED_FILE = "ZF037"
RIGHTS_MANAGED = "ZF038"
REMOVED_FILE = "ZF039"
WRITTEN_BESIDE = "ZF040"

_ASK_FOR_THE_FILE = Text(
    fr="Demandez le fichier lui-même en pièce jointe.",
    en="Ask for the file itself as an attachment.",
)
_NO_LINK = Text(
    fr="Le support n'ouvre aucun lien venu d'un message.",
    en="The support desk opens no link that comes in a message.",
)

FRAME: Mapping[str, Wording] = {
    MENDED_MESSAGE: Wording(
        Text(fr="Message réparé", en="Mended message"),
        Text(
            fr="Des lignes techniques de ce message étaient abîmées : il a été lu comme il était "
            "voulu.",
            en="Technical lines of this message were damaged: it was read as it was meant.",
        ),
        Text(
            fr="Un serveur ou un programme les a changées en route.",
            en="A server or a program changed them on the way.",
        ),
        Text(fr="Rien à faire.", en="Nothing to do."),
    ),
    ENCODED_TEXT: Wording(
        Text(fr="Pièce restée dans le texte", en="File left in the text"),
        Text(
            fr="Le texte du message contient des lignes codées qui semblent être une pièce jointe.",
            en="The text of the message holds encoded lines that seem to be an attachment.",
        ),
        Text(
            fr="Un serveur a défait le message : cette pièce n'a pas pu être ouverte.",
            en="A server took the message apart: this file could not be opened.",
        ),
        _ASK_FOR_THE_FILE,
    ),
    RENAMED_FIELDS: Wording(
        Text(fr="Formulaire fusionné", en="Merged form"),
        Text(
            fr="Un programme a renommé les champs du formulaire (« {example} ») : ils ont été lus "
            "sous leur propre nom.",
            en="A program renamed the fields of the form (“{example}”): they were read under "
            "their own names.",
        ),
        Text(
            fr="C'est ce que font les programmes qui fusionnent plusieurs PDF ; aucune réponse "
            "n'est perdue.",
            en="That is what programs do that merge several PDF files; no answer is lost.",
        ),
        Text(fr="Rien à faire.", en="Nothing to do."),
    ),
    SEVERAL_FORMS: Wording(
        Text(fr="Plusieurs formulaires dans un PDF", en="Several forms in one PDF"),
        Text(
            fr="Ce PDF réunit {count} de nos formulaires : un seul peut être lu à la fois.",
            en="This PDF joins {count} of our forms: only one can be read at a time.",
        ),
        Text(
            fr="Une demande est un formulaire ; rien ne dit lequel compte.",
            en="A request is one form; nothing says which one counts.",
        ),
        Text(
            fr="Envoyez chaque formulaire dans son propre message, sans le fusionner.",
            en="Send each form in a message of its own, without merging it.",
        ),
    ),
    FORM_DATA: Wording(
        Text(fr="Données sans formulaire", en="Data without the form"),
        Text(
            fr="« {file} » contient les réponses du formulaire, sans le formulaire lui-même.",
            en="“{file}” holds the answers of the form, without the form itself.",
        ),
        Text(
            fr="Le lecteur PDF a envoyé ses données (FDF ou XFDF). Le sceau ne couvre que le nom "
            "du formulaire et du client, pas les réponses.",
            en="The PDF viewer sent its data (FDF or XFDF). The seal covers only the names of "
            "form and client, not the answers.",
        ),
        Text(
            fr="La prochaine fois, enregistrez le PDF et joignez-le au message.",
            en="Next time save the PDF and attach it to the message.",
        ),
    ),
    WRITTEN_OVER: Wording(
        Text(fr="Texte écrit par-dessus le formulaire", en="Text written over the form"),
        Text(
            fr="Du texte est écrit sur les pages, hors des champs : « {words} ».",
            en="Words are written on the pages, outside of the fields: “{words}”.",
        ),
        Text(
            fr="Un outil de texte ou de dessin écrit sur la page ; les champs restent vides.",
            en="A text or drawing tool writes on the page; the fields stay empty.",
        ),
        Text(
            fr="Lisez ce texte dans un lecteur PDF, et demandez que les réponses soient saisies "
            "dans les champs.",
            en="Read it in a PDF viewer, and ask for the answers to be typed into the fields.",
        ),
    ),
    WRITTEN_BESIDE: Wording(
        Text(fr="Texte à côté des champs", en="Text beside the fields"),
        Text(
            fr="Outre les champs, du texte ou un dessin a été ajouté sur les pages : « {words} ».",
            en="Beside the fields, words or a drawing were added on the pages: “{words}”.",
        ),
        Text(
            fr="Un outil de texte ou de dessin écrit sur la page ; le ticket ne reprend que les "
            "champs.",
            en="A text or drawing tool writes on the page; the ticket holds only the fields.",
        ),
        Text(
            fr="Lisez aussi ce texte avant de traiter la demande.",
            en="Read these words, too, before you handle the request.",
        ),
    ),
    LINKED_FILE: Wording(
        Text(fr="Pièce envoyée par un lien", en="File sent as a link"),
        Text(
            fr="« {file} » est un lien vers un espace de partage : le fichier n'est pas dans le "
            "message.",
            en="“{file}” is a link to a share: the file is not in the message.",
        ),
        _NO_LINK,
        _ASK_FOR_THE_FILE,
    ),
    RIGHTS_MANAGED: Wording(
        Text(fr="Message à droits restreints", en="Rights-managed message"),
        Text(
            fr="Le message est protégé (droits restreints) : son contenu et ses pièces sont "
            "chiffrés.",
            en="The message is protected (rights management): its content and files are encrypted.",
        ),
        Text(
            fr="Seul un compte du destinataire peut l'ouvrir, dans son propre programme.",
            en="Only an account of the recipient can open it, in its own program.",
        ),
        Text(
            fr="Demandez un envoi sans protection, le formulaire en pièce jointe.",
            en="Ask for a message without protection, with the form attached.",
        ),
    ),
    REMOVED_FILE: Wording(
        Text(fr="Pièce retirée en route", en="File removed on the way"),
        Text(
            fr="Une passerelle a retiré une pièce de ce message ; sa note est « {file} ».",
            en="A gateway removed a file from this message; its note is “{file}”.",
        ),
        Text(
            fr="Un filtre de messagerie bloque certains types de fichiers.",
            en="A mail filter blocks some kinds of files.",
        ),
        Text(
            fr="Demandez la pièce dans une archive ZIP, ou par un autre moyen convenu.",
            en="Ask for the file in a ZIP archive, or in another way that was agreed.",
        ),
    ),
}
"""What stood in for a form or around it."""
