"""Checks a desk's set-up: each check is one sentence, and says what to do when it fails."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path

from zenforms.desk.decisions.decision_files import unreadable_orders
from zenforms.desk.delivery.queue import delivery_findings
from zenforms.desk.papers.damage import NAMED, DamageKind, cure_of, damage_in
from zenforms.desk.queries.stuck import SAID, drops_in, stuck_in
from zenforms.desk.setup.branding import branding_of
from zenforms.desk.setup.founding import EXAMPLE_RELEASES
from zenforms.desk.setup.keys import is_private
from zenforms.desk.setup.mounts import file_system, is_network
from zenforms.desk.setup.opening import CLIENTS, CLOCK, KEYS, RELEASES, TOKENS, OpenDesk, open_desk
from zenforms.desk.setup.own import WORDS
from zenforms.desk.setup.place import POLICY
from zenforms.desk.spool.folders import Folder
from zenforms.desk.spool.lock import complaints, holder_of, is_held, said_of
from zenforms.desk.watching.heartbeat import read_pulse
from zenforms.desk.watching.inbox import StuckWhy
from zenforms.errors import DeskError, ZenformsError
from zenforms.findings import Problem
from zenforms.form.build import make_template
from zenforms.form.library import form_called
from zenforms.judging.policy import Vendor
from zenforms.judging.prepare import REQUEST_FORM
from zenforms.language import Lang, Text
from zenforms.reading.confinement.confine import confinement
from zenforms.reading.sandbox import Sandbox
from zenforms.words import OF_THE_CHARTER

_LEAST_FREE = 1_000_000_000  # bytes: a few large drops
_LEAST_WATCHES = 1024
_NAMED_AFTER = ("desktop", "console", "template", "templates", "log_folder")
"""What bears a vendor's own names as well, once its product has another."""
_GROUP_ENTERS = 0o010
_GROUP_READS = 0o040
_GROUP_WRITES = 0o030
_SHARED = (POLICY, CLIENTS, RELEASES, WORDS, Folder.INBOX.value)
"""What a colleague of the group works with, once the folder itself lets the group in."""
_INVENTED = (".example", ".test")  # domains that never exist (RFC 2606)


