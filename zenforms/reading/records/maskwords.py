"""The words that announce a secret, in the languages of workstations, and those that take it back.

All stand in lower case without accents, as `maskfold` gives them. A space stands for a space,
`_`, `-`, `.` or nothing.
"""

import re
from typing import NamedTuple

from zenforms.reading.records.maskfold import Folded
from zenforms.reading.records.maskvalues import looks_mixed

_PHRASES = (
    r"mots? de passes?|phrases? de passe|phrases? secretes?|phrase de recuperation|mot secret"
    r"|(?:recovery|seed|secret) phrase|palabra secreta|parola d'ordine"
    r"|(?:api|access|account|private|encryption|decryption|validation|secret|shared|signing|master"
    r"|licen[cs]e|product|consumer|application|storage|auth|w[ep][ap]|network|recovery|subscription"
    r"|functions?|instrumentation|deploy) keys?"
    r"|cle(?:fs?|s)? (?:(?:d')?api|secretes?|privees?|(?:du )?wi fi|w[ep][ap]2?|d'acces"
    r"|de chiffrement|de licence"
    r"|d'activation|reseau|(?:de )?produit|de securite|partagee|de recuperation|de session"
    r"|d'authentification)"
    r"|clave secreta|clave privada|clave de acceso|chiave segreta|chiave privata"
    r"|shared access signature|saml (?:response|request|assertion|art)|code verifier"
    r"|(?:identifiants?|id|jeton|numero) de session|sessions? id|session identifier"
    r"|asp net sessionid|connect sid|laravel session|request verification token"
    r"|authori[sz]ation code|auth code|code d'autorisation"
    r"|(?:recovery|backup) codes?|codes? de (?:secours|recuperation|sauvegarde)"
    r"|snmp community|community string|(?:nt|lm|ntlm) hash|(?:bind|root|user|admin|db|mysql) pw"
    r"|private mac|private hash|codice (?:segreto|di accesso)"
)
_WORDS = (
    r"passw(?:or[dt]|d|rd)?|passphrase|passcode|passkey|kennwort|losungswort|wachtwoord"
    r"|pwd|psswd|contrasena|senha|haslo|geheimnis|geheimwort|secreto|segreto"
    r"|credential|phpsessid|jsessionid|aspsessionid|aspxauth|sessid|xsrf|csrf|viewstate"
    r"|rocommunity|rwcommunity|unicodepwd|requirepass|masterauth|ukey"
    r"|(?:user|db|sql|ftp|smtp|mail|root|admin|ssh|http|ldap|key|store|my|proxy|wifi|web|imap|pop)"
    r"pass"
)
_DIGITS = (
    r"code (?:pin|puk|secret|confidentiel|otp|sms|(?:du )?wi fi|unique|personnel"
    r"|d'acces|d'activation|d'authentification|d'identification|a usage unique"
    r"|de (?:securite|verification|confirmation|validation|connexion|carte|deverrouillage|partage))"
    r"|(?:pin|verification|security|confirmation|access|authentication|login|activation|unlock"
    r"|one time|sms|recovery) code|one time pass(?:word|code)|numero secret"
    r"|codigo (?:pin|de (?:verificacion|seguridad))|codice (?:pin|otp|di verifica)"
    r"|sicherheitscode|bestatigungscode|zugangscode|geheimzahl|geheimcode|cryptogramme"
    r"|pin|puk|[th]?otp|2fa|mfa|cvv2?|cvc2?"
)
_WEAK = (
    r"key|cles?|clef|code|auth|sessions?|sid|sess|signature|sig|hmac|llave|chiave|schlussel"
    r"|geheim|oauth|assertion|ticket|community|acces|identifiants?|login|connexion"
)


def _spelt(words: str) -> str:
    return words.replace(" ", r"[ _.\-]?").replace("'", r"['_ ]?")


def trie(words: list[str]) -> str:
    """A pattern that finds one of the words, each letter looked at once."""
    after: dict[str, list[str]] = {}
    for word in words:
        if not word:
            return ""
        after.setdefault(word[0], []).append(word[1:])
    branches = [re.escape(first) + trie(rest) for first, rest in after.items()]
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"


