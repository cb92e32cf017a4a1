"""The board's own words, in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass

from zenforms.desk.decisions.decision_files import OrderKind
from zenforms.language import Text

TEXTS: Mapping[str, Text] = {
    "board": Text(fr="Tableau du support", en="Support board"),
    "skip": Text(fr="Aller au contenu", en="Skip to content"),
    "search": Text(fr="Chercher une demande", en="Find a request"),
    "search_hint": Text(fr="Numéro, client, contact, mot…", en="Number, client, contact, word…"),
    "find": Text(fr="Chercher", en="Find"),
    "session": Text(fr="Votre session", en="Your session"),
    "drop": Text(fr="Déposer", en="Drop"),
    "call": Text(fr="Saisir un appel", en="Enter a call"),
    "call_title": Text(fr="Demande par téléphone", en="Request by telephone"),
    "call_help": Text(
        fr="Les questions du formulaire, jugées par les mêmes règles. La demande est marquée "
        "« téléphone » : ce canal est réservé à la TMA et donne lieu à décompte.",
        en="The questions of the form, judged by the same rules. The request is marked "
        "“telephone”: that channel is for TMA only, and is charged.",
    ),
    "client": Text(fr="Client (nom ou identifiant)", en="Client (name or id)"),
    "no_client": Text(
        fr="Aucun client ne porte ce nom ou cet identifiant dans le registre.",
        en="No client has this name or id in the register.",
    ),
    "choose_one": Text(fr="(sans réponse)", en="(no answer)"),
    "check_call": Text(fr="Vérifier et enregistrer", en="Check and record"),
    "record_call": Text(fr="Enregistrer quand même", en="Record all the same"),
    "call_marked": Text(
        fr="Les règles ont à dire sur ces réponses. Complétez-les, ou enregistrez quand même.",
        en="The rules have something to say about these answers. Complete them, or record all the "
        "same.",
    ),
    "required": Text(fr="obligatoire", en="required"),
    "recorded": Text(
        fr="Enregistré : {name}. L'issue apparaît ici dès que la demande est traitée.",
        en="Recorded: {name}. Its outcome appears here as soon as it is settled.",
    ),
    "leave": Text(fr="Quitter", en="Leave"),
    "groups": Text(fr="Ce qui attend", en="What waits"),
    "all": Text(fr="Tout", en="All"),
    "mine": Text(fr="À moi", en="Mine"),
    "waits": Text(fr="Ce qui attend quelqu'un", en="What waits for somebody"),
    "found": Text(fr="Résultats", en="Results"),
    "nothing": Text(fr="Rien ici.", en="Nothing here."),
    "more": Text(fr="Voir la suite", en="Show more"),
    "unknown": Text(fr="Client inconnu", en="Unknown client"),
    "not_watched": Text(
        fr="Personne ne surveille le dossier inbox : ce qui est déposé attend.",
        en="Nobody watches the inbox: what is dropped waits.",
    ),
    "choose": Text(
        fr="Choisissez une demande dans la liste.", en="Choose a request from the list."
    ),
    "arrived": Text(fr="Derniers envois traités", en="Last drops settled"),
    "nothing_yet": Text(fr="Aucun pour l'instant.", en="None so far."),
    "back": Text(fr="Retour à la liste", en="Back to the list"),
    "received": Text(fr="Reçue", en="Received"),
    "in_hand": Text(fr="En main", en="In hand"),
    "nobody": Text(fr="personne", en="nobody"),
    "letter": Text(fr="Lettre", en="Letter"),
    "deeds": Text(fr="Décider", en="Decide"),
    "why": Text(fr="Pourquoi ? C'est noté.", en="Why? It is written down."),
    "why_optional": Text(fr="Pourquoi ? (facultatif)", en="Why? (optional)"),
    "to_whom": Text(fr="À qui ?", en="To whom?"),
    "description": Text(fr="En détail", en="In detail"),
    "to": Text(fr="À", en="To"),
    "nobody_yet": Text(
        fr="personne : à compléter dans votre logiciel de courrier",
        en="nobody: to be filled in in your mail program",
    ),
    "because": Text(fr="Parce que", en="Because"),
    "with": Text(fr="Avec", en="With"),
    "subject": Text(fr="Objet", en="Subject"),
    "text": Text(fr="Texte", en="Text"),
    "send": Text(fr="Envoyer la lettre", en="Send the letter"),
    "save": Text(fr="Enregistrer la lettre", en="Save the letter"),
    "sent_by_hand": Text(fr="Je l'ai envoyée moi-même", en="I have sent it myself"),
    "do_not_send": Text(fr="Ne pas l'envoyer", en="Do not send it"),
    "to_send_after_all": Text(fr="Elle est encore à envoyer", en="It is still to be sent"),
    "draft": Text(fr="Brouillon (.eml)", en="Draft (.eml)"),
    "no_server": Text(
        fr="Ce bureau n'a pas de serveur d'envoi : ouvrez le brouillon dans votre logiciel de "
        "courrier, envoyez-le, puis dites-le ici.",
        en="This desk has no server to send by: open the draft in your mail program, send it, "
        "then say so here.",
    ),
    "findings": Text(fr="Ce qui a été constaté", en="What was found"),
    "why_remedy": Text(fr="Pourquoi, et que faire", en="Why, and what to do"),
    "more_findings": Text(
        fr="Et {count} autres : le rapport les dit tous.",
        en="And {count} more: the report tells all of them.",
    ),
    "answers": Text(fr="Les réponses", en="The answers"),
    "files": Text(fr="Les fichiers", en="The files"),
    "pictures": Text(fr="Les images", en="The pictures"),
    "picture": Text(fr="Image", en="Picture"),
    "more_files": Text(fr="Et {count} autres fichiers.", en="And {count} more files."),
    "drops": Text(fr="Les envois de cette demande", en="The drops of this request"),
    "history": Text(fr="Ce qui s'est passé", en="What happened"),
    "report": Text(fr="Le rapport", en="The report"),
    "went_on": Text(
        fr="Rien n'a été fait : entre-temps, il s'est passé ceci.",
        en="Nothing was done: meanwhile, this happened.",
    ),
    "decide_again": Text(
        fr="Si votre décision tient toujours, prenez-la de nouveau.",
        en="If your decision still holds, take it again.",
    ),
    "sign_in": Text(fr="Connexion", en="Sign in"),
    "who_are_you": Text(fr="Qui êtes-vous ?", en="Who are you?"),
    "your_name": Text(fr="Votre nom", en="Your name"),
    "password": Text(fr="Mot de passe", en="Password"),
    "enter": Text(fr="Entrer", en="Enter"),
    "name_is_written": Text(
        fr="Il est noté à côté de chacune de vos décisions.",
        en="It is written down beside each of your decisions.",
    ),
    "open_by_link": Text(
        fr="Ouvrez le tableau par l'adresse que « zenforms serve » a affichée.",
        en="Open the board by the address that “zenforms serve” has shown.",
    ),
    "wrong": Text(fr="Nom ou mot de passe inexact.", en="Wrong name or password."),
    "wait": Text(
        fr="Trop d'essais : attendez {seconds} secondes.",
        en="Too many tries: wait {seconds} seconds.",
    ),
    "drop_title": Text(fr="Déposer ce qui est arrivé", en="Drop what came"),
    "drop_help": Text(
        fr="Le formulaire, le message entier ou un zip. Plusieurs fichiers déposés ensemble sont "
        "une seule demande.",
        en="The form, the whole message or a zip. Several files dropped together are one request.",
    ),
    "files_to_drop": Text(fr="Fichiers d'une même demande", en="Files of one request"),
    "progress": Text(fr="Progression", en="Progress"),
    "dropped": Text(
        fr="Déposé : {name}. L'issue apparaît ici dès que l'envoi est traité.",
        en="Dropped: {name}. Its outcome appears here as soon as it is settled.",
    ),
    "too_large": Text(
        fr="C'est trop gros : {most} au plus pour une demande. Rien n'a été gardé.",
        en="That is too large: at most {most} for one request. Nothing was kept.",
    ),
    "bad_drop": Text(
        fr="Ce nom est celui d'une copie inachevée ou d'un fichier de travail, ou le fichier est "
        "vide : rien n'a été gardé.",
        en="This name is that of an unfinished copy or of a working file, or the file is empty: "
        "nothing was kept.",
    ),
    "done": Text(fr="C'est noté.", en="Written down."),
    "sent": Text(fr="La lettre est partie.", en="The letter has left."),
    "doubtful": Text(
        fr="Le serveur n'a pas répondu : la lettre est peut-être partie. Vérifiez, puis dites-le "
        "sous la lettre.",
        en="The server did not answer: the letter may have left. Ask there, then say so below it.",
    ),
    "left": Text(
        fr="Le bureau est occupé : l'ordre est déposé et sera exécuté.",
        en="The desk is busy: the order is left there and will be carried out.",
    ),
    "became": Text(fr="C'est fait : {verdict}.", en="Done: {verdict}."),
    "missing_why": Text(fr="Dites pourquoi.", en="Say why."),
    "administrators": Text(
        fr="Seul un administrateur peut le faire.", en="Only an administrator may do that."
    ),
    "not_found": Text(fr="Introuvable", en="Not found"),
    "no_page": Text(fr="Il n'y a rien à cette adresse.", en="There is nothing at this address."),
    "broken": Text(fr="Le bureau ne répond pas", en="The desk does not answer"),
    "original": Text(fr="L'original", en="The original"),
    "original_restricted": Text(
        fr="L'original est gardé à part : seul un administrateur peut le voir, et c'est noté.",
        en="The original is kept apart: only an administrator may see it, and that is written "
        "down.",
    ),
    "opened_original": Text(
        fr="Original restreint téléchargé depuis le tableau.",
        en="Restricted original downloaded from the board.",
    ),
    "expired": Text(
        fr="Cette page était trop ancienne : rien n'a été fait. Recommencez.",
        en="This page was too old: nothing was done. Start again.",
    ),
    "news": Text(fr="Du nouveau : voir la liste à jour", en="News: show the list as it is now"),
}


@dataclass(frozen=True, slots=True)
class Deed:
    """A button. `needs_why`: the trace is worth nothing without a reason."""

    kind: OrderKind
    name: Text
    help: Text = Text(fr="", en="")
    is_quick: bool = False
    needs_why: bool = False
    to: bool = False


DEEDS: tuple[Deed, ...] = (
    Deed(OrderKind.TAKE, Text(fr="Je m'en occupe", en="I take it"), is_quick=True),
    Deed(OrderKind.READ, Text(fr="C'est lu", en="It is read"), is_quick=True),
    Deed(
        OrderKind.QUALIFY_FIRST,
        Text(fr="Première qualification faite", en="First qualification done"),
        is_quick=True,
    ),
    Deed(
        OrderKind.QUALIFY_FINAL,
        Text(fr="Qualification finale faite", en="Final qualification done"),
        is_quick=True,
    ),
    Deed(
        OrderKind.RELEASE,
        Text(fr="Libérer", en="Release"),
        Text(
            fr="La demande est jugée comme si rien de suspect n'avait été trouvé. À ne faire "
            "qu'après avoir regardé.",
            en="The request is judged as if nothing suspicious had been found. Only after a look.",
        ),
        needs_why=True,
    ),
    Deed(
        OrderKind.ACCEPT,
        Text(fr="Accepter quand même", en="Accept all the same"),
        Text(
            fr="Un ticket est ouvert, quoi qu'en disent les règles.",
            en="A ticket is opened, whatever the rules say.",
        ),
        needs_why=True,
    ),
    Deed(
        OrderKind.RETRY,
        Text(fr="Juger de nouveau", en="Judge again"),
        Text(
            fr="Avec les réglages et le registre d'aujourd'hui.",
            en="With the settings and the register of today.",
        ),
        needs_why=True,
    ),
    Deed(
        OrderKind.NOTE,
        Text(fr="Noter", en="Note"),
        Text(fr="Ce qui a été lu, dit ou fait.", en="What was read, said or done."),
        needs_why=True,
    ),
    Deed(
        OrderKind.GIVE,
        Text(fr="Confier", en="Give"),
        Text(fr="Quelqu'un d'autre s'en occupe.", en="Somebody else has it."),
        to=True,
    ),
    Deed(OrderKind.PUT_BACK, Text(fr="Rendre à tous", en="Put back"), is_quick=True),
    Deed(
        OrderKind.CLOSE,
        Text(fr="Clore", en="Close"),
        Text(
            fr="Le ticket est clos, ou la demande que plus personne n'attend est classée.",
            en="The ticket is closed, or the request that nobody awaits is filed away.",
        ),
    ),
    Deed(
        OrderKind.CANCEL,
        Text(fr="Annuler", en="Cancel"),
        Text(fr="Le client n'en a plus besoin.", en="The client needs it no more."),
    ),
    Deed(
        OrderKind.REOPEN,
        Text(fr="Rouvrir", en="Reopen"),
        Text(
            fr="Ce qui fut clos, classé ou annulé reprend.",
            en="What was closed, filed away or cancelled goes on.",
        ),
    ),
)
"""The deeds in the order of their buttons; those about letters stand below the letter."""