class Health(IntEnum):
    """How a check ended; the desk is as well as its worst check."""

    WELL = 0
    DOUBTFUL = 1
    ILL = 2


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at. Arguments may be paths: neutralise them before printing."""

    health: Health
    said: Text
    advice: Text | None = None
    arguments: Mapping[str, str | Text] = field(default_factory=dict)


def examine_desk(root: Path) -> list[Check]:
    """Everything that can be checked from outside; never raises for what is wrong with the desk."""
    checks = list(_ground(root))
    try:
        opened = open_desk(root)
    except DeskError as error:
        return [*checks, Check(Health.ILL, error.message, error.advice, error.arguments or {})]
    checks += [Check(Health.WELL, _SETTINGS_READ)]
    for look in _LOOKS:
        checks += look(opened)
    return checks


def _ground(root: Path) -> Iterator[Check]:
    try:
        found = list(complaints(root))
    except OSError as error:
        yield Check(Health.ILL, _NO_ROOT, arguments={"root": str(root), "reason": str(error.errno)})
        return
    for sentence, arguments in found:
        yield Check(Health.ILL, sentence, _GROUND_ADVICE, arguments)
    if not found:
        yield Check(Health.WELL, _GROUND_IS_FIT)


def _settings(opened: OpenDesk) -> Iterator[Check]:
    for name, sentence in ((CLIENTS, _NO_REGISTER), (RELEASES, _NO_RELEASES), (KEYS, _NO_KEYS)):
        if not (opened.root / name).exists():
            yield Check(Health.DOUBTFUL, sentence, _RULES_DO_NOT_RUN)
    if (opened.root / CLOCK).exists():
        yield Check(Health.DOUBTFUL, _CLOCK_STANDS_STILL, _REMOVE_CLOCK)


def _examples(opened: OpenDesk) -> Iterator[Check]:
    """What `zenforms init` wrote, and no client must ever see."""
    if opened.desk.policy.vendor.email.endswith(_INVENTED):
        yield Check(Health.DOUBTFUL, _EXAMPLE_VENDOR, _NAME_VENDOR)
    clients = opened.desk.register.clients if opened.desk.register else ()
    invented = [c.id for c in clients if any(d.endswith(_INVENTED) for d in c.mail_domains)]
    if invented:
        about = {"ids": ", ".join(invented[:5])}
        yield Check(Health.DOUBTFUL, _EXAMPLE_CLIENTS, _NAME_CLIENTS, about)
    releases = opened.desk.releases
    if releases is not None and set(releases.releases) == set(EXAMPLE_RELEASES):
        yield Check(Health.DOUBTFUL, _EXAMPLE_RELEASES, _NAME_RELEASES)
    vendor, words = opened.desk.policy.vendor, opened.desk.policy.words
    left = [n for n in _NAMED_AFTER if getattr(words, n) == getattr(OF_THE_CHARTER, n)]
    if words.product != OF_THE_CHARTER.product and left:
        yield Check(Health.DOUBTFUL, _FOREIGN_WORDS, _NAME_WORDS, {"names": ", ".join(left)})
    if vendor.privacy_notice == Vendor().privacy_notice and not words.controller:
        yield Check(Health.DOUBTFUL, _EXAMPLE_NOTICE, _NAME_CONTROLLER)


def _missing(opened: OpenDesk) -> Iterator[Check]:
    """What a form needs and is not there."""
    branding = branding_of(opened.desk.policy, opened.root)
    form = form_called(REQUEST_FORM, opened.desk.policy.forms)
    try:
        make_template(form, branding=branding, lang=Lang.FR)
    except ZenformsError as error:
        yield Check(Health.ILL, error.message, error.advice, error.arguments or {})
    else:
        yield Check(Health.WELL, _FORM_IS_MADE)


def _colleagues(opened: OpenDesk) -> Iterator[Check]:
    """What somebody of the desk's own group cannot open, once the desk is shared with a group."""
    if os.name == "nt" or not opened.root.stat().st_mode & _GROUP_ENTERS:
        return
    shut = [name for name in _SHARED if not _is_open_to_group(opened.root / name)]
    if shut:
        about = {"names": ", ".join(shut), "root": str(opened.root)}
        yield Check(Health.DOUBTFUL, _SHUT, _OPEN_TO_GROUP, about)


def _is_open_to_group(path: Path) -> bool:
    try:
        mode = path.stat().st_mode
    except OSError:
        return True
    wanted = _GROUP_WRITES if path.name == Folder.INBOX else _GROUP_READS
    return mode & wanted == wanted


def _secrets(opened: OpenDesk) -> Iterator[Check]:
    keys = opened.root / KEYS
    if keys.exists():
        private = is_private(keys)
        yield (
            Check(Health.WELL, _KEYS_PRIVATE) if private else Check(Health.ILL, _KEYS_OPEN, _CHMOD)
        )
    tokens = opened.root / TOKENS
    if tokens.exists() and not is_private(tokens):
        yield Check(Health.ILL, _TOKEN_OPEN, _CHMOD_TOKEN)
    if os.name != "nt":
        for folder in Folder:
            path = opened.root / folder
            if folder is not Folder.INBOX and path.is_dir() and path.stat().st_mode & 0o077:
                about = {"folder": str(path)}
                yield Check(Health.DOUBTFUL, _FOLDER_OPEN, _CHMOD_FOLDER, about)


def _room(opened: OpenDesk) -> Iterator[Check]:
    free = shutil.disk_usage(opened.root).free
    about = {"free": f"{free / 1e9:.0f}"}
    enough = free >= _LEAST_FREE
    yield Check(
        Health.WELL if enough else Health.DOUBTFUL,
        _FREE,
        None if enough else _MAKE_ROOM,
        about,
    )


def _readers(_opened: OpenDesk) -> Iterator[Check]:
    """What a worker says of itself: the kernel may promise more than it keeps."""
    with Sandbox() as sandbox:
        held = sandbox.run(confinement)
    if isinstance(held, Problem):
        yield Check(Health.DOUBTFUL, _READER_LOST, _READER_LOST_ADVICE)
    elif held.is_whole:
        yield Check(Health.WELL, _CONFINED)
    elif held.calls or held.landlock:
        about = {"missing": "Landlock" if held.calls else "seccomp"}
        yield Check(Health.WELL, _PARTLY_CONFINED, arguments=about)
    else:
        yield Check(Health.WELL, _NOT_CONFINED)


