"""Where each page of the site lies in a mirror of it."""

import hashlib
import posixpath
from dataclasses import dataclass
from urllib.parse import parse_qs, quote, unquote, urlencode, urlsplit

DESK = ("/admin/", "/en/admin/", "/relecture/")
MACHINES = ("/api/", "/en/api/")
LONGEST_NAME = 200  # bytes of one name, below what file systems allow, with room for an ending


@dataclass(frozen=True)
class Place:
    """An address of the site that a mirror holds: `path` as it is asked for, percent-encoded, and the
    `cursor` of a list's further pages."""

    path: str
    cursor: str = ""

    @property
    def file(self):
        """The file of it, relative to the mirror: `articles/index.html`."""
        names = [_short(unquote(name)) for name in self.path.split("/")[1:]]
        if self.cursor:
            names[-1] = f"page-{hashlib.sha256(self.cursor.encode()).hexdigest()[:12]}.html"
        elif not names[-1]:
            names[-1] = "index.html"
        return "/".join(names)

    def link_to(self, other):
        """The address of another place for whoever has this one open, on disk or on a server."""
        here = posixpath.dirname(self.file) or "."
        return quote(posixpath.relpath(other.file, here))

    def asked(self, day):
        """What to ask the site for; `day` is the past day of the mirror, or None."""
        asked = {"cursor": self.cursor} if self.cursor else {}
        if day and self.is_page:
            asked["at"] = day.isoformat()
        return f"{self.path}?{urlencode(asked)}" if asked else self.path

    @property
    def is_page(self):
        return self.path.endswith("/") and not self.path.startswith(("/static/", "/photos/", "/a/"))


def place_of(address, day=None):
    """The Place that an address without host names, or None where no mirror holds it: the desk,
    answers to questions, and in the mirror of a past day what is told of today alone."""
    parts = urlsplit(address)
    asked = parse_qs(parts.query, keep_blank_values=True)
    if day and asked.get("at") == [day.isoformat()]:
        asked.pop("at")
    cursor = asked.pop("cursor", [""])[0]
    path = parts.path
    if asked or parts.netloc or not path.startswith("/") or path.startswith((*DESK, *MACHINES)):
        return None
    place = Place(path, cursor)
    if ".." in place.file.split("/") or "\0" in place.file:
        return None
    if day and not place.is_page and not path.startswith(("/static/", "/photos/", "/a/")):
        return None
    return place


def _short(name):
    encoded = name.encode()
    if len(encoded) <= LONGEST_NAME:
        return name
    digest = hashlib.sha256(encoded).hexdigest()[:12]
    return f"{encoded[: LONGEST_NAME - 13].decode(errors='ignore')}-{digest}"
