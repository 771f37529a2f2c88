"""Bylines as a newspaper prints them: a credit shared by neighbours is printed once, and agrees."""

from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import npgettext


@dataclass(frozen=True)
class Credit:
    """`words` before the names ("Envoyés spéciaux :"), then the authors in order; `kind` is the credit of
    their bylines."""

    words: str
    authors: list
    kind: str = ""


def printed(bylines):
    """The Credits of bylines in order; consecutive bylines of one credit make one."""
    return [
        Credit(_words(credit, authors), authors, credit)
        for credit, rows in groupby(bylines, key=lambda byline: byline.credit)
        for authors in [[row.author for row in rows]]
    ]


def _words(credit, authors):
    count = len(authors)
    if all(author.gender == "f" for author in authors):
        agreeing = {
            "special": npgettext(
                "feminine", "Special correspondent:", "Special correspondents:", count
            ),
            "correspondent": npgettext("feminine", "Correspondent:", "Correspondents:", count),
        }
    else:
        agreeing = {
            "special": npgettext(
                "masculine", "Special correspondent:", "Special correspondents:", count
            ),
            "correspondent": npgettext("masculine", "Correspondent:", "Correspondents:", count),
        }
    fixed = {
        "": _("By"),
        "interview": _("Interviewed by"),
        "translation": _("Translated by"),
        "photos": _("Photos:"),
        "with": _("with"),
    }
    return agreeing.get(credit) or fixed[credit]