def _events(opened: OpenDesk) -> Iterator[Check]:
    if is_network(opened.root):
        yield Check(Health.WELL, _POLLED, arguments={"type": file_system(opened.root)})
    elif sys.platform == "linux":
        watches = _number_in(Path("/proc/sys/fs/inotify/max_user_watches"))
        if watches is not None and watches < _LEAST_WATCHES:
            yield Check(Health.DOUBTFUL, _FEW_WATCHES, _RAISE_WATCHES, {"count": str(watches)})


def _work(opened: OpenDesk) -> Iterator[Check]:
    held = is_held(opened.root)
    if held:
        yield Check(Health.WELL, _HELD, arguments=said_of(holder_of(opened.root)))
    left = [] if held else drops_in(opened.root / Folder.WORK)
    if left:
        yield Check(Health.DOUBTFUL, _LEFT_IN_WORK, _START_WATCH, {"count": str(len(left))})
    for stuck in stuck_in(opened.root, opened.desk.policy.watching.ignore, read_pulse(opened.root)):
        is_plain = stuck.why in _ON_ITS_WAY and not stuck.is_old
        about = {"place": stuck.place, "reason": stuck.reason}
        yield Check(Health.WELL if is_plain else Health.DOUBTFUL, SAID[stuck.why], None, about)
    if odd := unreadable_orders(opened.root):
        yield Check(Health.DOUBTFUL, _ODD_ORDERS, _REMOVE_ORDERS, {"count": str(len(odd))})


_ON_ITS_WAY = {
    StuckWhy.AWAITED,
    StuckWhy.EMPTY,
    StuckWhy.PLACEHOLDER,
    StuckWhy.UNFINISHED,
}
"""What may be no more than a copy that goes on, while it is young."""


def _damage(opened: OpenDesk) -> Iterator[Check]:
    today = opened.clock.now().date()
    for one in damage_in(opened.root, today, thorough=True):
        about = {"place": one.place, "number": one.number or ""}
        if one.kind is DamageKind.FOLDER:
            yield Check(Health.DOUBTFUL, NAMED[one.kind], _MAKES_FOLDERS, about)
        else:
            is_past = one.kind is DamageKind.ORIGINAL  # without a backup nothing brings it back
            health = Health.DOUBTFUL if is_past else Health.ILL
            yield Check(health, NAMED[one.kind], cure_of(one), about)


def _delivery(opened: OpenDesk) -> Iterator[Check]:
    """Whom the desk delivers to, as far as it can be told from here: nobody is asked."""
    try:
        for found in delivery_findings(opened):
            health = Health.WELL if found.is_well else Health.DOUBTFUL
            yield Check(health, found.said, found.advice, found.arguments)
    except DeskError as error:
        yield Check(Health.ILL, error.message, error.advice, error.arguments or {})


_LOOKS: tuple[Callable[[OpenDesk], Iterator[Check]], ...] = (
    _settings,
    _examples,
    _missing,
    _colleagues,
    _secrets,
    _room,
    _events,
    _readers,
    _work,
    _delivery,
    _damage,
)


