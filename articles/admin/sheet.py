"""A state of an article in words, part by part, and what differs between two states."""

from dataclasses import dataclass

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import embargo, snapshots
from articles.changes import passages
from articles.comparison import paragraphs
from articles.models import Dispatch, DispatchByline
from articles.models.figure import Shape
from articles.prose import plain_text, slots

CONTENT = ("headline", "standfirst", "dateline_place", "dateline_on")
FILING = ("section", "genre", "language", "translation_of", "translated_number", "urgent_hours")
TAGS = tuple(field.name for field in Dispatch._meta.local_many_to_many)
PARTS = (*CONTENT, "body", "bylines", "figures", *FILING, *TAGS, "slug", "embargo")
CREDITS = dict(DispatchByline.Credit.choices)


@dataclass(frozen=True)
class Difference:
    """One part that differs; its Passages lead from the old state to the new, word by word."""

    part: str
    label: str
    passages: list

    @property
    def is_dressing(self):
        """The same words otherwise set: bold, a link, a crosshead made of a paragraph."""
        return all(passage.kind == "same" for passage in self.passages)

    @property
    def tally(self):
        """How many words came and went, "+12 −3"; for the long parts only."""
        if self.part not in ("standfirst", "body", "figures"):
            return ""
        count = {"new": 0, "gone": 0, "same": 0}
        for passage in self.passages:
            for piece in passage.pieces:
                count[piece.kind] += len(piece.text.split())
        return f"+{count['new']} −{count['gone']}"


def differences(old, new):
    """The Differences between two states, in the order of the page."""
    return [
        Difference(part, label(part), passages(lines(old, part), lines(new, part)))
        for part in PARTS
        if value(old, part) != value(new, part) and not _is_unknown(part, old, new)
    ]


def _is_unknown(part, *states):
    """What readers have has no address of its own and no embargo; early saves did without this one."""
    return part in ("slug", "embargo") and not all(data.get(part) for data in states)


def summary(old, new):
    """What changed, in one line: "titre, texte +12 −3"."""
    found = [f"{each.label} {each.tally}".strip() for each in differences(old, new)]
    return ", ".join(found) or _("nothing")


def value(data, part):
    """What is stored for this part."""
    if part in TAGS:
        return data["tags"].get(part, [])
    return data["content"].get(part) if part in data["content"] else data.get(part)


def lines(data, part):
    """What a journalist reads in this part, a line for each paragraph or row."""
    found = value(data, part)
    if part == "body":
        return [paragraph_in_words(paragraph) for paragraph in paragraphs(found or "")]
    if part == "bylines":
        return [_byline(data, row) for row in found]
    if part == "figures":
        return [_figure(data, row) for row in found]
    if part == "embargo":
        spelt = embargo.spelt(snapshots.moment_of(found), found["zone"])
        return [*filter(None, [spelt, found["source"], found["terms"]])]
    if part in TAGS:
        return sorted(_name(data, part, pk) for pk in found)
    return [_plain(data, part, found)] if found else []


def label(part):
    if part == "bylines":
        return _("Bylines")
    if part == "figures":
        return _("Photos of the article")
    if part == "embargo":
        return _("Embargo")
    words = str(Dispatch._meta.get_field(part).verbose_name)
    return words[:1].upper() + words[1:]


def paragraph_in_words(paragraph):
    if found := slots(paragraph):
        return f"[{_('Photo %(n)d') % {'n': found[0]}}]"
    return plain_text(paragraph)


def _plain(data, part, found):
    field = Dispatch._meta.get_field(part)
    if field.is_relation:
        return _name(data, part, found)
    if field.choices:
        return str(dict(field.flatchoices).get(found, found))
    if part == "dateline_on" and (day := parse_date(found)):
        return date_format(day, "DATE_FORMAT")
    return str(found)


def _byline(data, row):
    credit = CREDITS.get(row["credit"]) if row["credit"] else ""
    return " – ".join(filter(None, [_name(data, "author", row["author"]), str(credit)]))


def _figure(data, row):
    photo = _name(data, "photo", row["photo"]) if row["photo"] else _("photo to come")
    number = _("Photo %(n)d") % {"n": row["slot"]} if row["slot"] else _("Photo")
    words = [f"{number} : {photo}", row["caption"], row["alt"], row["credit"], *_framing(row)]
    return " – ".join(filter(None, words))


def _framing(row):
    if shape := row.get("shape"):
        yield dict(Shape.choices).get(shape, shape)
    for name, words in (
        ("focal_x", _("%(n)d %% from the left")),
        ("focal_y", _("%(n)d %% from the top")),
    ):
        if row.get(name) is not None:
            yield words % {"n": row[name]}


def _name(data, part, pk):
    return data.get("names", {}).get(part, {}).get(str(pk)) or f"no {pk}"


def count_in_words(found):
    return ngettext("%(n)d difference", "%(n)d differences", len(found)) % {"n": len(found)}
