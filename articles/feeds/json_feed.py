"""JSON Feed 1.1 (jsonfeed.org), with the versions of a story under the key `_newsroom`."""

import json

from django.conf import settings
from django.utils.translation import get_language

CONTENT_TYPE = "application/feed+json; charset=utf-8"
VERSION = "https://jsonfeed.org/version/1.1"


def written(feed):
    """The bytes of a Feed."""
    told = {
        "version": VERSION,
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": feed.address(),
        "description": feed.description,
        "authors": [{"name": settings.NEWSROOM_NAME}],
        "language": get_language(),
        "items": [_item(entry) for entry in feed.entries],
    }
    return json.dumps(told, ensure_ascii=False).encode()


def _item(entry):
    edition, pictures = entry.edition, entry.pictures
    told = {
        "id": entry.id,
        "url": entry.address,
        "title": entry.title,
        "summary": edition.standfirst,
        "content_html": entry.html,
        "image": pictures[0].address if pictures else "",
        "date_published": edition.first_live.isoformat(),
        "date_modified": edition.live_from.isoformat(),
        "authors": [_person(author, entry) for author in entry.authors],
        "tags": entry.categories,
        "language": edition.language,
        "attachments": [_attachment(picture) for picture in pictures],
    }
    versions = {
        "version": edition.number,
        "notes": [_note(note) for note in entry.notes],
        "contributors": [_person(each, entry) for each in entry.contributors],
    }
    return {name: value for name, value in told.items() if value} | {"_newsroom": versions}


def _person(person, entry):
    return {"name": person.label, "url": f"{entry.origin}{person.get_absolute_url()}"}


def _attachment(picture):
    return {"url": picture.address, "mime_type": "image/jpeg", "title": picture.figure.caption}


def _note(note):
    since = note.since.isoformat()
    return {"kind": note.kind, "label": note.label, "note": note.text, "date": since}
