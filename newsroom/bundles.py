"""The desk’s scripts and styles, of Django and our own, as one file each.

They are joined where static files are looked for, so that a fresh clone, `collectstatic` and the
tests find them alike, whichever Django is installed.
"""

import posixpath
import re
import tempfile
from functools import cache
from pathlib import Path
from urllib.parse import quote

import rcssmin
import rjsmin
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.storage import FileSystemStorage
from js_asset import Media

STYLES = "newsroom/bundle/desk.css"
SCRIPTS = "newsroom/bundle/desk.js"
MEMBERS = {
    STYLES: [
        *(f"admin/css/{name}.css" for name in (
            "base", "dark_mode", "dashboard", "changelists", "widgets", "forms", "responsive",
        )),
        "articles/prose.css",
        "articles/prose-cards.css",
        "newsroom/desk.css",
        "newsroom/desk-choose.css",
        "newsroom/desk-front.css",
        "articles/keep.css",
        "articles/share.css",
        "articles/photo-framing.css",
        "articles/photo-wall.css",
        "diplomacy/desk.css",
    ],
    SCRIPTS: [
        *(f"admin/js/{name}.js" for name in (
            "theme", "core", "calendar", "admin/DateTimeShortcuts", "actions", "cancel", "filters",
        )),
        *(f"newsroom/desk-{name}.js" for name in (
            "rows", "choose", "popups", "order", "keys", "comments", "mentions", "front-order",
        )),
        *(f"articles/{name}.js" for name in (
            "desk", "checklist", "copy", "on-sight", "keep-store", "keep-form", "keep",
            "photo-framing", "photo-upload",
        )),
        "diplomacy/ceremony.js",
    ],
}  # fmt: skip
# What Django and django-admin-ordering load for their own boxes and rows: ours take their place.
REPLACED = {
    *(f"admin/js/{name}.js" for name in (
        "jquery.init", "autocomplete", "inlines", "admin/RelatedObjectLookups", "prepopulate", "urlify",
    )),
    *(f"admin/js/vendor/{name}{end}.js" for end in ("", ".min") for name in (
        "jquery/jquery", "select2/select2.full", "xregexp/xregexp",
    )),
    *(f"admin/css/vendor/select2/select2{end}.css" for end in ("", ".min")),
    "admin/css/autocomplete.css",
    *(f"admin_ordering/{name}" for name in (
        "jquery-ui.min.js", "jquery-ui.min.css", "admin_ordering.js", "admin_ordering.css",
    )),
}  # fmt: skip
LANGUAGE_OF_SELECT2 = re.compile(r"admin/js/vendor/select2/i18n/")
URL = re.compile(r"""url\((["']?)(?!data:|https?:|[/#])([^"')]+)\1\)""")
IMPORT = re.compile(r"^@import[^;]*;", re.M)
SOURCE_MAP = re.compile(r"^//# sourceMappingURL=.*$", re.M)
SMALL = 1100  # bytes: an icon of this size costs less inside the sheet than a request of its own


class BundleFinder(finders.BaseFinder):
    """Finds a bundle as the other finders find a file; it is made when somebody looks for it."""

    def find(self, path, find_all=False, **_older):
        found = [storage().path(path)] if path in MEMBERS else []
        if found:
            write(path)
        return found if find_all else (found[0] if found else [])

    def list(self, ignore_patterns):
        for path in MEMBERS:
            write(path)
            yield path, storage()


def storage():
    return FileSystemStorage(settings.BASE_DIR / "var" / "bundles")


def write(bundle):
    """Readers of the old file never meet half a new one."""
    text = join(bundle)
    path = Path(storage().path(bundle))
    if path.exists() and path.read_text() == text:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=path.parent, delete=False) as fresh:
        fresh.write(text)
    Path(fresh.name).chmod(0o644)
    Path(fresh.name).replace(path)


def join(bundle):
    if bundle == STYLES:
        return rcssmin.cssmin("\n".join(sheet(name) for name in MEMBERS[bundle]))
    scripts = (SOURCE_MAP.sub("", text(name)) for name in MEMBERS[bundle])
    return rjsmin.jsmin('"use strict";\n' + "\n;\n".join(scripts))


def text(name):
    return Path(finders.find(name)).read_text(encoding="utf-8")


def sheet(name):
    """With addresses as they are from where the bundle stands; what it imports is in the bundle."""
    return URL.sub(lambda match: f'url("{address(name, match[2])}")', IMPORT.sub("", text(name)))


def address(sheet_name, url):
    name = posixpath.normpath(posixpath.join(posixpath.dirname(sheet_name), url))
    if name.endswith(".svg") and len(icon := text(name)) <= SMALL:
        words = " ".join(icon.split()).replace('"', "'")
        return "data:image/svg+xml," + quote(words, " '=:/;,()<>")
    return posixpath.relpath(name, posixpath.dirname(STYLES))


@cache
def taken():
    return {*REPLACED, *MEMBERS[STYLES], *MEMBERS[SCRIPTS]}


def beside(media):
    """What a page loads besides the bundles."""
    return Media(
        css={medium: list(filter(_is_beside, sheets)) for medium, sheets in media._css.items()},
        js=list(filter(_is_beside, media._js)),
        importmap=getattr(media, "_importmap", None),
    )


def _is_beside(asset):
    path = str(getattr(asset, "_path", asset))
    return path not in taken() and not LANGUAGE_OF_SELECT2.match(path)