BEGINNINGS = re.compile(
    "(?="
    + trie(
        """
        mot phrase palabra parola recovery seed secret api access account private encryption
        decryption validation shared signing master license licence product consumer application
        storage auth wep wpa network cle clave chiave saml code identifiant id jeton numero session
        asp connect laravel request authori backup snmp community nt lm ntlm bind root user admin
        db mysql codice passw passphrase passcode passkey kennwort losungswort wachtwoord pwd psswd
        contrasena senha haslo geheim secreto segreto credential phpsessid jsessionid sess xsrf
        csrf viewstate rocommunity rwcommunity unicodepwd requirepass ukey userpass sqlpass ftppass
        smtppass mailpass sshpass httppass ldappass keypass storepass mypass proxypass wifipass
        webpass imappass poppass token mdp pw psk pass key clef sid sig hmac llave schlussel oauth
        assertion ticket acces login connexion cookie pin puk otp totp hotp 2fa mfa cvv cvc
        cryptogramme verification security confirmation authentication activation unlock one sms
        subscription function instrumentation deploy jwt
        codigo sicherheitscode bestatigungscode zugangscode
        """.split()  # noqa: SIM905 - words are read best as words
    )
    + ")"
)
"""How each of `KEYS` begins: found fast, where most lines have none. One may lie over another, as
`wpa` and `passw` do in `newPassword`."""
KEYS = re.compile(
    r"(?P<header>authorization|cookie2?)"
    rf"|(?P<digits>{_spelt(_DIGITS)})(?=[^a-z]|$|[a-z]*[=:])"
    rf"|(?P<strong>{_spelt(_PHRASES)}|{_WORDS})"
    r"|(?P<word>secret|token|jeton|apikey|jwt(?![a-z]))"
    r"|(?P<alone>mdp|pw|psk|pass|clave)"
    rf"|(?P<weak>{_WEAK})"
)
"""What announces a secret; the group says how much it takes to believe it.

`strong` is believed wherever it stands, `word` when it ends there, `alone`, `digits` and `weak`
when they stand apart; `weak` only before what looks made by a machine.
"""

UNSAID_AFTER = re.compile(
    r"expir|length|len\b|size|count|polic|\bage\b|type|requir|chang|enabl|disabl|reset|ur[il]\b"
    r"|endpoint|format|name\b|file|path|hint|attempt|retr[iy]|timeout|time|ttl|valid|status|error"
    r"|algorithm|provider|store\b|manager|service|date|min|max|bits?\b|location|version"
    r"|complex|history|strength|usage|index|scope|issuer|audience|cache|rotation|encod|less"
    r"|number|total|limit|class|handler|factory|exception|column|field|label|prompt|screen|page|encrypt|lastset"
    r"|\.(?:cs|java|py|js|ts|php|cpp|go|vb|sql|log|txt|xml|json|dll|exe)\b"
)
"""In the rest of a name: it is about the secret, and not the secret."""
UNSAID_BEFORE = re.compile(
    r"(?:publickey|cancellation|unexpected |expected |invalid |unknown |syntax error near |primary "
    r"|foreign |sort|partition|old|last |registry |use|save|show|need|has|is|no|must change )$"
)
STATUS = frozenset(
    """
    true false null none nil undefined yes no on off oui non vrai faux ja nein si ok ko n/a na
    empty vide leer unset set required optional missing invalid valid incorrect correct wrong bad
    expired expire expiree expires expirer locked changed modified updated reset unchanged rejected
    refused denied accepted failed failure success succeeded error unknown not must should may can
    cannot is are was were has have had will does the this that and or for in of to from by with
    obligatoire requis requise manquant manquante absent absente incorrecte incorrects invalide
    valide errone erronee faible trop change changee modifie modifiee oublie perdu reinitialise
    refuse refusee rejete accepte inconnu doit ne pas est sont le la les un une du de des au aux et
    echec succes erreur inexistant introuvable bloque verrouille differents differente different
    falsch ungultig abgelaufen fehlt erforderlich richtig incorrecta caducada invalida errata
    scaduta scaduto richiesta requerida too weak strong short long masked hidden redacted removed
    omitted filtered provided supplied present encrypted hashed disabled enabled checked verified
    verification saved stored sent received created generated revoked issued refreshed loaded
    started stopped closed opened open active inactive pending anonymous default string text int
    integer boolean bool object char varchar nvarchar number password passwort secret token
    envoi envoye envoyee changement champ field
    parametre parameter argument malformed malforme malformee
    prompt prompted ask asked cleartext plaintext basic bearer
    see voir cf siehe ask demander leave laisser
    a an as at be it its when where while after before until already never only
    nous vous je tu il elle on ils elles we you they i he she
    renouvele reinitialisee reinitialisation expiration accessible dans pour par sur sans avec
    """.split()  # noqa: SIM905 - likewise
)
"""A word that says how things stand, where a secret would stand."""
GAP_WORDS = (
    r"(?:d'|de|du|des|pour|sur|a|au|actuel|actuelle|provisoire|temporaire|initial|habituel"
    r"|saisie?|entree?|fournie?|recue?|tapee?|envoyee?|essayee?|utilisee?|generee?|attribuee?|choisie?"
    r"|entered|supplied|provided|given|typed|used|tried|generated|received|sent"
    r"|administrateur|admin|windows|wifi|session|application|compte|utilisateur|sql|messagerie"
    r"|for|of|on|user|account|current|temporary|new|old|fur|von|nueva|neue|nuova|del|della|di|para|usuario"
    r")(?![a-z])"
)


# Whether what stands behind a name is a secret, and what a name at a line's end leaves open.

Span = tuple[int, int]

