"""One story as ninjs 3.0, the news of the IPTC in JSON (iptc.org/std/ninjs)."""

import json

from django.conf import settings
from django.utils.translation import pgettext

from articles import credits
from articles.genres import told
from articles.models import Author, EditionByline
from articles.prose import plain_text

CONTENT_TYPE = "application/json; charset=utf-8"
STANDARD = {
    "name": "ninjs",
    "version": "3.0",
    "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.0.json",
}
GENRES = "http://cv.iptc.org/newscodes/genre/"
# Our genres by the IPTC’s code for the same; an interview and a profile have codes of their own.
CODES = {
    "article": "Current",
    "brief": "Summary",
    "flash": "Update",
    "analysis": "Analysis",
    "interview": "Interview",
    "opinion": "Opinion",
    "statement": "Press_Release",
    "portrait": "Profile",
}


def written(entry, subjects):
    """The bytes of an Entry; `subjects` are the Subjects of its edition, with their things."""
    edition = entry.edition
    item = {
        "standard": STANDARD,
        "uri": entry.id,
        "type": "text",
        "representationType": "full",
        "version": str(edition.number),
        "firstCreated": edition.first_live.isoformat(),
        "versionCreated": edition.live_from.isoformat(),
        "pubStatus": "canceled" if edition.is_retraction else "usable",
        "language": edition.language,
        "copyrightHolder": settings.NEWSROOM_NAME,
        "edNote": _said_to_newsrooms(entry),
        "headlines": [{"role": "main", "value": edition.headline}],
        "descriptions": _descriptions(entry),
        "bodies": [_html(entry), _plain(edition)],
        "by": _by(entry),
        "located": edition.dateline_place,
        "genres": [_genre(edition)],
        "infoSources": [
            {"name": each.label, "uri": f"{entry.origin}{each.get_absolute_url()}"}
            for each in (*entry.authors, *entry.contributors)
        ],
        "associations": [_picture(picture) for picture in entry.pictures],
        "altIds": [{"role": "address", "value": entry.address}],
    }
    item |= _about(entry, subjects)
    found = {name: value for name, value in item.items() if value}
    return json.dumps(found, ensure_ascii=False).encode()


def _said_to_newsrooms(entry):
    """The public notes, oldest first, each under its kind."""
    colon = pgettext("after a name", ":")
    return "\n".join(f"{note.label}{colon} {note.text}" for note in entry.notes if note.text)


def _descriptions(entry):
    standfirst = entry.edition.standfirst
    notes = [{"role": note.kind, "value": note.text} for note in entry.notes if note.text]
    return ([{"role": "standfirst", "value": standfirst}] if standfirst else []) + notes


def _html(entry):
    return {"role": "main", "contentType": "text/html", "value": entry.html}


def _plain(edition):
    text = plain_text(edition.body)
    counts = {"charCount": len(text), "wordCount": len(text.split())}
    return {"role": "plain", "contentType": "text/plain", "value": text} | counts


def _by(entry):
    """The signatures as they are printed: “Envoyés spéciaux : A et B”."""
    rows = [
        EditionByline(
            credit=row["credit"],
            author=Author(name=row["name"], name_en=row["name_en"], gender=row["gender"]),
        )
        for row in entry.signed
    ]
    return " · ".join(
        f"{credit.words} {', '.join(author.label for author in credit.authors)}"
        for credit in credits.printed(rows)
    )


def _genre(edition):
    code = CODES[edition.genre]
    return {"name": told(edition) or edition.get_genre_display(), "uri": f"{GENRES}{code}"}


def _picture(picture):
    figure = picture.figure
    told = {
        "name": figure.alt or figure.caption,
        "uri": picture.address,
        "type": "picture",
        "by": figure.credit,
        "copyrightNotice": figure.photo.copyright_notice,
        "descriptions": [
            {"role": role, "value": value}
            for role, value in (("caption", figure.caption), ("alt", figure.alt))
            if value
        ],
        "renditions": [
            {
                "name": "main",
                "href": picture.address,
                "contentType": "image/jpeg",
                "width": picture.width,
                "height": picture.height,
            }
        ],
    }
    return {name: value for name, value in told.items() if value}


def _about(entry, subjects):
    """What the story names, each with its page: topics and accords, actors, people."""
    lists = {
        "topic": "subjects",
        "accord": "subjects",
        "actor": "organisations",
        "person": "people",
    }
    found = {}
    section = entry.edition.section
    things = [("topic", section)] if section else []
    for kind, thing in [*things, *((each.kind, each.thing) for each in subjects)]:
        row = {
            "name": thing.label,
            "rel": "about",
            "uri": f"{entry.origin}{thing.get_absolute_url()}",
        }
        rows = found.setdefault(lists[kind], [])
        if row not in rows:
            rows.append(row)
    return found
