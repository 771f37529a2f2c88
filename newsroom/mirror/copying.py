"""Walk the public site from its front page, and write every page reached to a file."""

from html import escape
from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from articles.models import Withdrawal
from newsroom import sitemaps

from . import journal
from .places import place_of
from .rewriting import rewrite

MARK = ".mirror"  # the file that tells a mirror from somebody's own folder
MISSING = (404, 410)  # a page that says what became of a story is a page


class Refused(Exception):
    """The folder holds what is not a mirror."""


class Failed(Exception):
    """The site could not answer for an address: a mistake of ours, told with the address."""


def copy(folder, day=None):
    """Make or renew the mirror in `folder` (a Path), of today or of a past `day`.

    A generator: yields (pages copied, pages known of) after each. An unfinished mirror of the same day
    is gone on with, unless something was withdrawn since: then it begins anew. What the mirror held
    before and the site no longer has is deleted at the end. Raises Refused, Failed, OSError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    work = _resumed(folder, day) or _anew(folder, day)
    ask = _asker(work.origin)
    waiting = work.waiting
    while waiting:
        place = waiting.pop()
        content, led_to = _answer(ask, place, work)
        if content is not None:
            _write(folder / place.file, content)
        waiting += work.note(place, led_to, kept=content is not None)
        yield len(work.copied), len(work.found)
    _sweep(folder, work.files)
    (folder / journal.NAME).unlink()


def _resumed(folder, day):
    """The journal of a mirror to be gone on with."""
    work = journal.read(folder)
    if work is None or work.day != day or work.origin != settings.DESK_ADDRESS:
        return None
    return None if Withdrawal.objects.filter(since__gt=work.begun).exists() else work


def _anew(folder, day):
    if any(folder.iterdir()) and not (folder / MARK).exists():
        raise Refused
    work = journal.Journal(folder, timezone.now(), settings.DESK_ADDRESS, day)
    _write(folder / MARK, f"{settings.DESK_ADDRESS}\n".encode())
    work.begin(_doors(day))
    return work


def _doors(day):
    """Where the walk begins: the pages that are always there, in each language."""
    doors = []
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            doors += [place_of(reverse(name), day) for name in sitemaps.LISTS]
    return doors


def _asker(origin):
    parts = urlsplit(origin)
    client = Client(raise_request_exception=False, SERVER_NAME=parts.hostname)
    port = str(parts.port or {"http": 80, "https": 443}[parts.scheme])
    secure = parts.scheme == "https" or settings.SECURE_SSL_REDIRECT
    return lambda address: client.get(
        address, secure=secure, headers={"Host": parts.netloc}, SERVER_PORT=port
    )


def _answer(ask, place, work):
    """(what its file holds or None, the places it leads to)."""
    response = ask(place.asked(work.day))
    if response.status_code >= 500:
        raise Failed(place.path)
    if location := response.headers.get("Location"):
        return _leads_on(place, location, work)
    is_html = response.headers["Content-Type"].startswith("text/html")
    if response.status_code in MISSING and not is_html:
        return None, ()
    content = b"".join(response) if response.streaming else response.content
    if not is_html:
        return content, ()
    html, led_to = rewrite(content.decode(), place, work.day, work.origin, _note(place, work))
    return html.encode(), led_to


def _leads_on(place, location, work):
    target = place_of(location.removeprefix(work.origin), work.day)
    address = place.link_to(target) if target else location
    page = (
        '<!doctype html><meta charset="utf-8"><title>→</title>'
        f'<meta http-equiv="refresh" content="0; url={escape(address)}"><a href="{escape(address)}">→</a>'
    )
    return page.encode(), {target} if target else ()


def _note(place, work):
    language = translation.get_language_from_path(place.path) or settings.LANGUAGE_CODE
    with translation.override(language):
        context = {"day": work.day, "begun": work.begun, "address": work.origin + place.path}
        return render_to_string("newsroom/_mirror_note.html", context)


def _write(path, content):
    """Whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name[:200]}.part")
    unfinished.write_bytes(content)
    unfinished.replace(path)


def _sweep(folder, files):
    """Delete what is not of this mirror, and the folders left empty."""
    kept = {folder / name for name in files} | {folder / MARK, folder / journal.NAME}
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and not path.is_symlink():
            if not any(path.iterdir()):
                path.rmdir()
        elif path not in kept:
            path.unlink()
