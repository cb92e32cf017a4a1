"""The sentences of the support charter that the rules stand on, quoted as they are written."""

from zenforms.language import Text

TO_PROVIDE = Text(
    fr="merci de fournir les éléments suivants",
    en="please provide the following",
)
CLIENT_NAME = Text(
    fr="Votre nom de client (que vous ne pouvez pas modifier)",
    en="Your client name (which you cannot change)",
)
MODE = Text(
    fr="Le mode de demande (TMA ou non TMA)",
    en="The kind of contract (TMA or not)",
)
TYPE = Text(
    fr="Le type de demande (Assistance, suggestion d'évolution ou dysfonctionnement apparent "
    "du logiciel)",
    en="The kind of request (assistance, suggestion or apparent malfunction of the software)",
)
VERSION = Text(fr="La version de votre {desktop}", en="The version of your {desktop}")
SUMMARY = Text(fr="Un court résumé de votre demande", en="A short summary of your request")
DESCRIPTION = Text(
    fr="Une description détaillée de la demande : n'hésitez pas à retracer le scénario de "
    "reproduction de votre problématique",
    en="A detailed description of the request: do retrace the steps that reproduce the problem",
)
PSR = Text(
    fr="Ajoutez, dès la création du formulaire, un rapport issu de l'enregistreur d'action "
    "utilisateur Windows avec cette manipulation : {recorder_keys}",
    en="Add, as soon as you make the form, a report of the Windows Steps Recorder, made this way: "
    "{recorder_keys}",
)
DOCUMENT = Text(
    fr="Si vous avez identifié qu'un document est concerné par une erreur, n'hésitez pas à nous "
    "le faire parvenir (si les données ne sont pas confidentielles)",
    en="If you have found that a document is concerned by an error, do send it to us (if its data "
    "are not confidential)",
)
LOGS = Text(
    fr="Récupérer les logs lorsque qu'un service rencontre un dysfonctionnement. Ils sont situés "
    "dans {log_folder}",
    en="Collect the logs when a service malfunctions. They are in {log_folder}",
)
SUBJECT = Text(
    fr="Bien définir l'objet de votre demande, son degré d'urgence, les postes concernés.",
    en="State clearly the subject of your request, its urgency and the workstations concerned.",
)
REPRODUCE = Text(
    fr="Avant toute demande d'assistance, vérifiez que le phénomène que vous rencontrez se "
    "reproduise parfaitement.",
    en="Before any request, check that what you see happens again every time.",
)
LATEST = Text(
    fr="De plus veillez à ce que votre version {of_product} soit la dernière disponible.",
    en="Also see to it that your version {of_product} is the latest available.",
)
PRECISE = Text(
    fr="Sachez que le traitement est plus efficace si l'information est précise et concise.",
    en="Requests are handled better when the information is precise and concise.",
)
ONE_SUBJECT = Text(
    fr="Merci de n'aborder qu'un seul sujet par ticket.",
    en="Please write about one subject only in each ticket.",
)
ONE_MAIL = Text(fr="Un mail = un sujet", en="One e-mail = one subject")
OLD_TICKET = Text(
    fr="De plus, soyez vigilant à ne pas pas relancer un ancien ticket par un nouveau problème "
    "différent.",
    en="Also take care not to reopen an old ticket for a new, different problem.",
)
CANCELLATION = Text(
    fr="Si un problème est résolu sans intervention du support, il ne faut pas hésiter à le "
    "signaler, pour éviter des recherches inutiles sur un ticket ouvert.",
    en="If a problem is solved without support, do say so: it saves needless searching on an open "
    "ticket.",
)
TOGETHER = Text(
    fr="Regrouper l'ensemble des éléments et procéder à l'envoi de la demande au support.",
    en="Put everything together and send the request to support.",
)
PRIVILEGED = Text(
    fr="Renseigner et envoyer notre formulaire PDF de demande d'assistance",
    en="Fill in and send our PDF form for requests",
)
BY_FORM = Text(
    fr="Si un client rencontre un problème dans l'utilisation d'un élément de notre suite "
    "logicielle, il devra signaler le problème au travers du formulaire PDF, disponible dans "
    "votre {client_area}.",
    en="A client who has a problem in using a part of our suite must report it with the PDF form "
    "that is available in {the_client_area}.",
)
CHARGED = Text(
    fr="Ces deux canaux donneront forcément lieu à décompte.",
    en="These two channels are always charged.",
)
NOT_HANDLED = Text(
    fr="Les demandes effectuées par ces biais, hors mode TMA, ne pourront pas être traitées.",
    en="Requests made in these ways, without TMA, cannot be handled.",
)
SENDING_CONDITIONS = Text(
    fr="Le non-respect des conditions d'envoi des demandes d'assistance entrainera un décompte du "
    "temps de traitement passé de nos conseillers.",
    en="When the conditions for sending requests are not respected, the time our advisers spend is "
    "charged.",
)
COVERED = Text(
    fr="Il est important de rappeler que l'abonnement aux mises à jour porte uniquement sur les "
    "licences et par voie de conséquence, cela veut dire que l'abonnement aux mises à jour ne "
    "couvre pas la résorption de problèmes issus du paramétrage mis en place, de scripts, de "
    "{templates}, de développements spécifiques réalisés pour le compte du client sauf "
    "mention express clairement indiquée dans le devis de développement, cette liste n'étant pas "
    "limitative.",
    en="The subscription to updates is about licences only: it does not cover mending problems "
    "that come from settings, scripts, {templates} or specific developments made for the "
    "client, unless the quote for the development says so; this list is not exhaustive.",
)
SUBSCRIPTION = Text(
    fr="Ces nouvelles versions contiennent des éléments curatifs, c'est-à-dire des corrections de "
    "bogues, et également des évolutions.",
    en="These new versions hold corrections of bugs, and also improvements.",
)
TMA_SCOPE = Text(
    fr="Cela veut dire que le périmètre des interventions de l'équipe support n'est pas limité aux "
    "interventions autour {of_product}.",
    en="This means that what the support team does is not limited to {product}.",
)
TMA_SERVICES = Text(
    fr="De plus, ce service permet de pouvoir bénéficier des services suivants",
    en="This service also gives access to the following services",
)
REGISTRATION = Text(
    fr="Enregistrement de la demande : 1 jour ouvré maximum",
    en="Registration of the request: 1 working day at most",
)
FIRST_QUALIFICATION = Text(
    fr="1ere qualification : 2 jours ouvrés maximum à compter de la date d'enregistrement",
    en="First qualification: 2 working days at most after the date of registration",
)
FINAL_QUALIFICATION = Text(
    fr="Qualification finale : 5 jours ouvrés maximum à compter de la date d'enregistrement",
    en="Final qualification: 5 working days at most after the date of registration",
)
FLAT = Text(
    fr="donneront lieu à décompte forfaitaire (cf. conditions contractuelles).",
    en="are charged at a flat rate (see the contract).",
)
RELEASES = Text(
    fr="A partir de l'année 2018, les nouvelles versions seront mises à disposition des clients "
    "généralement le dernier jour ouvré de chaque fin de trimestre.",
    en="From 2018 on, new versions generally come out on the last working day of each quarter.",
)
NOT_MANDATORY = Text(
    fr="L'installation de ces versions n'est pas obligatoire pour le client sauf cas particuliers "
    "(voir le paragraphe relatif aux dysfonctionnements apparents).",
    en="Installing these versions is not mandatory, save in special cases (see the paragraph on "
    "apparent malfunctions).",
)
LICENCES = Text(
    fr="des éléments de la suite logicielle {product} pour lesquels vous avez acquis une licence.",
    en="the parts of the {suite} for which you have acquired a licence.",
)
ACTIVE_TMA = Text(
    fr="Si vous disposez d'un contrat de TMA actif, vous pouvez aussi",
    en="If you have an active TMA contract, you may also",
)
COMPETENCE = Text(
    fr="dans la limite des compétences de celle-ci.",
    en="within the limits of its competence.",
)

SENTENCES = (
    TO_PROVIDE,
    CLIENT_NAME,
    MODE,
    TYPE,
    VERSION,
    SUMMARY,
    DESCRIPTION,
    PSR,
    DOCUMENT,
    LOGS,
    SUBJECT,
    REPRODUCE,
    LATEST,
    PRECISE,
    ONE_SUBJECT,
    ONE_MAIL,
    OLD_TICKET,
    CANCELLATION,
    TOGETHER,
    PRIVILEGED,
    BY_FORM,
    CHARGED,
    NOT_HANDLED,
    SENDING_CONDITIONS,
    COVERED,
    SUBSCRIPTION,
    TMA_SCOPE,
    TMA_SERVICES,
    REGISTRATION,
    FIRST_QUALIFICATION,
    FINAL_QUALIFICATION,
    FLAT,
    RELEASES,
    NOT_MANDATORY,
    LICENCES,
    ACTIVE_TMA,
    COMPETENCE,
)
"""All sentences quoted here, in no order."""
