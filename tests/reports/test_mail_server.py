"""A letter to a real mail server: exim4 on loopback with STARTTLS, TLS and log-in, as an ordinary process."""

import grp
import os
import pwd
import shutil
import socket
import ssl
import subprocess
import tempfile
import time
from email import message_from_bytes, policy
from pathlib import Path

import pytest
import trustme

from checks.errors import DeliveryError
from reports import mail, render, smtp
from reports.digest import compose
from tests.reports import sample

EXIM = shutil.which("exim4") or shutil.which("exim4", path="/usr/sbin")
pytestmark = pytest.mark.skipif(
    EXIM is None, reason="exim4 is not installed: apt install exim4-daemon-light runs these tests"
)

CONFIG = """
primary_hostname = localhost
spool_directory = @DIR@/spool
log_file_path = @DIR@/log/%slog
exim_user = @USER@
exim_group = @GROUP@
trusted_users = root : @USER@
daemon_smtp_ports = @STARTTLS@ : @TLS@
local_interfaces = 127.0.0.1
tls_on_connect_ports = @TLS@
tls_advertise_hosts = *
tls_certificate = @DIR@/mta.pem
tls_privatekey = @DIR@/mta.key
auth_advertise_hosts = ${if eq{$tls_in_cipher}{}{}{*}}
message_size_limit = 200K
host_lookup =
acl_smtp_rcpt = rcpt
begin acl
rcpt:
  accept authenticated = *
  deny message = authentication required
begin routers
all:
  driver = accept
  transport = md
begin transports
md:
  driver = appendfile
  maildir_format
  create_directory
  directory = @DIR@/mail/Maildir
  user = @USER@
  group = @GROUP@
  envelope_to_add
  return_path_add
begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = ${if and{{eq{$auth2}{jane}}{eq{$auth3}{s3cret}}}}
  server_set_id = $auth2
login:
  driver = plaintext
  public_name = LOGIN
  server_prompts = Username:: : Password::
  server_condition = ${if and{{eq{$auth1}{jane}}{eq{$auth2}{s3cret}}}}
  server_set_id = $auth1
"""


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def wait_for_banner(process, port):
    for _ in range(200):
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
                if connection.recv(3) == b"220":
                    return
        except OSError:
            assert process.poll() is None, "exim4 ended before it listened"
        time.sleep(0.02)
    pytest.fail("exim4 did not greet")


def owner():
    """Ourselves. Exim delivers nothing as root, so for root the user that its package made."""
    return pwd.getpwnam("Debian-exim") if os.getuid() == 0 else pwd.getpwuid(os.getuid())


class PostOffice:
    def __init__(self, folder, authority):
        self.folder, self.starttls, self.tls = folder, free_port(), free_port()
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        authority.configure_trust(self.context)
        certificate = authority.issue_cert("localhost")
        (folder / "mta.pem").write_bytes(b"".join(blob.bytes() for blob in certificate.cert_chain_pems))
        (folder / "mta.key").write_bytes(certificate.private_key_pem.bytes())
        (folder / "mta.key").chmod(0o600)
        for name in ("spool", "log", "mail"):
            (folder / name).mkdir()

    def config(self):
        user = owner()
        filled = CONFIG
        for name, value in {
            "DIR": self.folder,
            "USER": user.pw_name,
            "GROUP": grp.getgrgid(user.pw_gid).gr_name,
            "STARTTLS": self.starttls,
            "TLS": self.tls,
        }.items():
            filled = filled.replace(f"@{name}@", str(value))
        path = self.folder / "exim.conf"
        path.write_text(filled)
        path.chmod(0o644)  # the delivering process reads it again, as the other user
        return path

    def give_away(self):
        """To the one exim runs as; its own configuration stays with us, or it would not trust it."""
        for path in (self.folder, *self.folder.iterdir()):
            os.chown(path, owner().pw_uid, owner().pw_gid)
        os.chown(self.folder / "exim.conf", os.getuid(), os.getgid())

    def take(self):
        """Empty the mailbox, waiting for the delivery process to finish."""
        for _ in range(200):
            found = sorted((self.folder / "mail" / "Maildir" / "new").glob("*"))
            if found:
                letters = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in found]
                for path in found:
                    path.unlink()
                return letters
            time.sleep(0.02)
        return []


@pytest.fixture(scope="module")
def office():
    with tempfile.TemporaryDirectory(
        prefix="footprint-exim-"
    ) as folder:  # pytest's own folder is closed to other users
        office = PostOffice(Path(folder), trustme.CA())
        config = office.config()
        office.give_away()
        yield from running(office, config)


def running(office, config):
    process = subprocess.Popen(
        [EXIM, "-C", str(config), "-bdf", "-odi"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        wait_for_banner(process, office.starttls)
        yield office
    finally:
        process.terminate()
        process.wait(10)
        wait_for_children(process.pid)


def wait_for_children(group):
    """Those that served our connections still write their logs after we have our answer."""
    for _ in range(200):
        try:
            os.killpg(group, 0)
        except (ProcessLookupError, PermissionError):
            return
        time.sleep(0.02)


def letter(**changes):
    digest = compose(sample.busy())
    given = {
        "to": "Maren Holloway <maren@postbox.example>",
        "sender": "footprint@postbox.example",
        "week": "2026-W48",
        "key": b"k",
    }
    return mail.build(digest, changes.pop("text", render.text(digest)), render.html(digest), **given)


def settings(port, security, password="s3cret"):
    return smtp.MailSettings(host="localhost", port=port, security=security, username="jane", password=password)


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_real_server_takes_the_letter_as_it_is(office, security):
    sent = letter()

    smtp.send(sent.as_bytes(), settings(getattr(office, security), security), context=office.context)

    (received,) = office.take()
    assert received["Message-ID"] == sent["Message-ID"]
    assert received["Envelope-to"] == "maren@postbox.example"
    assert received["Return-path"] == "<footprint@postbox.example>"
    for kind in ("plain", "html"):
        assert received.get_body((kind,)).get_content() == sent.get_body((kind,)).get_content().replace("\r\n", "\n")
    assert "TLS" in received["Received"]
    assert socket.gethostname() not in str(received)


def test_a_real_server_refuses_a_wrong_password(office):
    with pytest.raises(DeliveryError, match="app password") as failed:
        smtp.send(letter().as_bytes(), settings(office.starttls, "starttls", "wrong"), context=office.context)

    assert failed.value.permanent


def test_a_real_server_without_log_in_takes_nothing(office):
    anonymous = smtp.MailSettings(host="localhost", port=office.starttls, security="starttls")

    with pytest.raises(DeliveryError, match=r"mail\.to") as failed:
        smtp.send(letter().as_bytes(), anonymous, context=office.context)

    assert failed.value.permanent


def test_a_real_servers_certificate_is_verified(office):
    with pytest.raises(DeliveryError, match="does not trust"):
        smtp.send(letter().as_bytes(), settings(office.starttls, "starttls"))


def test_a_letter_over_a_real_servers_limit_is_refused_in_words(office):
    huge = letter(text="x" * 300_000)

    with pytest.raises(DeliveryError, match="too large") as failed:
        smtp.send(huge.as_bytes(), settings(office.starttls, "starttls"), context=office.context)

    assert failed.value.permanent
