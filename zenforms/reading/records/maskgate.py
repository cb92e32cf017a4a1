"""Whether a line may hold a secret at all: asked of every line, so it must cost next to nothing.

Lines repeat their words, so each word is looked at once, with its digits all alike, and its
verdict remembered. Whoever is let through here may still hold nothing; who is not holds nothing
for certain, which the tests ask of every shape that the maskers know.
"""

import re

from zenforms.reading.records.maskfold import NOTHING, PLAIN, plain_latin

SHAPE, WORD, WEAK, MIXED, COMMAND, LOGIN = 1, 2, 4, 8, 16, 32
_KEY, _CODE, _SESSION, _PASSE = 64, 128, 256, 512

_DIGITS = bytes.maketrans(b"123456789", b"000000000")
_LOW = bytes(range(256)).lower().translate(_DIGITS)
_FOLDED = bytes(_LOW[ord(plain_latin(code))] for code in range(256))
_SAME_CASE = bytes(ord(plain_latin(code)) for code in range(256))
_AS_NUMBER = bytes.maketrans(b"ab", b"00")
_LONG_NUMBER = b"0" * 13
_REMEMBERED, _LONGEST = 50_000, 200

_COUNTRIES = (
    "ad|ae|al|at|az|ba|be|bg|bh|bi|br|by|ch|cr|cy|cz|de|dj|do|dk|ee|eg|es|fi|fo|fr|gb|ge|gi|gl|gr|gt|hr|hu|ie|il|iq"
    "|is|it|jo|kw|kz|lb|lc|li|lt|lu|lv|ly|mc|md|me|mk|mr|mt|mu|nl|no|pk|pl|ps|pt|qa|ro|rs|ru|sa|se|si|sk|sm|sn"
    "|sv|tl|tn|tr|ua|va|vg|xk"
)
_MARKS = (
    "eyj|akia|asia|ltai|akid|gh[opusr]_|github_pat_|gl(?:pat|[dr]t|cbt|ptt|ft|imt|agent|oas|soat"
    "|ffct|sa|c)[-_]|xox[a-z]|xapp-|aiza|ya00|0//0|gocspx|npm_|pypi-|sk[-_0-9a-f]|rk_|whsec_|sg\\."
    "|key-|xkeysib|xsmtpsib|do[opr]_v0|hv[sbr]\\.|shp|sq0|eaa|dckr_|hf_|lin_api_|pmak-|nr(?:ak|ii|js"
    "|ra|iq)-|fig[dout]_|atatt0|atbb|atctt0|rubygems_|oy0|pscale_|secret_|ntn_|sntry|dp\\.(?:pt|st"
    "|ct|sa|scim|audit)|tfp_|age-secret|a0-[a-z0-9]{6}-|ops_ey|akcp|b0blbnnzac"
)
_COMMANDS = (
    r"mysql\w*|mariadb[\w\-]*|0za?|0zr|rar|unrar|docker|podman|nerdctl|oras|helm|registry|crane"
    r"|skopeo|az|oc|sshpass|mongo\w*|psexec\w*|cmdkey|htpasswd|useradd|usermod|rdesktop|pgadmin"
    r"|impdp|vncviewer|clickhouse-client|cqlsh|rabbitmqadmin|keytool|svn|rclone|nuget|sqlcmd|bcp"
    r"|osql|isql|unzip|zip|zipcloak|dtexec|tsql|l?ftp|redis-cli|valkey-cli|ldap\w+|plink\w*|pscp\w*"
    r"|psftp\w*|putty\w*|kitty\w*|winscp\S*|mstsc\w*|curl\S{0,4}|wget\S{0,4}|https?|xh|smbclient"
    r"|rpcclient|net|smbget|winexe|wmic|[xw]freerdp|schtasks\S{0,4}|signtool\S{0,4}|runas|openssl"
    r"|sqlplus\w*|expdp|exp|imp|sqlldr|rman|tnsping|connect|conn|lsnrctl|echo|printf|vault|kinit"
    r"|certutil|setx|gpg0?|smbpasswd|dsmod|dsadd|ansible\S*|vncpasswd|xtightvncviewer"
)


