# SPDX-License-Identifier: Apache-2.0
"""Invitations by e-mail, received by a real SMTP server: plain, with STARTTLS and a login, and encrypted throughout."""
import email
import email.policy
import pathlib
import shutil
import socket
import ssl
import subprocess
import tempfile
import threading
import unittest

try:
    import boto3  # noqa: F401
    from aiosmtpd.controller import Controller
    from aiosmtpd.smtp import AuthResult
except ImportError:
    raise unittest.SkipTest("boto3 or aiosmtpd is not installed")

from support import Server

BOSS, WORKER = "111111111111", "222222222222"


class Mailbox:
    """Keeps what it gets; refuses the first mails if told so."""

    def __init__(self, refusals=0):
        self.mails = []
        self.refusals = refusals
        self.logins = []
        self.changed = threading.Condition()

    async def handle_DATA(self, server, session, envelope):
        with self.changed:
            self.changed.notify_all()
            if self.refusals > 0:
                self.refusals -= 1
                return "451 try again later"
            self.mails.append((envelope, session.ssl is not None))
            return "250 taken"

    def authenticate(self, server, session, envelope, mechanism, data):
        self.logins.append((mechanism, data.login, data.password))
        return AuthResult(success=(data.login, data.password) == (b"hinomi@example.com", b"p:ss/w@rd"), handled=False)

    def wait(self, count=1, timeout=40):
        with self.changed:
            if not self.changed.wait_for(lambda: len(self.mails) >= count, timeout):
                raise AssertionError(f"{len(self.mails)} mails came, not {count}")
            return self.mails


class MailTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="hinomi-mail-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.certificate, cls.key = cls.folder / "cert.pem", cls.folder / "key.pem"
        if not shutil.which("openssl"):
            return
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
             "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", cls.key, "-out", cls.certificate],
            check=True, capture_output=True)

    def context(self):
        if not self.certificate.exists():
            self.skipTest("openssl is not installed")
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate, self.key)
        return context

    def receive(self, mailbox, **options):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        controller = Controller(mailbox, hostname="127.0.0.1", port=port, **options)
        controller.start()
        self.addCleanup(controller.stop)
        return port

    def serve(self, url, **environment):
        server = Server(
            env={"HINOMI_SMTP_URL": url, "HINOMI_MAIL_FROM": "Hinomi, 火の見 <hinomi@example.com>", **environment})
        self.addCleanup(server.close)
        return server

    def invite(self, server, *accounts, **options):
        boss = server.client(BOSS)
        home = (boss.list_detectors()["DetectorIds"] or [boss.create_detector(Enable=True)["DetectorId"]])[0]
        boss.create_members(DetectorId=home, AccountDetails=[
            {"AccountId": account, "Email": f"owner-{account}@example.org"} for account in accounts])
        answer = boss.invite_members(DetectorId=home, AccountIds=list(accounts), **options)
        self.assertEqual(answer["UnprocessedAccounts"], [])

    def test_the_invitation_arrives(self):
        mailbox = Mailbox()
        server = self.serve(f"smtp://127.0.0.1:{self.receive(mailbox)}")
        self.invite(server, WORKER, Message="Grüße!\n.\nBcc: victim@example.net\n" + "long " * 300)
        [(envelope, was_encrypted)] = mailbox.wait()
        self.assertFalse(was_encrypted)
        self.assertEqual(envelope.mail_from, "hinomi@example.com")
        self.assertEqual(envelope.rcpt_tos, [f"owner-{WORKER}@example.org"])
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.assertEqual(mail.defects, [])
        self.assertEqual(mail["From"].addresses[0].display_name, "Hinomi, 火の見")
        self.assertEqual(mail["From"].addresses[0].addr_spec, "hinomi@example.com")
        self.assertEqual(mail["To"], f"owner-{WORKER}@example.org")
        self.assertIn(BOSS, mail["Subject"])
        self.assertEqual(mail["List-Unsubscribe"], "<mailto:hinomi@example.com?subject=unsubscribe>")
        self.assertIsNotNone(mail["Date"].datetime)
        self.assertIsNone(mail["Bcc"])
        text = mail.get_content().replace("\r\n", "\n")
        self.assertIn("> Grüße!\n> .\n> Bcc: victim@example.net\n> " + "long " * 300, text)
        invitation = server.client(WORKER).list_invitations()["Invitations"][0]["InvitationId"]
        self.assertIn(f"--administrator-id {BOSS} --invitation-id {invitation}", text)
        self.assertLessEqual(max(len(line) for line in envelope.content.split(b"\r\n")), 998)
        server.wait_for("mail of an invitation was sent")

    def test_with_STARTTLS_and_a_login(self):
        mailbox = Mailbox()
        port = self.receive(
            mailbox, tls_context=self.context(), require_starttls=True, auth_required=True,
            authenticator=mailbox.authenticate)
        server = self.serve(
            f"smtp://hinomi%40example.com:p%3Ass%2Fw%40rd@localhost:{port}", HINOMI_SMTP_CA=str(self.certificate))
        self.invite(server, WORKER)
        [(_, was_encrypted)] = mailbox.wait()
        self.assertTrue(was_encrypted)
        self.assertEqual([login[1:] for login in mailbox.logins], [(b"hinomi@example.com", b"p:ss/w@rd")])

    def test_with_AUTH_LOGIN(self):
        mailbox = Mailbox()
        port = self.receive(
            mailbox, tls_context=self.context(), auth_required=True, authenticator=mailbox.authenticate,
            auth_exclude_mechanism=["PLAIN"])
        server = self.serve(
            f"smtp://hinomi%40example.com:p%3Ass%2Fw%40rd@127.0.0.1:{port}", HINOMI_SMTP_CA=str(self.certificate))
        self.invite(server, WORKER)
        mailbox.wait()
        self.assertEqual(mailbox.logins[0][0], "LOGIN")

    def test_encrypted_throughout(self):
        mailbox = Mailbox()
        port = self.receive(mailbox, ssl_context=self.context())
        server = self.serve(f"smtps://localhost:{port}", HINOMI_SMTP_CA=str(self.certificate))
        self.invite(server, WORKER)
        mailbox.wait()

    def test_a_certificate_that_nobody_signed_gets_no_mail(self):
        mailbox = Mailbox()
        port = self.receive(mailbox, tls_context=self.context())
        server = self.serve(f"smtp://a:b@localhost:{port}")
        self.invite(server, WORKER)
        server.wait_for("could not be sent; it is tried again")
        self.assertEqual(mailbox.mails, [])
        self.assertEqual(mailbox.logins, [])

    def test_a_login_that_is_wrong_is_said_and_tried_again(self):
        mailbox = Mailbox()
        port = self.receive(
            mailbox, tls_context=self.context(), auth_required=True, authenticator=mailbox.authenticate)
        server = self.serve(f"smtp://me:wrongword@localhost:{port}", HINOMI_SMTP_CA=str(self.certificate))
        self.invite(server, WORKER)
        line = server.wait_for("could not be sent; it is tried again.*").string
        self.assertIn("535", line)
        self.assertNotIn("wrongword", server.messages)

    def test_no_mail_where_none_is_wanted(self):
        mailbox = Mailbox()
        server = self.serve(f"smtp://127.0.0.1:{self.receive(mailbox)}")
        server.run("mail", "opt-out", "Owner-333333333333@Example.org")
        self.assertEqual(server.run("mail", "opted-out"), "Owner-333333333333@Example.org\n")
        self.invite(server, "444444444444", DisableEmailNotification=True)
        self.invite(server, "333333333333", WORKER)
        # They leave in the order in which they were written.
        [(envelope, _)] = mailbox.wait()
        self.assertEqual(envelope.rcpt_tos, [f"owner-{WORKER}@example.org"])
        server.run("mail", "opt-in", "owner-333333333333@example.org")
        self.assertEqual(server.run("mail", "opted-out"), "")

    def test_a_mail_refused_for_now_is_tried_again(self):
        mailbox = Mailbox(refusals=1)
        server = self.serve(f"smtp://127.0.0.1:{self.receive(mailbox)}")
        self.invite(server, WORKER)
        line = server.wait_for("could not be sent; it is tried again").string
        self.assertIn("451 try again later", line)
        self.assertEqual(mailbox.mails, [])

    def test_without_a_mail_server_invitations_work(self):
        server = Server()
        self.addCleanup(server.close)
        self.invite(server, WORKER)
        self.assertEqual(len(server.client(WORKER).list_invitations()["Invitations"]), 1)
        said = [line for line in server.messages.splitlines() if "HINOMI_SMTP_URL" in line]
        self.assertEqual(len(said), 1)


if __name__ == "__main__":
    unittest.main()
