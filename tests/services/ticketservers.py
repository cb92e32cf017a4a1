"""A real RT and a real Redmine, each on SQLite in a folder of its own, ready for tickets."""

import json
import os
import secrets
import signal
import subprocess
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.services.servers import free_port, own_folder, wait_for_port

RT_LIB = "/usr/share/request-tracker5"
REDMINE = "/usr/share/redmine"
INSTANCES = Path("/var/lib/redmine")
BUNDLER = "2.3.15"


@dataclass
class TicketHouse:
    """A running ticket system, and what somebody signs in with."""

    url: str
    secret: str
    ids: dict[str, int] = field(default_factory=dict)
    server: "Server | None" = None

    def get(self, path: str, **headers: str) -> Any:  # noqa: ANN401 - JSON
        """Ask for values, as its administrator."""
        return json.loads(self.raw("GET", path, None, **headers))

    def raw(self, method: str, path: str, values: object, **headers: str) -> bytes:
        """Make a request, as its administrator."""
        said = {
            "Authorization": f"token {self.secret}",
            "X-Redmine-API-Key": self.secret,
            "Content-Type": "application/json",
        }
        content = None if values is None else json.dumps(values).encode()
        request = urllib.request.Request(  # noqa: S310 - our own server on loopback
            self.url + path, content, said | headers, method=method
        )
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310 - likewise
            found: bytes = answer.read()
            return found


class Server:
    """A server in a group of its own, which can be stopped, held and started again."""

    def __init__(self, command: list[str], environment: dict[str, str], log: Path) -> None:
        self._command = command
        self._environment = environment
        self._log = log
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, port: int) -> None:
        """Start it; return when it listens."""
        with self._log.open("ab") as out:
            self._process = subprocess.Popen(
                self._command,
                env=self._environment,
                stdout=out,
                stderr=out,
                cwd=REDMINE,
                start_new_session=True,
            )
        wait_for_port(port)

    def signal(self, number: int) -> None:
        """Send a signal to it and its workers."""
        if self._process:
            os.killpg(self._process.pid, number)

    def stop(self) -> None:
        """End it, whatever it does."""
        if self._process:
            self.signal(signal.SIGKILL)
            self._process.wait()
            self._process = None


@contextmanager
def _served(server: Server, port: int) -> Iterator[Server]:
    server.start(port)
    try:
        yield server
    finally:
        server.stop()


_RT_CONFIG = """
Set($rtname, 'rt.example'); Set($Organization, 'rt.example');
Set($WebDomain, '127.0.0.1'); Set($WebPort, {port}); Set($WebBaseURL, 'http://127.0.0.1:{port}');
Set($DatabaseType, 'SQLite'); Set($DatabaseName, '{folder}/rt.db');
Set($MailCommand, 'testfile'); Set($LogToSyslog, undef); Set($LogToSTDERR, 'warning');
Set($WebSessionClass, 'Apache::Session::File'); Set($Timezone, 'Europe/Paris');
1;
"""
_RT_SETUP = """
use RT -init; use RT::AuthToken;
my $root = RT::CurrentUser->new(RT->SystemUser); $root->Load('root');
my $queue = RT::Queue->new($root); $queue->Create(Name => 'Support');
for my $name ('Request ID', 'Client') {
  my $field = RT::CustomField->new($root);
  $field->Create(Name => $name, Type => 'FreeformSingle', LookupType => 'RT::Queue-RT::Ticket',
                 UniqueValues => ($name eq 'Request ID' ? 1 : 0));
  $field->AddToObject($queue);
}
my $token = RT::AuthToken->new($root);
my ($id, $said, $secret) = $token->Create(Owner => $root->Id, Description => 'zenforms');
print $secret;
"""