def _number_in(path: Path) -> int | None:
    try:
        return int(path.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None


_NO_ROOT = Text(
    fr="Le dossier {root} ne peut pas être lu (erreur {reason}).",
    en="The folder {root} cannot be read (error {reason}).",
)
_GROUND_IS_FIT = Text(
    fr="Les dossiers sont ensemble, sur un seul disque, et l'on peut y écrire.",
    en="The folders are together, on one device, and can be written to.",
)
_GROUND_ADVICE = Text(
    fr="Gardez tous les dossiers du bureau ensemble, sur un seul disque, sans lien.",
    en="Keep all folders of the desk together, on one device, without links.",
)
_SETTINGS_READ = Text(
    fr="Les réglages, le registre et les clés se lisent.",
    en="Settings, register and keys can be read.",
)
_NO_REGISTER = Text(
    fr="Il n'y a pas de registre des clients (clients.toml).",
    en="There is no client register (clients.toml).",
)
_NO_RELEASES = Text(
    fr="Il n'y a pas de liste des versions (releases.toml).",
    en="There is no list of releases (releases.toml).",
)
_NO_KEYS = Text(
    fr="Il n'y a pas de clé de sceau (seal.keys).", en="There is no seal key (seal.keys)."
)
_RULES_DO_NOT_RUN = Text(
    fr="Les règles qui en ont besoin ne s'appliquent pas ; « zenforms rules » les marque.",
    en="The rules that need it do not run; “zenforms rules” marks them.",
)
_CLOCK_STANDS_STILL = Text(
    fr="L'horloge de ce bureau est arrêtée (clock.toml).",
    en="This desk's clock stands still (clock.toml).",
)
_REMOVE_CLOCK = Text(
    fr="C'est voulu pour les exemples seulement : dans un vrai bureau, supprimez clock.toml.",
    en="That is meant for the samples only: in a real desk, remove clock.toml.",
)
_EXAMPLE_RELEASES = Text(
    fr="Les versions de releases.toml sont encore l'exemple.",
    en="The releases in releases.toml are still the example.",
)
_NAME_RELEASES = Text(
    fr="Écrivez-y vos versions et leurs dates, ou supprimez le fichier.",
    en="Write your versions and their dates there, or delete the file.",
)
_EXAMPLE_NOTICE = Text(
    fr="La mention sur les données personnelles est celle de l'exemple, sans responsable nommé.",
    en="The notice on personal data is the example's, and names nobody who answers for them.",
)
_NAME_CONTROLLER = Text(
    fr="Nommez-le dans words.toml (controller), ou écrivez votre mention dans policy.toml.",
    en="Name them in words.toml (controller), or write a notice of your own in policy.toml.",
)
_FOREIGN_WORDS = Text(
    fr="words.toml nomme votre produit, mais ces mots sont encore ceux d'un autre : {names}.",
    en="words.toml names your product, but these words are still another's: {names}.",
)
_NAME_WORDS = Text(
    fr="Écrivez-y les vôtres : formulaires et lettres sont faits avec eux.",
    en="Write your own there: forms and letters are made with them.",
)
_FORM_IS_MADE = Text(fr="Le formulaire se fabrique.", en="The form can be made.")
_SHUT = Text(
    fr="Le groupe entre dans {root}, mais n'y ouvre pas : {names}.",
    en="The group may enter {root}, but cannot open there: {names}.",
)
_OPEN_TO_GROUP = Text(
    fr="Donnez-lui la lecture (chmod g+r), et l'écriture dans inbox (chmod g+wx).",
    en="Let it read them (chmod g+r), and write to the inbox (chmod g+wx).",
)
_EXAMPLE_VENDOR = Text(
    fr="Les formulaires et les lettres portent encore une adresse d'exemple.",
    en="Forms and letters still bear an example address.",
)
_NAME_VENDOR = Text(
    fr="Écrivez votre nom et votre adresse dans policy.toml, sous [vendor].",
    en="Write your name and address in policy.toml, below [vendor].",
)
_EXAMPLE_CLIENTS = Text(
    fr="Le registre contient encore des clients d'exemple : {ids}.",
    en="The register still holds example clients: {ids}.",
)
_NAME_CLIENTS = Text(
    fr="Remplacez-les par les vôtres dans clients.toml, ou avec « zenforms clients import ».",
    en="Replace them by your own in clients.toml, or with “zenforms clients import”.",
)
_KEYS_PRIVATE = Text(
    fr="Les clés des sceaux ne sont lisibles que par leur propriétaire.",
    en="The seal keys can be read by their owner only.",
)
_KEYS_OPEN = Text(
    fr="D'autres comptes peuvent lire les clés des sceaux.",
    en="Other accounts can read the seal keys.",
)
_CHMOD = Text(
    fr="Ôtez-leur ce droit (chmod 600 seal.keys), puis changez de clé : « zenforms seal rotate ».",
    en="Take that right away (chmod 600 seal.keys), then change the key: “zenforms seal rotate”.",
)
_TOKEN_OPEN = Text(
    fr="D'autres comptes peuvent lire le jeton de la boîte de courrier.",
    en="Other accounts can read the mailbox's token.",
)
_CHMOD_TOKEN = Text(
    fr="Ôtez-leur ce droit (chmod 600 mailbox.token), puis « zenforms fetch --sign-in ».",
    en="Take that right away (chmod 600 mailbox.token), then “zenforms fetch --sign-in”.",
)
_FOLDER_OPEN = Text(
    fr="D'autres comptes ont accès à {folder}.", en="Other accounts have access to {folder}."
)
_CHMOD_FOLDER = Text(
    fr="Seul inbox peut être ouvert à d'autres ; pour le reste : chmod 700.",
    en="Only inbox may be open to others; for the rest: chmod 700.",
)
_FREE = Text(fr="Il reste {free} Go sur le disque.", en="There are {free} GB left on the device.")
_MAKE_ROOM = Text(
    fr="Faites de la place ; « zenforms purge » propose ce qui peut partir.",
    en="Make room; “zenforms purge” offers what may go.",
)
_POLLED = Text(
    fr="Le bureau est sur un dossier réseau ({type}) : inbox est relu à intervalles réguliers.",
    en="The desk is on a network folder ({type}): inbox is listed at regular intervals.",
)
_FEW_WATCHES = Text(
    fr="Le système n'offre que {count} surveillances de dossiers à chaque compte.",
    en="The system offers each account only {count} folder watches.",
)
_RAISE_WATCHES = Text(
    fr="Augmentez fs.inotify.max_user_watches ; en attendant, inbox est relu régulièrement.",
    en="Raise fs.inotify.max_user_watches; meanwhile inbox is listed regularly.",
)
_CONFINED = Text(
    fr="Les lecteurs sont enfermés : ni réseau, ni programme, ni autre fichier que l'envoi.",
    en="Readers are confined: no network, no program, no file but the drop.",
)
_PARTLY_CONFINED = Text(
    fr="Les lecteurs ne sont enfermés qu'en partie : {missing} manque à ce système.",
    en="Readers are confined in part only: this system lacks {missing}.",
)
_NOT_CONFINED = Text(
    fr="Ce système n'enferme pas les lecteurs : seuls leur temps et leur mémoire sont limités.",
    en="This system does not confine readers: only their time and memory are limited.",
)
_READER_LOST = Text(
    fr="Un lecteur d'essai s'est arrêté sans répondre.",
    en="A reader that was started as a trial ended without an answer.",
)
_READER_LOST_ADVICE = Text(
    fr="Les envois iraient en quarantaine : regardez la mémoire libre et les limites du système.",
    en="Drops would end in quarantine: look at the free memory and the system's limits.",
)
_MAKES_FOLDERS = Text(
    fr="« zenforms watch » le recrée, « zenforms doctor --repair » aussi ; s'il devait contenir "
    "quelque chose, reprenez-le d'une sauvegarde.",
    en="“zenforms watch” makes it again, and so does “zenforms doctor --repair”; if something "
    "should be in it, restore it from a backup.",
)
_HELD = Text(
    fr="« zenforms {doing} » travaille, processus {pid} sur {host}, depuis le {since}.",
    en="“zenforms {doing}” is at work, process {pid} on {host}, since {since}.",
)
_LEFT_IN_WORK = Text(
    fr="Envois restés dans work/ après un arrêt brutal : {count}.",
    en="Drops left in work/ by an abrupt stop: {count}.",
)
_START_WATCH = Text(
    fr="Rien n'est perdu : « zenforms watch » les reprend en premier.",
    en="Nothing is lost: “zenforms watch” takes them up first.",
)
_ODD_ORDERS = Text(
    fr="Fichiers de orders/ qui ne sont pas des ordres : {count}.",
    en="Files in orders/ that are no orders: {count}.",
)
_REMOVE_ORDERS = Text(
    fr="Supprimez-les : seules les commandes de zenforms y écrivent.",
    en="Remove them: only zenforms' own commands write there.",
)