def _any(pattern: str) -> re.Pattern[bytes]:
    return re.compile(pattern.encode())


_VERDICTS = (
    (SHAPE, _any(
        rf"(?<![a-z0-9])(?:{_MARKS}|(?:{_COUNTRIES})00)"
        r"|&(?:quot|apos|[lg]t|nbsp|colon|equals|num|sol|lowbar|hyphen|#x?[0-9a-f]{2,4});|%[07][a-f0]"
        r"|\\u00|\\x0|\x01"
        r"|0:aa|\.atlasv0\.|0q~|v0:dp:|\$[a-z0-9\-]{1,20}\$|\$krb0|\{s?(?:sha|md0|crypt)|pbkdf0"
        r"|scrypt:|scram-sha|::[\w.\-\x80-\xff]{1,60}:[0-9a-f]{16}|\*[0-9a-f]{40}|0x[0-9a-f]{44}|md0[0-9a-f]{32}"
        r"|[0-9a-f]{32}:[0-9a-f]{32}|://.*@|//\S*hook|webhook|hooks\.|telegram|ifttt|outlook\.office"
        r"|[?&;#](?:amp;)?(?:sig|signature|code|key|auth|sas|hash|ticket|assertion|st|p|pw|k|hmac"
        r"|state|s|sid|sess(?:ion)?|skoid|x-amz-[a-z\-]+|x-goog-[a-z]+|awsaccesskeyid|access|t)="
        r"|identified|pgp_sym|securestring|snmp|com0sec|community|tacacs|radius|bearer|basic|ntlm"
        r"|negotiate|kerberos|digest|response=|(?:^|[^a-z])auth(?:enticate)?$|apop|thin:|oci0?:|begin"
        r"|private-l|[\w$][/:][^\s/@]{3,}@|^[\-/]p[:=]|addlogin|sp_password|linkedsrvlogin|openrowset|_login"
        r"|reg_(?:sz|expand|multi|binary)|networkc|pscred"
    )),
    (WORD, _any(
        r"(?<![a-z])pass(?!e(?:s|r|z|nt|ra|ront)?(?:[^a-z]|$))|[a-z]pass|pwd|psswd|mdp|kenn|losung|wachtw|contras|senha|haslo|geheim|cret|gret|credential"
        r"|sess(?:ion)?s?[_.\-]?id|aspxauth|shared|srf|viewstate|masterauth|ukey|phrase|parola|saml|verifier|token"
        r"|jeton|jwt|api.?key|pw|psk|clave|pin|puk|otp|0fa|mfa|cvv|cvc|cookie|authori[sz]ation|codigo"
        r"|codice|sicherheitsc|bestatigungsc|zugangsc|cryptogramme|hash|priva|privee"
    )),
    (_PASSE, _any(r"(?<![a-z])passe")),
    (COMMAND, _any(rf"(?<![\w.\-])(?:{_COMMANDS})(?:\.exe)?\"?$")),
    (LOGIN, _any("login|identifiant|credential|zugangsdaten")),
    (_KEY | WEAK, _any("key|cle|llave|chiave|schlussel")),
    (_CODE | WEAK, _any("code")),
    (_SESSION | WEAK, _any("sess|sid")),
    (WEAK, _any("auth|sig|hmac|geheim|assertion|ticket|acces|identifiant|login|connexion")),
)  # fmt: skip
_GAP = r"[ _.\-]?"
_OF_KEY = (
    "api|acce|account|subscri|function|instrument|deploy|encrypt|decrypt|valid|shared|sign|master|licen|produ|consumer|applica|storage"
    "|auth|w[ep][ap]|network|recover|wi|chiffr|activ|reseau|secur|partag|recup|session"
)
_OF_CODE = (
    "confiden|sms|wi|unique|person|acces|activ|auth|ident|usage|secur|verif|confirm|valid|connex"
    "|carte|deverr|partag|autor|secour|recup|sauveg|recover|backup|login|unlock|time"
)
_PAIRS = (
    (_KEY, _any(
        rf"(?:{_OF_KEY})[a-z]*{_GAP}keys?|cle[fs]*{_GAP}(?:du|de|d.?|)(?:{_GAP}produit|{_GAP}(?:{_OF_KEY}))"
    )),
    (_CODE, _any(
        rf"(?:{_OF_CODE})[a-z]*{_GAP}code|codes?{_GAP}(?:du|de|d.?|a|){_GAP}(?:{_OF_CODE})"
    )),
    (_PASSE, _any(rf"(?:mots?|phrases?){_GAP}de{_GAP}passe")),
    (_SESSION, _any(rf"sess[a-z]*{_GAP}id|de{_GAP}session|laravel|connect{_GAP}sid|asp")),
)  # fmt: skip
_SIGNS = re.compile(rb"[.:(){}\[\]|]")
_CHANGE = re.compile(rb"[a-z](?=0)|0(?=[a-z])")
_SPACED = re.compile(rb"[\"'`{;|<\t]")
_MIXED_CHANGES = 3
_FLAGGED = re.compile(rb"\s[\-/]{1,2}[a-z]")
_UNFLAGGED = re.compile(rb"net use|setx |sqlplus |passwd|vault login|smbclient|@|\|")
_LOGGED_IN = re.compile(
    rb"0\s+login\s|login\s+\S+\s+\"|(?:login|identifiants?|credentials|zugangsdaten)[\s/\w]{0,60}[:=]"
)


