"""Secrets hidden in text: each kind that logs leak, and what must stay readable."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zenforms.reading.records.masking import MASK, Masker


def masked(text: str) -> str:
    return Masker().line(text)


@pytest.mark.parametrize(
    "line",
    [
        "password=Tr0ub4dor",
        "PASSWORD: Tr0ub4dor",
        "Mot de passe : Tr0ub4dor",
        "Mot de passe\u00a0: Tr0ub4dor",
        "mdp=Tr0ub4dor",
        "DbPassword = 'Tr0ub4dor x'",
        "Server=sql.example;Database=zen;User Id=sa;Password=Tr0ub4dor avec espaces;Timeout=3",
        "Driver={SQL Server};UID=sa;PWD={Tr0ub4dor;x};",
        '{"password": "Tr0ub4dor", "user": "camille"}',
        '{"client_secret":"Tr0ub4dor\\"x"}',
        '<add key="SmtpPassword" value="Tr0ub4dor" />',
        "<password>Tr0ub4dor</password>",
        '<a:Password i:type="s">Tr0ub4dor</a:Password>',
        "https://camille:Tr0ub4dor@api.societe.example/v1",
        "ftp://camille:Tr0ub4dor@[::1]/x",
        "Authorization: Bearer Tr0ub4dor.x.y",
        "Authorization: Basic VHIwdWI0ZG9y Tr0ub4dor",
        '"Authorization": "Negotiate Tr0ub4dor=="',
        "appel avec bearer Tr0ub4dor refusé",
        "Basic dXNlcjpUcjB1YjRkb3ITr0ub4dor",
        "Set-Cookie: ASP.NET_SessionId=Tr0ub4dor; path=/",
        "Cookie: a=b; session=Tr0ub4dor",
        "GET /x?access_token=Tr0ub4dor&id=3",
        "GET /x?id=3&sig=Tr0ub4dor HTTP/1.1",
        "api_key: Tr0ub4dor",
        "X-Api-Key: Tr0ub4dor",
        "AccountKey=Tr0ub4dor==;EndpointSuffix=x.example",
        "SharedAccessSignature=Tr0ub4dor",
        "token=Tr0ub4dor",
        "refreshToken => Tr0ub4dor",
        "zen.exe --user sa --password Tr0ub4dor --verbose",
        "zen.exe /password:Tr0ub4dor",
        "The password is Tr0ub4dor",
        "CREATE USER x IDENTIFIED BY 'Tr0ub4dor'",
        "ALTER LOGIN x WITH PASSWORD = N'Tr0ub4dor'",
        "jsessionid=Tr0ub4dor",
        "eyJhbGciOiJIUzI1NiJ9.eyJTr0ub4dorzdWIiOiIxMjM0In0.s3cr3t",
        "clé AKIATR0UB4DORAAAAAAA vue",
        "password=a,Tr0ub4dor user=x",
        "ghp_Tr0ub4dorTr0ub4dorTr0ub4dor",
    ],
)
def test_a_secret_is_hidden(line: str) -> None:
    hidden = masked(line)
    assert MASK in hidden
    assert "tr0ub4dor" not in hidden.lower()


@pytest.mark.parametrize(
    "line",
    [
        "2026-11-24 10:00:00 ERROR Connexion refusée pour l'utilisateur camille",
        "Mot de passe incorrect",
        "password=",
        "password=***",
        "Basic authentication is disabled",
        "Le jeton a expiré à 10:00",
        "https://api.societe.example:8443/v1?id=3",
        "C:\\ZenSolutions\\Services\\log\\zen.log",
        "clavier: AZERTY",
        "Le passage à la version 8.4 est terminé : 12 fichiers",
    ],
)
def test_what_is_no_secret_stays(line: str) -> None:
    assert masked(line) == line


def test_what_stands_around_a_secret_stays() -> None:
    line = "Server=sql.example;Password=abc def;Timeout=3\r\n"
    assert masked(line) == "Server=sql.example;Password=***;Timeout=3\r\n"


def test_quotes_stay_so_that_json_stays_json() -> None:
    assert masked('{"token": "a b", "n": 1}') == '{"token": "***", "n": 1}'


def test_a_private_key_is_hidden_in_all_its_lines() -> None:
    masker = Masker()
    lines = [
        "-----BEGIN RSA PRIVATE KEY-----\n",
        "MIIE\n",
        "-----END RSA PRIVATE KEY-----\n",
        "fin\n",
    ]
    assert [masker.line(line) for line in lines] == ["***\n", "***\n", "***\n", "fin\n"]
    assert masker.count == 1


def test_secrets_are_counted_once_each() -> None:
    masker = Masker()
    masker.line("password=abc token=def")
    masker.line("rien")
    assert masker.count == 2


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=200))
def test_masking_twice_changes_nothing_more(text: str) -> None:
    once = masked(text)
    assert masked(once) == once


@given(
    st.from_regex(r"[A-Za-z0-9!#$%()+./:?@^_~-]{4,30}", fullmatch=True).filter(
        lambda s: s.strip(".-_?")
    )
)
def test_no_password_is_seen_through_its_key(secret: str) -> None:
    assert masked(f"Password={secret}") == "Password=***"


@pytest.mark.hostile
@pytest.mark.parametrize("piece", ["password", "a.", "key=", "<", '"', "://a:", "?a=", "-", "eyJ"])
def test_long_lines_cost_little(piece: str) -> None:
    line = piece * (500_000 // len(piece))
    assert masked(line)
