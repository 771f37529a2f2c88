"""Pages as a mirror holds them: links lead to files beside them, or to the live site."""

import re
from html import escape, unescape
from urllib.parse import urlsplit

from .places import place_of

# Our own pages, which templates write: attributes are always quoted so.
LINK = re.compile(r'(?P<before><[a-z][^<>]*?\s(?P<name>href|src|action|poster)=")(?P<value>[^"]*)"')
# One picture a place, the one that every browser reads, instead of eighteen: a mirror is carried about.
SOURCE = re.compile(r"<source\b[^<>]*>\s*")
IMAGE = re.compile(r"<img\b[^<>]*>")
CHOICES = re.compile(r'\s(?:srcset|sizes)="[^"]*"')
BODY = re.compile(r"<body[^>]*>\n?")


def rewrite(html, place, day, origin, note):
    """(the page as a file, the set of Places it leads to).

    `note` is HTML that tells what the file is, and comes first on it. What a mirror does not hold is
    linked on the live site: `origin`, its scheme and host.
    """
    led_to = set()

    def link(match):
        address = unescape(match["value"])
        if not address.startswith("/"):
            return match[0]
        target = None if match["name"] == "action" else place_of(address, day)
        if target is None:
            found = origin + address
        else:
            led_to.add(target)
            fragment = urlsplit(address).fragment
            found = place.link_to(target) + (f"#{fragment}" if fragment else "")
        return f'{match["before"]}{escape(found)}"'

    page = IMAGE.sub(lambda image: CHOICES.sub("", image[0]), SOURCE.sub("", html))
    page = LINK.sub(link, page)
    return BODY.sub(lambda body: body[0] + note, page, count=1), led_to
