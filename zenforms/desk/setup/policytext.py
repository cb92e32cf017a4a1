"""What each line of `policy.toml` means, in the words of whoever has to decide it."""

from collections.abc import Mapping

from zenforms.language import Text

OPENING = Text(
    fr="Ce que décide ce bureau. Une ligne précédée de # garde la valeur par défaut ; ôtez le # "
    "pour la changer. Le fichier est relu dès qu'il change ; « zenforms doctor » le vérifie.",
    en="What this desk decides. A line that begins with # keeps the default; take the # away to "
    "change it. The file is read again when it changes; “zenforms doctor” checks it.",
)

COMMENTS: Mapping[str, Text] = {
    "language": Text(
        fr="La langue de ce que vous lisez dans les dossiers, rapports et tickets : fr ou en. Sans "
        "elle, celle de la commande qui travaille (--lang, ZENFORMS_LANG). Les lettres suivent "
        "la langue du client.",
        en="The language of what you read in the folders, reports and tickets: fr or en. Without "
        "it, that of the command at work (--lang, ZENFORMS_LANG). Letters follow the client's "
        "language.",
    ),
    "vendor": Text(
        fr="Qui vous êtes, pour vos clients.",
        en="Who you are, to your clients.",
    ),
    "vendor.name": Text(fr="Votre nom.", en="Your name."),
    "vendor.email": Text(
        fr="L'adresse du support, dans les formulaires et les lettres.",
        en="The support address, in forms and letters.",
    ),
    "vendor.telephone": Text(fr="Le téléphone du support.", en="The support telephone."),
    "vendor.accent": Text(
        fr="La couleur de vos formulaires, #RRVVBB.",
        en="The colour of your forms, #RRGGBB.",
    ),
    "vendor.logo": Text(
        fr="Une image PNG ou JPEG, relative à ce dossier.",
        en="A PNG or JPEG picture, relative to this folder.",
    ),
    "vendor.form_scripts": Text(
        fr="Vos formulaires aident à l'écran dans Acrobat et Firefox : bouton « Vérifier », "
        "compteur. Sans scripts (false), ils s'emploient tout aussi bien.",
        en="Your forms help on screen in Acrobat and Firefox: a “Check” button, a counter. "
        "Without scripts (false) they work just as well.",
    ),
    "vendor.privacy_notice": Text(
        fr="La mention d'information sur les données personnelles (RGPD).",
        en="The notice on personal data (GDPR).",
    ),
    "hours": Text(fr="Quand vous travaillez.", en="When you work."),
    "hours.spans": Text(
        fr="Vos heures d'ouverture, dans l'ordre.",
        en="Your opening hours, in order.",
    ),
    "hours.half_days": Text(
        fr="Les jours où seule la première plage est travaillée.",
        en="The days on which only the first span is worked.",
    ),
    "hours.cutoff": Text(
        fr="Une demande reçue après cette heure (Paris) compte à partir du jour ouvré suivant.",
        en="A request received after this hour (Paris) counts from the next working day.",
    ),
    "hours.closures": Text(
        fr="Vos jours de fermeture, en plus des jours fériés.",
        en="Your closures, besides public holidays.",
    ),
    "severity": Text(
        fr="Le poids d'une règle : off, info, warning, error, refusal, quarantine, danger. "
        '« zenforms rules » donne les codes. Exemple : ZF301 = "info"',
        en="The weight of a rule: off, info, warning, error, refusal, quarantine, danger. "
        '“zenforms rules” lists the codes. For example: ZF301 = "info"',
    ),
    "on_incomplete": Text(
        fr="Une demande incomplète revient au client (return), ou, avec une TMA active, ouvre "
        "quand même un ticket avec décompte (open).",
        en="An incomplete request goes back to the client (return) or, with active TMA, opens a "
        "ticket all the same, charged (open).",
    ),
    "flat_operations": Text(
        fr="Les opérations à décompte forfaitaire sous TMA. Exemple : [{ label = "
        '"Environnement de test", when = { tma_service = ["test_environment"] } }]',
        en="The operations charged at a flat rate under TMA. For example: [{ label = "
        '"Test environment", when = { tma_service = ["test_environment"] } }]',
    ),
    "products": Text(
        fr="Les éléments de la suite pour lesquels un client peut avoir une licence.",
        en="The parts of the suite that a client may hold a licence for.",
    ),
    "evidence": Text(
        fr="Ce qui vaut un rapport PSR, et l'âge admis des pièces.",
        en="What stands in for a PSR report, and how old evidence may be.",
    ),
    "evidence.recordings": Text(
        fr="Les enregistrements acceptés : le PSR et ses successeurs.",
        en="The recordings accepted: PSR and its successors.",
    ),
    "evidence.days": Text(
        fr="Au-delà de ce nombre de jours, un enregistrement ou un journal est dit ancien.",
        en="Beyond this number of days a recording or a log is called old.",
    ),
    "stillness_seconds": Text(
        fr="Un fichier est pris quand il n'a pas changé pendant ce temps, en secondes.",
        en="A file is taken when it has not changed for this long, in seconds.",
    ),
    "watching": Text(fr="Le dossier surveillé.", en="The watched folder."),
    "watching.workers": Text(
        fr="Combien d'envois sont lus en même temps.",
        en="How many drops are read at the same time.",
    ),
    "watching.rescan_seconds": Text(
        fr="Le dossier inbox est relu au moins aussi souvent, en secondes.",
        en="The inbox folder is listed at least this often, in seconds.",
    ),
    "watching.poll_seconds": Text(
        fr="Relire inbox à cet intervalle au lieu d'attendre les événements du système ; "
        "sans valeur : seulement sur un dossier réseau.",
        en="List inbox this often instead of waiting for the system's events; without a value: "
        "only on a network folder.",
    ),
    "watching.ignore": Text(
        fr="Noms qui ne sont pas des envois, en plus des fichiers temporaires habituels.",
        en="Names that are no drops, besides the usual temporary files.",
    ),
    "watching.stop_seconds": Text(
        fr="À l'arrêt, les envois en cours ont ce temps pour finir, en secondes.",
        en="On a stop, drops in hand have this long to finish, in seconds.",
    ),
    "intake": Text(
        fr="Qui croire et qui interroger à la lecture d'un envoi.",
        en="Whom to believe and whom to ask while a drop is read.",
    ),
    "intake.mail_server": Text(
        fr="Le nom de votre serveur de courrier : son cachet Received donne l'heure de réception.",
        en="The host name of your mail server: its Received stamp tells the time of receipt.",
    ),
    "intake.authserv_ids": Text(
        fr="Les noms dont ce serveur signe ses Authentication-Results ; sans valeur : le sien.",
        en="The names with which that server signs its Authentication-Results; none: its own.",
    ),
    "intake.scanner": Text(
        fr="L'adresse de l'antivirus clamd, « hôte:port » ou une socket Unix.",
        en="The address of the virus scanner clamd, “host:port” or a Unix socket.",
    ),
    "intake.staff_domains": Text(
        fr="Les domaines de vos collègues, en plus de celui de vendor.email : le message qu'ils "
        "font suivre compte comme celui de son auteur. Ce que d'autres font suivre ne donne ni "
        'client ni adresse. Exemple : ["editeur.example"]',
        en="The mail domains of your colleagues, besides that of vendor.email: a message that they "
        "forward counts as its author's. What others forward gives neither a client nor an "
        'address. For example: ["editeur.example"]',
    ),
    "intake.freemail_domains": Text(
        fr="Des messageries ouvertes à tous, en plus de celles que l'outil connaît : une telle "
        "adresse ne prouve un client que si elle est celle d'un référent.",
        en="Mail providers open to anybody, besides those that the tool knows: such an address "
        "proves a client only when it is a contact of record's.",
    ),
    "mailbox": Text(
        fr="La boîte IMAP où « zenforms fetch » prend les messages, toujours en TLS.",
        en="The IMAP mailbox from which “zenforms fetch” takes messages, always over TLS.",
    ),
    "mailbox.host": Text(
        fr="Le serveur ; sans valeur : pas de boîte.",
        en="The server; without a value: no mailbox.",
    ),
    "mailbox.user": Text(fr="Le nom de connexion.", en="The login name."),
    "mailbox.port": Text(fr="Le port du serveur.", en="The server's port."),
    "mailbox.security": Text(
        fr="tls dès la connexion, ou starttls.", en="tls from the start, or starttls."
    ),
    "mailbox.ca_file": Text(
        fr="Les certificats auxquels se fier, si le serveur a sa propre autorité.",
        en="The certificates to trust, if the server has an authority of its own.",
    ),
    "mailbox.password_variable": Text(
        fr="La variable d'environnement qui tient le mot de passe ; sinon le trousseau du "
        "système (service « zenforms »). Jamais dans ce fichier.",
        en="The environment variable that holds the password; else the system's keyring "
        "(service “zenforms”). Never in this file.",
    ),
    "mailbox.folder": Text(fr="Le dossier à relever.", en="The folder to take from."),
    "mailbox.done_folder": Text(
        fr="Où va un message une fois sa demande traitée.",
        en="Where a message goes once its drop has an outcome.",
    ),
    "mailbox.poll_seconds": Text(
        fr="Au plus ce temps entre deux relèves, en secondes.",
        en="At most this long between two looks, in seconds.",
    ),
    "notify": Text(
        fr="Qui prévenir d'une mise en quarantaine.", en="Whom to tell of a quarantine."
    ),
    "notify.webhook": Text(
        fr="Une adresse https qui reçoit un POST JSON : text, number, outcome, codes, at.",
        en="An https address that takes a POST of JSON: text, number, outcome, codes, at.",
    ),
    "notify.command": Text(
        fr="Une commande ; la phrase à montrer s'ajoute à la fin. "
        'Exemple : ["notify-send", "zenforms"]',
        en="A command; the sentence to be shown is added at its end. "
        'For example: ["notify-send", "zenforms"]',
    ),
    "retention": Text(
        fr="Après combien de jours « zenforms purge » propose d'effacer. Rien ne s'efface seul.",
        en="After how many days “zenforms purge” offers to remove. Nothing is removed by itself.",
    ),
    "retention.accepted": Text(
        fr="Tickets, à compter de leur clôture ; un ticket ouvert n'est jamais effacé.",
        en="Tickets, from the day they were closed; an open one is never removed.",
    ),
    "retention.followup": Text(fr="Suites de tickets.", en="Follow-ups."),
    "retention.cancelled": Text(fr="Annulations.", en="Cancellations."),
    "retention.duplicate": Text(fr="Doublons.", en="Duplicates."),
    "retention.automatic": Text(fr="Messages automatiques.", en="Automatic messages."),
    "retention.incomplete": Text(fr="Demandes renvoyées.", en="Returned requests."),
    "retention.refused": Text(fr="Demandes refusées.", en="Refused requests."),
    "retention.quarantined": Text(fr="Quarantaine.", en="Quarantine."),
    "retention.restricted": Text(
        fr="Originaux avec un document sans déclaration de non-confidentialité.",
        en="Originals with a document that was not declared free of confidential data.",
    ),
    "limits": Text(
        fr="Ce qu'un envoi peut coûter : tailles en octets, temps en secondes.",
        en="What a drop may cost: sizes in bytes, times in seconds.",
    ),
}
"""By dotted name; each field of `limits` explains itself by its name."""

EXAMPLES: Mapping[str, Text] = {
    "clients": Text(
        fr="Vos clients ; celui-ci est un exemple, remplacez-le.",
        en="Your clients; this one is an example, replace it.",
    ),
    "releases": Text(
        fr="Les versions du Desk, de la plus ancienne à la plus récente ; ceci est un exemple.",
        en="The releases of the Desk, oldest first; this one is an example.",
    ),
}
"""The first line of the example files."""
