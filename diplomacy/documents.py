"""The files of documents: which are taken, where they lie, as what they are sent.

The bytes tell what a file is, not its name nor what the browser says of it.
"""

import secrets
from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.storage import storages
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _

HEAD = 16
BYTE_ORDER = "\ufeff"


class Kind(NamedTuple):
    ending: str
    media_type: str
    start: bytes


KINDS = (
    Kind("pdf", "application/pdf", b"%PDF-"),
    Kind("png", "image/png", b"\x89PNG\r\n\x1a\n"),
    Kind("jpg", "image/jpeg", b"\xff\xd8\xff"),
    Kind("webp", "image/webp", b"RIFF"),
)
TEXT = Kind("txt", "text/plain; charset=utf-8", b"")
MEDIA_TYPES = {kind.ending: kind.media_type for kind in (*KINDS, TEXT)}
# No browser shows it in our name, whatever it holds.
HEADERS = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
    "Cache-Control": "private, no-store",
}


def store():
    return storages["private"]


def unguessable(source, name):
    """Where a file lies: under a name of ours, whose ending says what its bytes are."""
    kind = kind_of(source.file)
    ending = kind.ending if kind else "bin"
    return f"documents/{timezone.now():%Y/%m}/{secrets.token_urlsafe(12)}.{ending}"


def check(file):
    """Raises ValidationError for a new file that is too large or of a kind that is not taken."""
    if getattr(file, "_committed", False):
        return
    if file.size > settings.DOCUMENT_MAX_BYTES:
        raise ValidationError(
            _("This file has %(size)s; at most %(most)s are taken.")
            % {
                "size": filesizeformat(file.size),
                "most": filesizeformat(settings.DOCUMENT_MAX_BYTES),
            }
        )
    if kind_of(file) is None:
        raise ValidationError(_("Only PDF, JPEG, PNG, WebP and plain text (UTF-8) are taken."))


def kind_of(file):
    """The Kind of a file by its bytes; None for one that is not taken."""
    file.open("rb")
    file.seek(0)
    data = file.read(HEAD)
    for kind in KINDS:
        if data.startswith(kind.start) and (kind.ending != "webp" or data[8:12] == b"WEBP"):
            file.seek(0)
            return kind
    data += file.read()
    file.seek(0)
    return TEXT if _is_text(data) else None


def media_type(name):
    """As what a stored file is sent; None for an ending that we never gave."""
    return MEDIA_TYPES.get(name.rpartition(".")[2])


def _is_text(data):
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return False
    return all(sign.isprintable() or sign.isspace() or sign == BYTE_ORDER for sign in text)
