"""An example of every rule: its message with invented particulars, or a case that triggers it."""

from collections.abc import Mapping
from datetime import date
from string import Formatter

from zenforms.findings import Argument
from zenforms.judging.coverage import CONFIRM_CAUSE, CONFIRM_COMPETENCE
from zenforms.judging.dates import spoken_day
from zenforms.judging.rules.rule import Rule
from zenforms.language import Lang, Text
from zenforms.words import OF_THE_CHARTER, Words, marks

_SAME = "ZF-261124-7K3QD"

PARTICULARS: Mapping[str, Argument] = {
    "actions": "Launch, SubmitForm",
    "address": "x@ailleurs.example",
    "because": Text(
        fr="« Type de demande » : Dysfonctionnement apparent",
        en="“Kind of request”: Apparent malfunction",
    ),
    "carrier": "x@ailleurs.example",
    "channel": Text(fr="courriel", en="e-mail"),
    "client": "Société Exemple",
    "correction": "impression des factures",
    "count": "2",
    "day": spoken_day(date(2026, 3, 2)),
    "detail": "xref",
    "domain": "ailleurs.example",
    "field": "summary",
    "example": "1.summary",
    "file": "psr.zip",
    "files": "« trace.log »",
    "first": "psr.zip",
    "form": "assistance-request",
    "format": "7z",
    "hours": "0",
    "kind": Text(fr="film d'écran", en="screen recording"),
    "known": "Société Exemple",
    "label": Text(fr="En une phrase", en="In one sentence"),
    "latest": "12.2",
    "length": "148",
    "limit": "120",
    "meant": "anne.essai@client.example",
    "member": "trace.log",
    "method": "Deflate64",
    "name": "suite.zip",
    "names": "« demande.pdf », « demande-2.pdf »",
    "number": _SAME,
    "numbers": "ZF-260511-7K3QM, ZF-260512-VTWAY",
    "one": "5",
    "operation": "Environnement de test",
    "other": "3",
    "place": "KeyError, pack.py:61",
    "part": "Capture Modèle",
    "reason": "Auto-Submitted",
    "revision": "9",
    "second": "psr (1).zip",
    "sender": "inconnu@ailleurs.example",
    "service": Text(fr="Étude de faisabilité", en="Feasibility study"),
    "sign": "List-Id",
    "since": spoken_day(date(2026, 3, 31)),
    "size": "34",
    "summary": "URGENT problème",
    "value": "inconnu",
    "version": "12.1",
    "what": CONFIRM_CAUSE,
    "words": "Le poste s'arrête à l'impression",
}
"""What stands for each argument where the rule has no particulars of its own."""

