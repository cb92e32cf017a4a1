"""Secrets that need no word before them: tokens with a maker's mark, hashes, URLs, commands."""

# ruff: noqa: E501, ISC004 - a shape is read best on one line of its table

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from zenforms.reading.records.maskfold import Folded
from zenforms.reading.records.maskvalues import looks_made, looks_mixed
from zenforms.reading.records.maskwords import trie


class _Shape(NamedTuple):
    """`sign` stands in every text that holds the shape, in lower case; the rest is exact."""

    sign: str
    pattern: str
    made: bool = False
    """Whether what was found must also look made by a machine."""


_B = r"(?<![A-Za-z0-9])"
_HOST = r"[\w.\-\[\]:]{1,200}"


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Made for the first text that has its sign."""
    return re.compile(pattern)


_TOKENS = (
    ("eyj", r"eyJ[\w\-+/]{8,}+={0,2}(?:\.[\w\-+/]*+={0,2}){0,4}"),
    ("akia", r"AKIA[0-9A-Z]{16}"),
    ("asia", r"ASIA[0-9A-Z]{16}"),
    ("ltai", r"LTAI[0-9A-Za-z]{16,24}"),
    ("akid", r"AKID[0-9A-Za-z]{28,40}"),
    ("gh", r"gh[opusr]_\w{20,}"),
    ("github_pat_", r"github_pat_\w{20,}"),
    ("gl", r"gl(?:pat|dt|rt|cbt|ptt|ft|imt|agent|oas|soat|ffct)-[\w\-.]{16,}"),
    ("xox", r"xox[a-z](?:\.xox[a-z])?-[\w\-]{8,}"),
    ("xapp-", r"xapp-[\w\-]{10,}"),
    ("aiza", r"AIza[\w\-]{30,}"),
    ("ya29", r"ya29\.[\w\-.]{10,}"),
    ("1//0", r"1//0[\w\-]{20,}"),
    ("gocspx", r"GOCSPX-[\w\-]{20,}"),
    ("npm_", r"npm_\w{20,}"),
    ("pypi-", r"pypi-[\w\-]{16,}"),
    ("sk", r"sk-[\w\-]{16,}"),
    ("sk", r"sk_(?:live|test|prod)_\w{10,}"),
    ("rk_", r"rk_(?:live|test|prod)_\w{10,}"),
    ("whsec_", r"whsec_[\w+/=]{16,}"),
    ("sk", r"SK[0-9a-f]{32}"),
    ("sg.", r"SG\.[\w\-]{16,}\.[\w\-]{16,}"),
    ("key-", r"key-[0-9a-f]{32}"),
    ("xkeysib", r"xkeysib-[\w\-]{20,}"),
    ("xsmtpsib", r"xsmtpsib-[\w\-]{20,}"),
    ("do", r"do[opr]_v1_[0-9a-f]{32,}"),
    ("hv", r"hv[sbr]\.[\w\-]{20,}"),
    ("shp", r"shp(?:at|ca|pa|ss)_[0-9a-fA-F]{20,}"),
    ("sq0", r"sq0(?:atp|csp|idp)-[\w\-]{20,}"),
    ("eaa", r"EAA[A-Z][A-Za-z0-9]{40,}"),
    ("dckr_", r"dckr_(?:pat|oat)_[\w\-]{20,}"),
    ("hf_", r"hf_[A-Za-z0-9]{20,}"),
    ("lin_api_", r"lin_api_\w{20,}"),
    ("pmak-", r"PMAK-[0-9a-f\-]{30,}"),
    ("nr", r"NR(?:AK|II|JS|RA|IQ)-[\w\-]{16,}"),
    ("gl", r"gl(?:sa|c)_\w{20,}"),
    ("figd_", r"fig[dout]_[\w\-]{20,}"),
    ("atatt3", r"ATATT3[\w\-=]{20,}"),
    ("atbb", r"ATBB\w{20,}"),
    ("atctt3", r"ATCTT3[\w\-=]{20,}"),
    ("rubygems_", r"rubygems_[0-9a-f]{30,}"),
    ("oy2", r"oy2[a-z0-9]{43}"),
    ("pscale_", r"pscale_\w{2,8}_[\w\-.=]{20,}"),
    ("secret_", r"secret_[A-Za-z0-9]{40,}"),
    ("ntn_", r"ntn_\w{30,}"),
    ("sntry", r"sntry[us]_[\w\-+/=]{20,}"),
    ("dp.", r"dp\.(?:pt|st|ct|sa|scim|audit)\.[\w.\-]{20,}"),
    ("tfp_", r"tfp_\w{30,}"),
    ("age-secret", r"AGE-SECRET-KEY-1[0-9A-Z]{20,}"),
    ("a3-", r"A3-[A-Z0-9]{6}-[A-Z0-9]{6,11}(?:-[A-Z0-9]{5}){3,4}"),
    ("ops_ey", r"ops_eyJ[\w+/=\-]{40,}"),
    ("akcp", r"AKCp[A-Za-z0-9]{40,}"),
    ("b3blbnnzac", r"b3BlbnNzaC1rZXktdj[\w+/=]{8,}"),
)
_MARKED_WITHIN = (
    (":aa", r"\d{8,10}:AA[\w\-]{30,}"),
    (".atlasv1.", r"\w{14}\.atlasv1\.[\w\-=]{40,}"),
    ("q~", r"[\w.~\-]{3}\dQ~[\w.~\-]{30,36}"),
    ("dp:", r"v\d:dp:[\w\-]{20,}"),
)
_HASHES = (
    ("$", r"\$(?:2[abxy]?|1|5|6|7|y|gy|md5|sha1|apr1|argon2(?:id?|d)|scrypt|pbkdf2[\w\-]*|s0|P|H)"
     r"\$[\w./+=,$\-]{8,}"),
    ("$krb5", r"\$krb5\w{2,8}\$[^\s\"']{16,}"),
    ("{s", r"\{S?(?:SHA|MD5|CRYPT)\d{0,3}\}[\w+/=$.]{8,}"),
    ("{ss", r"\{SSHA\d{0,3}\}[\w+/=]{8,}"),
    ("pbkdf2", r"pbkdf2_sha\d+\$\d+\$[\w+/=$]{16,}"),
    ("pbkdf2", r"pbkdf2:sha\d+(?::\d+)?\$[\w+/=$]{16,}"),
    ("scrypt:", r"scrypt:\d+:\d+:\d+\$[\w+/=$]{16,}"),
    ("scram-sha", r"SCRAM-SHA-\d+\$[\w+/=:$]{16,}"),
    ("::", r"(?<=::)[\w.\-]{1,60}:[0-9a-fA-F]{16,}:[0-9a-fA-F]{32,}(?::[0-9a-fA-F]{8,})?"),
    ("*", r"\*[0-9A-F]{40}(?![0-9A-Za-z])"),
    ("0x0", r"0x0[12]00[0-9A-Fa-f]{40,}"),
    ("md5", r"md5[0-9a-f]{32}(?![0-9a-f])"),
)  # fmt: skip
_URLS = (
    (".slack.com/", r"hooks\.slack\.com/(?:services|workflows|triggers)/(?P<secret>[\w/\-]{8,})"),
    ("/webhooks/", r"discord(?:app)?\.com/api/(?:v\d+/)?webhooks/(?P<secret>\d+/[\w\-]{8,})"),
    ("webhook", r"webhook\.office\.com/(?:webhookb2/)?(?P<secret>[\w@/\-]{8,})"),
    ("outlook.office", r"outlook\.office(?:365)?\.com/webhook/(?P<secret>[\w@/\-]{8,})"),
    ("telegram", r"api\.telegram\.org/(?:file/)?bot(?P<secret>\d+:[\w\-]{8,})"),
    ("hooks.zapier", r"hooks\.zapier\.com/hooks/catch/(?P<secret>[\w/\-]{8,})"),
    ("maker.ifttt", r"maker\.ifttt\.com/[\w/\-]{1,80}/key/(?P<secret>[\w\-]{8,})"),
    ("hook", r"https?://[\w.\-]{1,100}/(?:[\w.\-]{1,40}/){0,4}(?:web)?hooks?/"
     r"(?P<secret>(?:[\w\-]{1,40}/){0,3}[\w\-]{16,})"),
    *((sign, r"[?&;#](?:amp;)?(?:sig|signature|code|key|auth|sas|hash|ticket|assertion|st|p|pw|k|hmac"
     r"|state|s|skoid|x-amz-(?:signature|credential|security-token)|x-goog-(?:signature|credential)"
     r"|awsaccesskeyid|access|t|sid|sess(?:ion)?)=(?P<secret>(?=[^&\s]{0,40}(?:\d|%|[a-z][A-Z]|_|-))"
     r"(?!S-1-\d|\d{1,12}(?:[&\s\"']|$))[^&\s\"'<>#]{8,})") for sign in "?&"),
    (";jsessionid", r"(?i:;jsessionid)=(?P<secret>[^\s?&#\"'<>]+)"),
)  # fmt: skip
_CALLED = r"\w{0,40}(?:passw|pwd|secret|token|mdp|api_?key|access_?key|private_?key)(?!\w{0,20}(?:polic|life|len|path|time|count))\w{0,40}"
_PORTLESS = r"(?P<secret>(?!\d{1,5}(?:\s|$)|[A-Za-z]:\\|[A-Za-z_]\w{0,60}=[^=\s])[^\s\"']{3,100})"
_SAYINGS = (
    (" by ", r"(?i:identified\s+by\s+(?:values\s+)?)(?P<secret>'[^'\r\n]*'?|\"[^\"\r\n]*\"?|[^\s;,'\"]+)"),
    ("identified", r"(?i:identified\s+(?:with|via)\s+\S{1,60}\s+(?:as|by|using)\s+)"
     r"(?P<secret>'[^'\r\n]*'?|\"[^\"\r\n]*\"?)"),
    ("encrypt", r"(?i:(?:en|de)crypt(?:ion|ed)?\s+by\s+password\s*=\s*)(?P<secret>N?'[^'\r\n]*'?)"),
    ("pgp_sym", r"(?i:pgp_sym_\w{7}\([^,()\r\n]{1,200},\s*)(?P<secret>'[^'\r\n]*'?)"),
    ("securestring", r"(?i:securestring\s+(?:-string\s+)?)(?P<secret>'[^'\r\n]*'?|\"[^\"\r\n]*\"?|[^\s\-]\S*)"),
    ("snmp-server", r"(?i:snmp-server\s+community\s+)(?P<secret>\S+)"),
    ("community", r"(?i:\b(?:ro|rw)community6?\s+)(?P<secret>\S+)"),
    ("com2sec", r"(?i:\bcom2sec6?\s+\S+\s+\S+\s+)(?P<secret>\S+)"),
    ("snmp", r"(?i:\bsnmp\w*\b[^\r\n]{0,60}?\s-c\s{0,3})(?P<secret>[^\s\-]\S*)"),
    ("snmp", r"(?i:\bsnmp\w*\b[^\r\n]{0,60}?\s-[AX]\s{1,3})(?P<secret>[^\s\-]\S*)"),
    ("snmp", r"(?i:\b(?:snmp|oid)\w*[^\r\n]{0,80}?\bcommunity(?:\s+name)?\s*[:=]?\s*[\"']?)(?P<secret>[^\s\"',;:=]+)"),
    ("secret ", r"(?i:\bsecret\s+[0-9]\s+)(?P<secret>\S+)"),
    ("password ", r"(?i:\bpassword\s+[0-9]\s+)(?P<secret>\S+)"),
    ("key ", r"(?i:\b(?:tacacs|radius)\S*\s+(?:\S+\s+){0,4}?key\s+(?:\d\s+)?)(?P<secret>\S+)"),
    ("machine ", r"(?i:\blogin\s+\S{1,80}\s+password\s+)(?P<secret>\S+)"),
    ("bearer", r"(?i:\bbearer\s+)(?P<secret>(?!\w+=[\"'])(?=\S{0,200}(?:\d|=|[a-z][A-Z]))[\w+/=.~\-]{6,})"),
    ("basic", r"(?i:\bbasic\s+)(?P<secret>(?=\S{0,200}(?:\d|=|[a-z][A-Z]))[\w+/=]{6,})(?!\w)"),
    ("ntlm", r"(?i:\b(?:ntlm|negotiate|kerberos)\s+)(?P<secret>(?:TlRM|YI|oY)[\w+/=]{6,})"),
    ("digest", r"(?i:\bdigest\s+username=)(?P<secret>[^\r\n]+)"),
    ("response=", r"(?i:\bresponse=)(?P<secret>\"?(?:[0-9a-fA-F]{32}){1,2}\"?)"),
    ("auth", r"(?:\bAUTH(?:ENTICATE)?|\bauth(?:enticate)?)\s+(?i:LOGIN|PLAIN|CRAM-MD5|NTLM|GSSAPI|DIGEST-MD5"
     r"|XOAUTH2|OAUTHBEARER|SCRAM-\S+)\s+(?P<secret>(?!(?i:LOGIN|PLAIN|CRAM|NTLM|GSS|DIGEST|XOAUTH|OAUTH|SCRAM))"
     r"[\w+/=*]{4,}(?:[ \t]+[\w+/=]{4,})?)"),
    ("auth ", r"(?:^|[>\"\s:])AUTH\s+(?!(?:LOGIN|PLAIN|CRAM|NTLM|GSS|DIGEST|XOAUTH|OAUTH|SCRAM|TLS|SSL|EXTERNAL)\b)"
     r"(?:[\w.\-]{1,40}\s+)?(?P<secret>[^\s\"']+)[\"']?\s*$"),
    ("login ", r"(?:^|[>\"\s:;])[A-Za-z]{0,4}\d{1,6}\s+LOGIN\s+(?:\"[^\"]*\"|\S+)\s+"
     r"(?P<secret>\"[^\"\r\n]*\"?|[^\s\"]+)"),
    ("login ", r"(?i:\blogin\s+)(?:\"[^\"]*\"|\S+)\s+(?P<secret>\"[^\"\r\n]+\"?)"),
    ("pass ", r"(?:^|[>\":\]]\s{0,3}|[CS]\s?[:>]\s{0,3}|(?<=\s))PASS\s+"
     r"(?P<secret>(?!\d{1,3}\b|\S{1,200}\.\w{1,5}\b|\S*/)[^\s\"']+)[\"']?\s*$"),
    ("apop ", r"\bAPOP\s+\S+\s+(?P<secret>[0-9a-fA-F]{16,})"),
    ("/d ", rf"(?i:/v\s+\"?{_CALLED}\"?\s+(?:/t\s+\w+\s+)?/d\s+)"
     r"(?P<secret>(?!\"?[A-Za-z]:\\)(?:\"[^\"\r\n]*\"?|\S+))"),
    ("reg_", rf"(?i:(?<![\w\\]){_CALLED}\s+REG_(?:SZ|EXPAND_SZ|MULTI_SZ|BINARY)\s+)"
     r"(?P<secret>(?![A-Za-z]:\\)\S[^\r\n]*)"),
    ("credential", r"(?i:\b(?:network|ps)credential\w*(?:\]::new)?\s{0,3}\(\s{0,3}(?:\"[^\"\r\n]*\"|'[^'\r\n]*'|\$?\w+)"
     r"\s{0,3},\s{0,3})(?P<secret>\"[^\"\r\n]*\"?|'[^'\r\n]*'?)"),
    ("addlogin", r"(?i:\bsp_addlogin\s+(?:N?'[^']{0,200}'|\w+)\s{0,3},\s{0,3})(?P<secret>N?'[^'\r\n]*'?)"),
    ("sp_password", r"(?i:\bsp_password\s+(?:NULL\s{0,3},\s{0,3})?)(?P<secret>N?'[^'\r\n]*'?)"),
    ("sp_password", r"(?i:\bsp_password\s+N?'[^'\r\n]*'\s{0,3},\s{0,3})(?P<secret>N?'[^'\r\n]*'?)"),
    ("linkedsrvlogin", r"(?i:linkedsrvlogin\s+(?:(?:N?'[^']{0,200}'|NULL)\s{0,3},\s{0,3}){4})(?P<secret>N?'[^'\r\n]*'?)"),
    ("openrowset", r"(?i:openrowset\s{0,3}\(\s{0,3}N?'[^']{0,200}'\s{0,3},\s{0,3}N?'[^']{0,200}'\s{0,3};\s{0,3}N?'[^']{0,200}'\s{0,3};\s{0,3})"
     r"(?P<secret>N?'[^'\r\n]*'?)"),
    ("secret ", r"(?i:\benable\s+secret\s+)(?P<secret>(?=[^\s]*\d)\S{5,})"),
    ("p:", rf"(?i:[\s\"'][-/]u(?:ser|id|sr)?[:=\s]\s{{0,3}}\S{{1,80}}\s(?:[^\r\n]{{0,80}}?\s)?[-/]p:){_PORTLESS}"),
    ("p:", rf"(?i:(?:^|[\s\"'])[-/]p:)(?=[^\s=]*\d)(?=[^\s=]*[A-Za-z]){_PORTLESS}", True),
    ("thin:", r"(?i:thin|oci8?):[^\s/@:]{1,60}/(?P<secret>[^\s@]{1,200})(?=@)"),
)  # fmt: skip
_AT_HOST = re.compile(
    r"(?<![\w$/.:@\\\-])(?P<user>[A-Za-z][\w$.]{1,30})(?P<sign>[/:])(?P<secret>(?!\d{1,3}@)[^\s/:@,;\"'<>]{3,100})"
    r"@(?=(?://)?[A-Za-z\d][\w\-]{1,100}(?P<dotted>\.[\w.\-]{1,200})?(?:[:/\\\s,;)\"']|$))"
)
_OF_DATABASE = re.compile(r"ora-\d|oracle|sqlplus|\btns")
_OF_LOGIN = re.compile(
    r"connect|connexion|connection|log[io]n|jdbc|\bdsn\b|\buser|utilisateur|compte|account"
)
_CHIEFS = re.compile(r"sa|sys|system|scott|dba\w*")
_MAY_RULE = re.compile(r"root|admin\w*|postgres|oracle")
_SERVICES = re.compile(
    r"http|host|cifs|ldap|mssqlsvc|krbtgt|termsrv|wsman|rpc\w*|dns|gc|nfs|imap|smtp|pop|ftp|kafka|zookeeper|hdfs|restrictedkrbhost|https?|mailto|sip|xmpp|git|ssh|svn|to|from|cc"
)
_PAIR = (
    r"(?i:\b(?:identifiants?|login|credentials|zugangsdaten)"
    r"(?:\s*/\s*[\w ]{2,20})?)\s*[:=]\s*[\w.@\\\-]{2,60}\s*/\s*(?P<secret>[^\s/,;]{4,60})(?![/\w])"
)

_FLAG = r"(?P<secret>'[^'\r\n]*'?|\"[^\"\r\n]*\"?|[^\s'\"|&;<>\-][^\s|;<>]*)"
_COMMANDS = (
    (r"mysql\w*|mariadb[\w\-]*|7za?|7zr|rar|unrar", rf"\s-(?:hp|p){_FLAG}"),
    (r"(?:docker|podman|nerdctl|oras|helm|registry|crane|skopeo|az|oc)(?=[^\r\n]{0,40}\blogin\b)", rf"\s-p\s{{0,3}}{_FLAG}"),
    (r"sshpass|mongo\w*|psexec\w*|cmdkey|htpasswd|useradd"
     r"|usermod|rdesktop|pgadmin|impdp|vncviewer|clickhouse-client|cqlsh|rabbitmqadmin"
     r"|keytool|svn|rclone|nuget", rf"\s-{{1,2}}p\s{{0,3}}{_FLAG}"),
    (r"sqlcmd|bcp|osql|isql|unzip|zip|zipcloak|dtexec|tsql|ftp|lftp", rf"\s-P\s{{0,3}}{_FLAG}"),
    (r"redis-cli|valkey-cli", rf"\s-a\s{{1,3}}{_FLAG}"),
    (r"ldap\w+", rf"\s-[wsa]\s{{0,3}}{_FLAG}"),
    (r"certutil", rf"\s-p\s{{1,3}}{_FLAG}"),
    (r"setx", r"\s(?i:\w*(?:pass|pwd|mdp|token|secret|_key)\w*)\s{1,3}(?P<secret>\"[^\"\r\n]*\"?|[^\s\"/]\S*)"),
    (r"plink\w*|pscp\w*|psftp\w*|putty\w*|kitty\w*|winscp\w*|mstsc\w*", rf"\s[-/]pw\s{{0,3}}{_FLAG}"),
    (r"curl\S{0,4}|wget\S{0,4}|https?|xh|smbclient|rpcclient|net|lftp|smbget|winexe|wmic",
     r"\s(?:-[uUa]|--user|--proxy-user|--auth)[\s=]{0,3}[\"']?[^\s:%\"']{1,100}[:%]"
     r"(?P<secret>[^\s\"']+|(?<=[\"'][^\s\"']{0})[^\"']+)"),
    (r"curl\S{0,4}", rf"\s(?:-b|--cookie)\s{{1,3}}{_FLAG}"),
    (r"xfreerdp|wfreerdp|mstsc|schtasks\S{0,4}|signtool\S{0,4}|wmic|winscp\S{0,4}|runas",
     rf"\s/(?:p|rp|pw)[\s:]{{1,3}}{_FLAG}"),
    (r"openssl", r"(?:\bpass:|\s-(?:k|K|passwd)\s{1,3})(?P<secret>[^\s\"']+)"),
    (r"htpasswd", r"\s-\w*b\w*\s+\S+\s+\S+\s+(?P<secret>\S+)"),
    (r"htpasswd", r"\s-\w*nb\w*\s+\S+\s+(?P<secret>\S+)"),
    (r"net", r"(?i:\buser\s+\S+\s+)(?P<secret>[^\s/*]\S*)"),
    (r"net", r"(?i:\buse\s+(?:\S+\s+)?\\\\\S+\s+)(?P<secret>[^\s/*]\S*)"),
    (r"sqlplus\w*|expdp|impdp|exp|imp|sqlldr|rman|tnsping|connect|conn|lsnrctl",
     r"\s(?:-\w\s+|target\s+)?[\"']?[\w.$]{1,40}/(?P<secret>[^\s@/\"']+)(?=@|\"|'|\s*$)"),
    (r"echo|printf", r"\s[\"']?(?P<secret>[^\s|\"']+)[\"']?\s*\|\s*(?:sudo\s+-S|passwd|docker|su|gpg|kinit"
     r"|openssl|cryptsetup|chpasswd)\b"),
    (r"echo|printf", r"\s[\"']?[\w.\-]{1,40}:(?P<secret>[^\s|\"']+)[\"']?\s*\|\s*chpasswd"),
    (r"vault", r"\blogin\s+(?:-\S+\s+)*(?P<secret>[^\s\-=]\S*)\s*$"),
    (r"kinit|gpg2?|smbpasswd|dsmod|dsadd|ansible\S*|vncpasswd",
     rf"\s-{{1,2}}(?:passphrase|pwd|w|s|a)\s{{1,3}}{_FLAG}"),
    (r"smbclient", rf"\s//\S+\s{_FLAG}"),
    (r"vncviewer|xtightvncviewer", rf"\s-passwd\s{_FLAG}"),
)  # fmt: skip
_COMMAND_WORDS = re.compile(
    r"(?<![\w.\-])(?:"
    + "|".join(dict.fromkeys(names for names, _ in _COMMANDS))
    + r")(?:\.exe)?\"?(?=\s)"
)
_FLAGGED = re.compile(r"\s[\-/]{1,2}[a-z]")
_UNFLAGGED = (
    "net user ",
    "net use ",
    "setx ",
    "sqlplus ",
    "passwd",
    "vault login",
    "smbclient",
    "@",
)
"""What every command has that tells a secret; few lines of a log do."""
_COMMAND_SHAPES = tuple((rf"(?:{names})(?:\.exe)?\"?", shape) for names, shape in _COMMANDS)
_SHAPES = (
    *(_Shape(sign, _B + pattern) for sign, pattern in _MARKED_WITHIN),
    *(_Shape(sign, r"(?<![\w$])" + pattern) for sign, pattern in _HASHES),
    *(_Shape(sign, pattern) for sign, pattern in _URLS),
    *(_Shape(*shape) for shape in _SAYINGS),
    *(
        _Shape(sign, _PAIR, made=True)
        for sign in ("identifiant", "login", "credentials", "zugangsdaten")
    ),
)
_MARKS = {
    sign: tuple(pattern for other, pattern in _TOKENS if other == sign) for sign, _ in _TOKENS
}
_MARK = re.compile(rf"(?<![a-z0-9])({trie(sorted(_MARKS))})")
_SIGNS = tuple(dict.fromkeys(shape.sign for shape in _SHAPES))
_SIGN = re.compile(trie(list(_SIGNS)))
_HASH_PAIR = re.compile(r":(?<=(?<![0-9a-z])[0-9a-f]{32}:)[0-9a-f]{32}(?![0-9a-z])")  # LM and NT
_AUTHORITY = re.compile(r"://[^\s/\"'<>`]{1,500}+")
_SLASHED = re.compile(
    r"://[^\s/:@\"'<>`]{0,100}:(?!\d{1,5}/)[^\s\"'<>`@/]{0,100}/[^\s\"'<>`@]{0,100}@"
)
_RUN = re.compile(r"[^\s/\"'<>`]{0,500}+")
_COMMAND_LINE, _BEFORE = 4_000, 100


def shapes(text: Folded) -> Iterator[tuple[int, int]]:
    """Where the shapes stand; of a named part only that."""
    low, plain = text.low, text.plain
    there = {sign for sign in _SIGNS if sign in low} if _SIGN.search(low) else set()
    yield from _marked(text)
    for shape in _SHAPES:
        if shape.sign in there:
            for match in _compiled(shape.pattern).finditer(plain):
                start, stop = match.span("secret" if "secret" in match.re.groupindex else 0)
                if not shape.made or looks_made(plain[start:stop], least=4):
                    yield _bare(plain, start, stop)
    if ":" in low:
        yield from ((m.start() - 32, m.end()) for m in _HASH_PAIR.finditer(low))
    if "://" in low:
        yield from _user_infos(text)
    if "@" in low:
        yield from _at_hosts(text)
    yield from _commands(text)


def _marked(text: Folded) -> Iterator[tuple[int, int]]:
    """Tokens whose first letters say who made them."""
    end = 0
    for mark in _MARK.finditer(text.low):
        for pattern in _MARKS[mark.group()] if mark.start() >= end else ():
            if match := _compiled(pattern).match(text.plain, mark.start()):
                yield match.span()
                end = max(end, match.end())


def _bare(plain: str, start: int, stop: int) -> tuple[int, int]:
    """Without the quotes around it."""
    if plain[start : start + 1] in {"N", "n"} and plain[start + 1 : start + 2] == "'":
        start += 1
    if plain[start : start + 1] in {"'", '"'}:
        quote = plain[start]
        start += 1
        stop -= stop - 1 >= start and plain[stop - 1] == quote
    return start, stop


def _user_infos(text: Folded) -> Iterator[tuple[int, int]]:
    """The password in `scheme://user:password@host`, which may hold an @ itself."""
    plain = text.plain
    for match in _AUTHORITY.finditer(plain):
        authority = plain[match.start() + 3 : _authority_end(text, match.end())]
        if further := _SLASHED.match(plain, match.start()):
            authority = max(authority, further.group()[3:], key=len)
        at = authority.rfind("@")
        if at <= 0:
            continue
        begin = match.start() + 3
        user, colon, word = authority[:at].partition(":")
        if colon and word:
            yield begin + len(user) + 1, begin + at
        elif not colon and len(user) >= 8 and (looks_mixed(user) or len(user) >= 32):  # noqa: PLR2004 - no name is so long
            yield begin, begin + at


def _at_hosts(text: Folded) -> Iterator[tuple[int, int]]:
    """The password in `user/password@host` or `user:password@host`, as databases write it.

    Names of services (`HTTP/srv@REALM`), of packages and of files are written so as well.
    """
    for match in _AT_HOST.finditer(text.plain):
        user, secret = match["user"].lower(), match["secret"]
        before = text.low[max(0, match.start() - _BEFORE) : match.start()]
        if _SERVICES.fullmatch(user):
            continue
        is_made = looks_made(secret, least=6) and "." not in secret
        is_login = _OF_LOGIN.search(before) is not None
        is_known = _CHIEFS.fullmatch(user) is not None or _OF_DATABASE.search(before) is not None
        if match["sign"] == "/":
            is_secret = is_known or (is_made and (is_login or _MAY_RULE.fullmatch(user)))
        else:  # `De:camille75@client.example` is an address behind its label
            is_secret = is_made and (is_known or is_login or not match["dotted"])
        if is_secret:
            yield match.span("secret")


def _authority_end(text: Folded, stop: int) -> int:
    """Where it ends; a sign that is written as an escape is part of the password."""
    while stop < len(text.plain) and text.is_escaped(stop):
        run = _RUN.match(text.plain, stop + 1)
        stop = run.end() if run else stop + 1
    return stop


def _commands(text: Folded) -> Iterator[tuple[int, int]]:
    """What a known program is told behind a flag of its own."""
    known: dict[str, int] = {}
    low = text.low
    if not _FLAGGED.search(low) and not any(word in low for word in _UNFLAGGED):
        return
    for match in _COMMAND_WORDS.finditer(text.low):
        known.setdefault(match.group(), match.end())
    for name, end in known.items():
        for names, shape in _COMMAND_SHAPES:
            if _compiled(names).match(text.low, end - len(name)):
                stop = min(len(text.plain), end + _COMMAND_LINE)
                for match in _compiled(shape).finditer(text.plain, end, stop):
                    if match["secret"]:
                        yield _bare(text.plain, *match.span("secret"))