class _Words(dict[bytes, int]):
    """What each word may be, learnt as they are met."""

    def __missing__(self, word: bytes) -> int:
        found = 0
        for kind, pattern in _VERDICTS:
            if pattern.search(word):
                found |= kind
        if _is_mixed(word):
            found |= MIXED
        if len(word) <= _LONGEST:
            if len(self) >= _REMEMBERED:
                self.clear()
            self[word] = found
        return found


_WORDS = _Words()


def _is_mixed(text: bytes) -> bool:
    return len(_CHANGE.findall(_SIGNS.sub(b"", text))) >= _MIXED_CHANGES


def looked_at(text: str) -> int:
    """0 when the line holds no secret; `WORD` when only a word may announce one; else `SHAPE`."""
    try:
        raw = text.encode("latin-1")
    except UnicodeEncodeError:
        plain = text.translate(PLAIN)
        if NOTHING in plain:
            return SHAPE
        raw = plain.encode("latin-1", "replace")
    low = raw.translate(_FOLDED)
    found = 0
    words = _WORDS
    for word in low.split():
        found |= words[word]
    if found & SHAPE or _LONG_NUMBER in low.translate(_AS_NUMBER, b" .-/_") or "334" in text:
        return SHAPE
    return _weighed(raw, low, found) if found & (WORD | WEAK | COMMAND | LOGIN | _PASSE) else 0


def _weighed(raw: bytes, low: bytes, found: int) -> int:
    """What words that stand in many an ordinary line come to together."""
    if (
        (found & COMMAND and (_FLAGGED.search(low) or _UNFLAGGED.search(low)))
        or (found & LOGIN and _LOGGED_IN.search(low))
        or (found & WEAK and _may_be_drawn(raw, low, found))
    ):
        return SHAPE
    if found & WORD or any(found & kind and pair.search(low) for kind, pair in _PAIRS):
        return WORD
    return 0


def _may_be_drawn(raw: bytes, low: bytes, found: int) -> bool:
    """Whether something in the line may look drawn by lot, as `looks_mixed` says of a value."""
    if found & MIXED:
        words = zip(low.split(), raw.translate(_SAME_CASE).split(), strict=True)
        mixed = (cased for word, cased in words if _WORDS[word] & MIXED)
        if any(not (cased.islower() or cased.isupper()) for cased in mixed):
            return True
    return bool(_SPACED.search(low)) and _is_mixed(low)