_LOOKED_AT = 120
_GAP_SIGNS = frozenset(" *.-_=?")  # a place to fill in, or a rule
_PARTICIPLE = re.compile(r"[a-z'\-]+(?:ed|e|ee|es|ees|able|ible|ing|less|ant|ent|ert|igt|lich)\W*")
_PATH = re.compile(r"(?:/[\w.\-]{1,60}){1,20}/?(?:\s|$)|[a-z]:\\", re.IGNORECASE)
_COUNT = re.compile(r"\d{1,9}(?![\w])")
_PLACE = re.compile(
    r"\$\{[^{}]{0,60}\}|\{\{[^{}]{0,60}\}\}|\{[a-z_.]{0,40}\}|\{\d?\}|%[sd@]"
    r"|<[a-z _\-]{0,40}>|\(null\)|[|>\\^`_+\-\d]{1,3}(?<!\d)|\[redacted\]"
)  # where a secret will stand


class Opening(NamedTuple):
    """A name at the end of a line whose secret is still to come; `indent` is that of the line."""

    indent: int
    block: bool
    tag: str = ""


class Key(NamedTuple):
    """A name that announces a secret, and how much it takes to believe it (see `KEYS`)."""

    kind: str
    word: str
    start: int
    end: int  # of the word
    tail: int  # of the whole name


def believed(text: Folded, key: Key, span: Span | None, *, said_by_words: bool = False) -> bool:  # noqa: PLR0911 - each reason stands by itself
    """Whether what stands there is a secret of this kind, and no word about one."""
    if span is None or span[0] >= span[1]:
        return False
    value = text.low[span[0] : min(span[1], span[0] + _LOOKED_AT)]
    word = value.strip(".,;:!?()[]{}<>\"' \t")
    is_quoted = text.plain[span[0] - 1 : span[0]] in {'"', "'"}
    first = word if is_quoted else word.split(" ", 1)[0].rstrip(".,;:!")
    if not word:  # signs alone are a secret only where they are no gap to fill in
        return key.kind == "strong" and len(value) > 3 and bool(set(value) - _GAP_SIGNS)  # noqa: PLR2004 - dots, a rule
    if first in STATUS:
        return False
    if _PLACE.fullmatch(value):
        return False
    is_name = text.plain[span[0] : span[0] + 1].isupper()
    if said_by_words and not is_name and _PARTICIPLE.fullmatch(first):
        return False
    if key.kind == "weak":
        return looks_mixed(text.plain[span[0] : min(span[1], span[0] + _LOOKED_AT)])
    if _COUNT.fullmatch(word):
        return _number_counts(text, key, word)
    if key.word in {"pwd", "passwd"} and _PATH.match(value):
        return False
    return not (key.kind == "alone" and key.word == "pass" and "/" in value and " " not in value)


def _number_counts(text: Folded, key: Key, number: str) -> bool:
    """Whether a bare number is a secret behind this word, and no count of them."""
    if key.kind == "strong" and "session" in key.word:
        return len(number) > 5  # noqa: PLR2004 - Windows numbers its sessions
    if key.kind == "word" or key.word.startswith(("credential", "csrf")):
        return len(number) > 5 and text.low[key.end : key.end + 1] != "s"  # noqa: PLR2004 - a number of tokens
    if key.word == "pass":
        return len(number) > 3  # noqa: PLR2004 - a number of passes
    if key.kind in {"digits", "alone"}:
        return len(number) >= 3  # noqa: PLR2004 - a card's CVV has three
    return True


def opening_of(text: Folded, key: Key) -> Opening | None:  # noqa: PLR0911 - one for each way to go on
    """What the end of the line leaves open behind this name."""
    rest = text.plain[key.tail :].rstrip("\r\n")
    indent = len(text.plain) - len(text.plain.lstrip())
    if key.kind in {"weak", "header"}:
        return None
    if re.fullmatch(r"\\?[\"']?\]?\s*(?::|=>?|:=|->)\s*[|>][+\-\d]{0,2}\s*(?:#.*)?", rest):
        return Opening(indent, block=True)
    if re.fullmatch(r"\\?[\"']?\]?\s*(?::|=>?|:=|->)\s*\[?\s*[\\`^_]?", rest) or (
        re.fullmatch(r"\s*[\\`^]", rest)
    ):
        return Opening(indent, block=rest.rstrip().endswith("["))
    if re.fullmatch(r"(?:\s[^<>]{0,200})?>\s*", rest) and "<" in text.plain[: key.start]:
        return Opening(indent, block=False, tag="</")
    name = re.match(r"\s*-?\s*\"?name\"?\s*[:=]\s*[\"']?[\w.\-]*$", text.plain[: key.start])
    if name and re.fullmatch(r"[\"']?,?\s*", rest):
        return Opening(indent, block=False, tag="value")
    if re.search(r"<key>[^<>]*$", text.plain[max(0, key.start - 60) : key.start]) and re.fullmatch(
        r"</key>\s*", rest
    ):
        return Opening(indent, block=False, tag="</")
    return None