_DOMAIN = Text(
    fr="L'abonnement aux mises à jour porte uniquement sur les licences : il ne couvre pas le "
    "domaine concerné.",
    en="The subscription to updates covers licences only, not the domain concerned.",
)
OWN: Mapping[str, Mapping[str, Argument]] = {
    "ZF009": {"detail": "6 000 > 5 000"},
    "ZF013": {"detail": "Permission denied"},
    "ZF028": {"revision": "1", "latest": "2"},
    "ZF050": {"detail": "Input/output error"},
    "ZF053": {"limit": "200"},
    "ZF054": {"limit": "10"},
    "ZF066": {"limit": "200"},
    "ZF067": {"file": "film.mp4", "limit": "250000000"},
    "ZF052": {"limit": "25000000"},
    "ZF008": {"limit": "20"},
    "ZF311": {"reason": _DOMAIN},
    "ZF313": {"reason": _DOMAIN},
    "ZF320": {
        "reason": Text(
            fr="L'abonnement aux mises à jour a pris fin le 31 décembre 2025.",
            en="The subscription to updates ended on 31 December 2025.",
        )
    },
    "ZF321": {
        "reason": Text(
            fr="Le devis de certains développements inclut la correction, mais la demande ne "
            "nomme aucun d'eux.",
            en="The quote of some developments includes correction, but the request names none of "
            "them.",
        )
    },
    "ZF516": {
        "service": "mx.editions.example",
        "sender": "camille@client.example",
        "other": "ailleurs.example",
    },
    "ZF513": {"service": "mx.editions.example", "sender": "camille@client.example"},
    "ZF514": {"service": "mx.editions.example", "sender": "camille@client.example"},
    "ZF060": {"file": "pieces.zip"},
    "ZF061": {"file": "pieces.7z"},
    "ZF062": {"file": "pieces.zip"},
    "ZF064": {"file": "journaux.zip"},
    "ZF035": {"file": "demande.fdf"},
    "ZF037": {"file": "demande.pdf"},
    "ZF039": {"file": "Recording_20260511.zip"},
    "ZF040": {"words": "urgent"},
    "ZF069": {"file": "facture.pdf"},
    "ZF074": {"file": "tarifs.xlsx"},
    "ZF075": {"detail": "connection refused"},
    "ZF081": {"count": "3"},
    "ZF083": {"first": _SAME},
    "ZF103": {"label": Text(fr="Je confirme…", en="I confirm…")},
    "ZF104": {
        "label": Text(
            fr="Ma demande porte sur un seul sujet.", en="My request is about one subject only."
        )
    },
    "ZF105": {
        "label": Text(fr="Je déclare que les documents joints…", en="I declare that the documents…")
    },
    "ZF102": {"label": Text(fr="Postes concernés", en="Workstations concerned")},
    "ZF201": {
        "label": Text(fr="Votre adresse électronique", en="Your e-mail address"),
        "value": "anne.essai(at)client.example",
    },
    "ZF202": {"label": Text(fr="Téléphone", en="Telephone"), "value": "demander Anne"},
    "ZF203": {
        "label": Text(fr="Version de votre {desktop}", en="Version of your {desktop}"),
        "value": "la dernière",
    },
    "ZF366": {
        "label": Text(fr="Version de votre {desktop}", en="Version of your {desktop}"),
        "value": "12.2",
    },
    "ZF239": {
        "label": Text(fr="Votre adresse électronique", en="Your e-mail address"),
        "value": "<anne.essai@client.example>.",
    },
    "ZF535": {"address": "rené@client.example", "other": "anne.essai@client.example"},
    "ZF531": {"numbers": _SAME},
    "ZF204": {
        "label": Text(fr="Suite d'une demande précédente ?", en="Follows an earlier request?"),
        "value": "celle de mardi",
    },
    "ZF206": {
        "label": Text(fr="Degré d'urgence", en="Urgency"),
        "value": "Très très haute",
    },
    "ZF208": {"label": Text(fr="Mode de demande", en="Kind of contract")},
    "ZF314": {"what": CONFIRM_COMPETENCE},
    "ZF333": {"version": "12.3"},
    "ZF334": {"version": "12.2"},
    "ZF341": {"service": "Import"},
    "ZF403": {"service": "Import"},
    "ZF417": {"file": "psr.docx", "kind": Text(fr="un document PDF", en="a PDF document")},
    "ZF419": {"file": "film.mp4"},
    "ZF420": {"file": "import.log"},
    "ZF421": {"file": "import.log"},
    "ZF422": {"file": "import.log"},
    "ZF440": {"label": Text(fr="Rapport PSR joint", en="PSR report sent")},
    "ZF441": {"label": Text(fr="Journaux (logs) joints", en="Logs sent")},
    "ZF505": {"value": "Société Autre"},
    "ZF506": {"value": "Exemple & Fils"},
    "ZF550": {"file": "installer.exe"},
    "ZF551": {"file": "relance.vbs"},
    "ZF552": {"file": "facture.pdf.lnk"},
    "ZF553": {"file": "pieces.iso"},
    "ZF554": {"file": "tarifs.xlsm"},
    "ZF555": {"file": "facture.pdf.exe", "detail": ".pdf, .exe"},
    "ZF556": {"file": "notice.html"},
    "ZF557": {"file": "pieces.zip", "member": "zeros.bin"},
    "ZF558": {"file": "facture.doc", "name": "Eicar-Test-Signature"},
}
"""The particulars of single rules."""

