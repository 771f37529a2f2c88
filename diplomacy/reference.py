"""How to cite a page of the record: in words, and in the forms that reference managers read.

BibTeX's @misc with the fields of biblatex; RIS as Zotero and EndNote read it; CSL-JSON 1.0.
"""

import json
import re
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from . import dates
from .status import FORCES

# Braces by name: BibTeX counts those that are escaped too.
LATEX = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}",
    "$": r"\$", "&": r"\&", "%": r"\%",
    "#": r"\#", "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip


@dataclass(frozen=True)
class Reference:
    """A page of the record as somebody read it.

    `status` is in words. `at`: the day that it tells of. `known`: the day whose knowledge it tells.
    `read`: the day of reading. `address` leads to the same page for ever.
    """

    title: str
    status: str
    key: str
    address: str
    at: date
    known: date
    read: date
    language: str

    @property
    def text(self):
        return text(self)

    @property
    def forms(self):
        """(the end of the address, what it is called) of each form that can be downloaded."""
        return [(form, name) for form, (_write, _media_type, name) in FORMS.items()]

    @property
    def note(self):
        words = {"status": self.status, "day": dates.full_day(self.at)}
        note = _("%(status)s on %(day)s") % words
        if self.known != self.read:
            note += ", " + _("as known on %(day)s") % {"day": dates.full_day(self.known)}
        return note


def of(request, accord, moment):
    """The Reference of an accord's page at a moment; the accord comes with its status."""
    read = dates.day_of(moment.now)
    days = {"at": moment.day.isoformat(), "known": moment.known_day.isoformat()}
    if moment.day == moment.known_day:
        days.pop("at")
    page = request.build_absolute_uri(accord.get_absolute_url())
    return Reference(
        title=_one_line(accord.label),
        status=str(FORCES.get(accord.force_at) or FORCES["not_established"]),
        key=accord.slug,
        address=f"{page}?{urlencode(days)}",
        at=moment.day,
        known=moment.known_day,
        read=read,
        language=get_language(),
    )


def text(reference):
    """One line in words, as a footnote has it."""
    words = {
        "title": reference.title,
        "paper": _paper(),
        "note": reference.note,
        "address": reference.address,
        "day": dates.full_day(reference.read),
    }
    return _("“%(title)s”, %(paper)s, %(note)s, %(address)s, read on %(day)s.") % words


def bibtex(reference):
    fields = {
        "title": f"{{{_latex(reference.title)}}}",
        "organization": f"{{{_latex(_paper())}}}",
        "date": reference.known.isoformat(),
        "year": str(reference.known.year),
        "url": _bare(reference.address),
        "urldate": reference.read.isoformat(),
        "langid": {"fr": "french"}.get(reference.language, "english"),
        "note": _latex(reference.note),
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@misc{{{_key(reference)},\n{lines}}}\n"


def ris(reference):
    """One tag a line, each ended as RIS has it; the reading ends the record."""
    tags = (
        ("TY", "ELEC"),
        ("TI", reference.title),
        ("PB", _paper()),
        ("DA", reference.known.strftime("%Y/%m/%d")),
        ("PY", str(reference.known.year)),
        ("UR", reference.address),
        ("Y2", reference.read.strftime("%Y/%m/%d")),
        ("LA", reference.language),
        ("N1", reference.note),
        ("ID", reference.key),
        ("ER", ""),
    )
    return "".join(f"{tag}  - {_one_line(value)}\r\n" for tag, value in tags)


def csl(reference):
    item = {
        "id": reference.key,
        "type": "webpage",
        "title": reference.title,
        "container-title": _paper(),
        "publisher": _paper(),
        "URL": reference.address,
        "issued": _date_parts(reference.known),
        "accessed": _date_parts(reference.read),
        "language": reference.language,
        "note": reference.note,
    }
    return json.dumps([item], ensure_ascii=False, indent=1)


#: What the end of the address asks for: (how it is written, its media type, what it is called).
FORMS = {
    "txt": (text, "text/plain; charset=utf-8", "TXT"),
    "bib": (bibtex, "application/x-bibtex; charset=utf-8", "BibTeX"),
    "ris": (ris, "application/x-research-info-systems; charset=utf-8", "RIS"),
    "json": (csl, "application/vnd.citationstyles.csl+json; charset=utf-8", "CSL-JSON"),
}


def _paper():
    return settings.NEWSROOM_NAME


def _one_line(words):
    """No line break and no sign that steers: what follows one would be read as another field."""
    return re.sub(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+", " ", words).strip()


def _latex(words):
    return "".join(LATEX.get(sign, sign) for sign in _one_line(words))


def _bare(address):
    """In BibTeX's url no sign is escaped: a brace or a percent of ours is coded by the address itself."""
    return address.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")


def _key(reference):
    """ASCII letters, figures and hyphens: what every BibTeX takes as a key."""
    plain = re.sub(r"[^A-Za-z0-9-]+", "", reference.key)
    return f"{plain or 'accord'}-{reference.known:%Y%m%d}"


def _date_parts(day):
    return {"date-parts": [[day.year, day.month, day.day]]}
