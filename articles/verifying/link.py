"""An address in a message: whether it is ours, and which story it leads to."""

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.translation import get_language_from_path

ADDRESS = re.compile(
    r"https?://[^\s<>\"«»]+|\b(?:[\w-]{1,63}\.){1,8}[^\W\d]{2,24}(?::\d{1,5})?/[^\s<>\"«»]*"
    r"|\bwww\.[^\s<>\"«»]+",
    re.I,
)
LAST_KEY = 2**63 - 1
OF_A_VERSION = ("number", "newer")


@dataclass(frozen=True)
class Link:
    """`dispatch` is the number that a short address names, `address` the (year, month, slug) of a long
    one, `version` the one asked for; None where there is none."""

    text: str
    host: str
    is_ours: bool
    dispatch: int | None = None
    address: tuple | None = None
    version: int | None = None

    @classmethod
    def read(cls, text, is_ours):
        text = text.rstrip(".,;:!?)]}’”'*_~`")
        try:
            parts = urlsplit(text if re.match("https?://", text, re.I) else f"https://{text}")
            host = parts.hostname or ""
        except ValueError:
            return cls(text, "", False)
        return cls(text, host, is_ours(host), **_led_to(unquote(parts.path)))

    @property
    def names_a_story(self):
        return bool(self.dispatch or self.address)


def _led_to(path):
    """What of the paper's own addresses the path is."""
    path = path if path.endswith("/") else f"{path}/"
    with translation.override(get_language_from_path(path) or settings.LANGUAGE_CODE):
        try:
            found = resolve(path)
        except Resolver404:
            return {}
    if found.view_name == "permalink":
        number = found.kwargs["number"]
        return {"dispatch": number} if 0 < number <= LAST_KEY else {}
    if {"year", "month", "slug"} <= found.kwargs.keys():
        given = found.kwargs
        version = next((given[name] for name in OF_A_VERSION if name in given), None)
        return {"address": (given["year"], given["month"], given["slug"]), "version": version}
    return {}
