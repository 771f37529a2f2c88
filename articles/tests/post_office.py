"""Mail servers for tests: one that is closed, one that knows not everybody."""

import smtplib

from django.core.mail.backends.locmem import EmailBackend


class Closed(EmailBackend):
    def send_messages(self, messages):
        raise ConnectionRefusedError("closed")


class Choosy(EmailBackend):
    def send_messages(self, messages):
        if "inconnu" in messages[0].to[0]:
            raise smtplib.SMTPRecipientsRefused({messages[0].to[0]: (550, b"unknown")})
        return super().send_messages(messages)