@contextmanager
def rt_house() -> Iterator[TicketHouse]:
    """An RT 5 with the queue Support and a custom field for our number."""
    with own_folder() as folder:
        port = free_port()
        config, conf_d = folder / "RT_SiteConfig.pm", folder / "conf.d"
        conf_d.mkdir()
        config.write_text(_RT_CONFIG.format(port=port, folder=folder))
        environment = os.environ | {
            "RT_SITE_CONFIG": str(config),
            "RT_SITE_CONFIG_DIR": str(conf_d),
        }
        setup = ["rt-setup-database-5", "--action", "init", "--skip-create"]
        _run(setup, environment)
        secret = _run(["perl", f"-I{RT_LIB}/lib", "-e", _RT_SETUP], environment).strip()
        server = [f"{RT_LIB}/libexec/rt-server", "--server", "Starlet", "--host", "127.0.0.1"]
        command = [*server, "--port", str(port), "--max-workers", "3"]
        log = folder / "rt.log"
        with _served(Server(command, environment, log), port) as running:
            yield TicketHouse(f"http://127.0.0.1:{port}", secret, server=running)


_REDMINE_SETUP = """
Setting.rest_api_enabled = '1'
Setting.login_required = '0'
admin = User.find_by_login('admin'); admin.must_change_passwd = false; admin.save!(validate: false)
open = IssueStatus.create!(name: 'New'); over = IssueStatus.create!(name: 'Closed', is_closed: true)
tracker = Tracker.create!(name: 'Support', default_status: open)
names = %w[Low Normal High Urgent]
urgent = names.each_with_index.map { |n, i|
  IssuePriority.create!(name: n, position: i + 1, is_default: i == 1) }
project = Project.create!(name: 'Support', identifier: 'support', trackers: [tracker])
role = Role.create!(name: 'Support', permissions: Role.non_member.setable_permissions.map(&:name))
Member.create!(project: project, principal: admin, roles: [role])
[[open, over], [over, open]].each { |a, b|
  WorkflowTransition.create!(role: role, tracker: tracker, old_status: a, new_status: b) }
key = IssueCustomField.create!(name: 'Request ID', field_format: 'string', is_for_all: true,
                               is_filter: true, trackers: [tracker])
client = IssueCustomField.create!(name: 'Client', field_format: 'string', is_for_all: true,
                                  trackers: [tracker])
puts 'SETUP=' + { secret: admin.api_key, opened: open.id, closed: over.id, tracker: tracker.id,
                  high: urgent[2].id, key: key.id, client: client.id }.to_json
"""


@contextmanager
def redmine_house() -> Iterator[TicketHouse]:
    """A Redmine 5 with the project support and a custom field for our number."""
    with own_folder() as folder:
        port = free_port()
        for name in ("config", "log", "tmp/cache", "files"):
            (folder / name).mkdir(parents=True)
        (folder / "config/database.yml").write_text(
            f"production:\n  adapter: sqlite3\n  database: {folder}/redmine.db\n  timeout: 20000\n"
        )
        (folder / "config/secret_key.txt").write_text(secrets.token_hex(16))
        (folder / "setup.rb").write_text(_REDMINE_SETUP)
        (folder / "Gemfile").write_text(f'eval_gemfile "{REDMINE}/Gemfile"\ngem "puma"\n')
        instance = INSTANCES / folder.name  # the package looks for its instances here only
        instance.symlink_to(folder)
        try:
            environment = os.environ | {
                "BUNDLER_VERSION": BUNDLER,
                "BUNDLE_GEMFILE": str(folder / "Gemfile"),
                "REDMINE_INSTANCE": folder.name,
                "RAILS_ENV": "production",
                "SCHEMA": "/dev/null",
            }
            _run(["bundle", "install", "--local", "--quiet"], environment)
            _run(["bundle", "exec", "rake", "db:migrate"], environment)
            runner = ["bundle", "exec", "bin/rails", "runner", str(folder / "setup.rb")]
            said = _run(runner, environment).rpartition("SETUP=")[2]
            ids = json.loads(said.splitlines()[0])
            puma = ["bundle", "exec", "puma", "-e", "production", "-t", "2:4", "--dir", REDMINE]
            command = [*puma, "-b", f"tcp://127.0.0.1:{port}"]
            log = folder / "puma.log"
            with _served(Server(command, environment, log), port) as running:
                secret = ids.pop("secret")
                yield TicketHouse(f"http://127.0.0.1:{port}", secret, ids, running)
        finally:
            instance.unlink()


def _run(command: list[str], environment: dict[str, str]) -> str:
    done = subprocess.run(
        command, env=environment, cwd=REDMINE, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return done.stdout