CASES: Mapping[str, Text] = {
    "ZF082": Text(
        fr="Un lien symbolique nommé demande.pdf.", en="A symbolic link called demande.pdf."
    ),
    "ZF594": Text(
        fr="Un courriel dont l'objet est « Réponse automatique : Votre demande ».",
        en="An e-mail with the subject “Automatic reply: Your request”.",
    ),
    "ZF595": Text(
        fr="Une invitation à une réunion, envoyée à l'adresse du support.",
        en="An invitation to a meeting, sent to the support address.",
    ),
    "ZF559": Text(
        fr="Un journal de 3 Mo dont chaque ligne demande une seconde.",
        en="A log of 3 MB each line of which takes a second.",
    ),
    "ZF560": Text(
        fr="Un enregistrement dont la page tiendrait dans 8 Go.",
        en="A recording whose page would take 8 GB.",
    ),
    "ZF561": Text(
        fr="Un zip de 1 Mo qui deviendrait 900 Mo de pièces.",
        en="A zip of 1 MB that would become 900 MB of files.",
    ),
    "ZF562": Text(
        fr="Un vingt-et-unième envoi pour une même demande incomplète.",
        en="A twenty-first drop for one incomplete request.",
    ),
    "ZF001": Text(
        fr="Un document Word renommé en demande.pdf.", en="A Word document renamed to demande.pdf."
    ),
    "ZF002": Text(fr="demande.pdf, 0 octet.", en="demande.pdf, 0 bytes."),
    "ZF003": Text(
        fr="Un envoi coupé au milieu du fichier.", en="An upload that broke off half-way."
    ),
    "ZF005": Text(
        fr="Le formulaire enregistré avec un mot de passe d'ouverture.",
        en="The form saved with a password to open it.",
    ),
    "ZF006": Text(
        fr="Le formulaire chiffré pour le certificat d'un collègue.",
        en="The form encrypted for a colleague's certificate.",
    ),
    "ZF007": Text(
        fr="Un fichier protégé par un outil maison.", en="A file protected by a home-made tool."
    ),
    "ZF010": Text(
        fr="Un fichier fait pour occuper le lecteur sans fin.",
        en="A file made to keep its reader busy for ever.",
    ),
    "ZF011": Text(
        fr="Quelques Ko qui en donnent des Go une fois décompressés.",
        en="A few kB that unpack to gigabytes.",
    ),
    "ZF012": Text(
        fr="Un fichier qui fait tomber le programme qui le lit.",
        en="A file that brings down the program reading it.",
    ),
    "ZF014": Text(fr="Une notice en PDF.", en="A manual in PDF."),
    "ZF029": Text(
        fr="Un formulaire enregistré avec la page d'erreur du serveur à la fin.",
        en="A form saved with the server's error page at its end.",
    ),
    "ZF031": Text(
        fr="Un serveur a mal recopié la ligne qui sépare les pièces.",
        en="A server copied the line badly that parts the files.",
    ),
    "ZF032": Text(
        fr="Une pièce codée collée dans le texte du message.",
        en="An encoded file pasted into the text of the message.",
    ),
    "ZF038": Text(
        fr="Un message protégé par le programme de messagerie du client.",
        en="A message protected by the client's mail program.",
    ),
    "ZF534": Text(
        fr="Un collègue transmet en un message les formulaires de deux sociétés.",
        en="A colleague forwards the forms of two companies in one message.",
    ),
    "ZF016": Text(fr="Le formulaire imprimé puis scanné.", en="The form printed and scanned."),
    "ZF017": Text(
        fr="Un formulaire fait avec LiveCycle.", en="A form that was made with LiveCycle."
    ),
    "ZF018": Text(fr="Une déclaration fiscale.", en="A tax return."),
    "ZF020": Text(
        fr="Enregistré dans Chrome « sans les modifications ».",
        en="Saved in Chrome “without changes”.",
    ),
    "ZF026": Text(
        fr="Un film de 80 Mo incorporé dans le formulaire.",
        en="A film of 80 MB embedded in the form.",
    ),
    "ZF051": Text(fr="Un dossier vide.", en="An empty folder."),
    "ZF055": Text(
        fr="Un message S/MIME que seul son destinataire peut lire.",
        en="An S/MIME message that only its recipient can read.",
    ),
    "ZF070": Text(
        fr="Un « winmail.dat » tronqué par une passerelle.",
        en="A “winmail.dat” cut off by a gateway.",
    ),
    "ZF071": Text(
        fr="Un .msg dont l'enregistrement s'est interrompu.",
        en="A .msg that was saved only partly.",
    ),
    "ZF072": Text(
        fr="Un .eml dont la dernière pièce est coupée.", en="An .eml whose last file is cut off."
    ),
    "ZF090": Text(fr="Un zip de journaux, sans formulaire.", en="A zip of logs, without a form."),
    "ZF091": Text(
        fr="Un message sans formulaire, dont une archive est endommagée.",
        en="A message without a form, one archive of which is damaged.",
    ),
    "ZF303": Text(
        fr="Un avis de non-remise, avec notre formulaire de correction.",
        en="A delivery failure that holds our correction form.",
    ),
    "ZF322": Text(
        fr="« Développement spécifique », et la description nomme « Relance auto ».",
        en="“Specific development”, and the description names “Relance auto”.",
    ),
    "ZF340": Text(
        fr="« Cela se produit-il à chaque fois ? » : Non.", en="“Does it happen every time?”: No."
    ),
    "ZF351": Text(
        fr="Le même texte dans « En une phrase » et « En détail ».",
        en="The same text in “In one sentence” and “In detail”.",
    ),
    "ZF352": Text(fr="« Message d'erreur. »", en="“Error message.”"),
    "ZF353": Text(
        fr="« La messagerie fonctionne mal sur certains postes. »",
        en="“The mail works badly on some workstations.”",
    ),
    "ZF354": Text(
        fr="« Autre problème : le scanner ne répond plus. »",
        en="“Another problem: the scanner no longer answers.”",
    ),
    "ZF355": Text(
        fr="« Finalement c'est résolu, vous pouvez clôturer. »",
        en="“It is solved after all, you may close it.”",
    ),
    "ZF356": Text(
        fr="« Ci-joint notre formulaire. Par ailleurs, pourriez-vous nous faire un devis ? »",
        en="“Our form is attached. Besides, could you send us a quote?”",
    ),
    "ZF381": Text(
        fr="Le numéro d'une demande qui n'a jamais existé.",
        en="The number of a request that never was.",
    ),
    "ZF384": Text(
        fr="« C'est résolu, merci de fermer. », d'un client qui a deux demandes en cours.",
        en="“The problem is solved, please close.”, from a client with two open requests.",
    ),
    "ZF380": Text(fr="« celle d'hier »", en="“the one of yesterday”"),
    "ZF401": Text(
        fr="Dysfonctionnement apparent, formulaire envoyé seul.",
        en="Apparent malfunction, form sent by itself.",
    ),
    "ZF402": Text(fr="Assistance, formulaire envoyé seul.", en="Assistance, form sent by itself."),
    "ZF405": Text(
        fr="Dysfonctionnement apparent, avec trois captures d'écran et les étapes décrites.",
        en="Apparent malfunction, with three screenshots and the steps described.",
    ),
    "ZF406": Text(
        fr="Une capture d'écran, et « Ça ne marche pas » pour toute description.",
        en="A screenshot, and “It does not work” for a description.",
    ),
    "ZF404": Text(
        fr="Assistance, « Un service est-il en cause ? » : Oui, aucun journal.",
        en="Assistance, “Is a service involved?”: Yes, no log.",
    ),
    "ZF501": Text(
        fr="L'identifiant caché du client a été effacé.", en="The client's hidden id was erased."
    ),
    "ZF503": Text(
        fr="Un formulaire fait avec un autre outil.", en="A form made with another tool."
    ),
    "ZF504": Text(
        fr="Le nom de client remplacé dans un éditeur PDF.",
        en="The client name replaced in a PDF editor.",
    ),
    "ZF510": Text(fr="Un script ajouté dans un éditeur PDF.", en="A script added in a PDF editor."),
    "ZF515": Text(
        fr="Un message que le serveur de courrier du bureau n'a pas tamponné.",
        en="A message that the desk's mail server did not stamp.",
    ),
}
"""What triggers the rules whose message has no particulars."""


def example_of(rule: Rule, words: Words = OF_THE_CHARTER) -> Text:
    """An example of what the rule says, or of what makes it speak."""
    if case := CASES.get(rule.code):
        return words.put(case)
    given: dict[str, str | Text] = {**PARTICULARS, **OWN.get(rule.code, {})}
    particulars = {n: words.put(v) if isinstance(v, Text) else v for n, v in given.items()}
    message = words.put(rule.wording.message)
    return Text(fr=message.fill(Lang.FR, particulars), en=message.fill(Lang.EN, particulars))


def particulars_of(text: str) -> set[str]:
    """The names of the arguments that a message takes; the marks of words are none."""
    return {
        name for _, name, _, _ in Formatter().parse(text) if name and name.lower() not in marks()
    }
