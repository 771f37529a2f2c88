"""RSS 2.0 (with the content, dc, media and atom modules) and Atom (RFC 4287)."""

from datetime import UTC, datetime
from io import StringIO

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed, Enclosure, Rss201rev2Feed, rfc3339_date
from django.utils.html import escape
from django.utils.translation import get_language

from .xml import fit

MEDIA = "http://search.yahoo.com/mrss/"
CORRECTION = "urn:newsroom:correction"  # the scheme of the categories that name what was corrected
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class Rss(Rss201rev2Feed):
    content_type = "application/rss+xml; charset=utf-8"

    def latest_post_date(self):
        return self.feed["changed"]

    def rss_attributes(self):
        return super().rss_attributes() | {
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
            "xmlns:media": MEDIA,
        }

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        entry = item["entry"]
        for author in entry.authors:
            handler.addQuickElement("dc:creator", fit(author.label))
        for contributor in entry.contributors:
            handler.addQuickElement("dc:contributor", fit(contributor.label))
        handler.addQuickElement("dc:language", entry.edition.language)
        handler.addQuickElement("atom:updated", rfc3339_date(entry.edition.live_from))
        for note in entry.notes:
            handler.addQuickElement("category", note.label, {"domain": CORRECTION})
        for picture in entry.pictures:
            _write_media(handler, picture)
        handler.addQuickElement("content:encoded", fit(entry.html))


class Atom(Atom1Feed):
    content_type = "application/atom+xml; charset=utf-8"

    def latest_post_date(self):
        return self.feed["changed"]

    def root_attributes(self):
        return super().root_attributes() | {"xmlns:media": MEDIA}

    def item_attributes(self, item):
        return {"xml:lang": item["entry"].edition.language}

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        entry = item["entry"]
        for author in entry.authors:
            _write_person(handler, "author", entry, author)
        for contributor in entry.contributors:
            _write_person(handler, "contributor", entry, contributor)
        for note in entry.notes:
            term = {"scheme": CORRECTION, "term": note.kind, "label": note.label}
            handler.addQuickElement("category", "", term)
        for picture in entry.pictures:
            _write_media(handler, picture)
        handler.addQuickElement("content", fit(entry.html), {"type": "html"})


def written(feed, writer):
    """The bytes of a Feed by Rss or Atom."""
    out = writer(
        title=feed.title,
        link=feed.page,
        description=feed.description,
        language=get_language(),
        author_name=settings.NEWSROOM_NAME,
        feed_url=feed.address(),
        feed_copyright=settings.NEWSROOM_NAME,
        feed_guid=feed.address(),
        changed=feed.changed or NEVER,
    )
    for entry in feed.entries:
        first = entry.pictures[:1]
        out.add_item(
            title=fit(entry.title),
            link=entry.address,
            description=escape(fit(entry.edition.standfirst)),
            pubdate=entry.edition.first_live,
            updateddate=entry.edition.live_from,
            unique_id=entry.id,
            unique_id_is_permalink=False,
            categories=entry.categories,
            # A length that is not known is written 0: the file may not be made yet.
            enclosures=[Enclosure(picture.address, "0", "image/jpeg") for picture in first],
            entry=entry,
        )
    text = StringIO()
    out.write(text, "utf-8")
    return text.getvalue().encode()


def _write_media(handler, picture):
    size = {"width": str(picture.width), "height": str(picture.height)}
    place = {"url": picture.address, "type": "image/jpeg", "medium": "image"}
    handler.startElement("media:content", place | size)
    handler.addQuickElement("media:description", fit(picture.figure.caption), {"type": "plain"})
    handler.addQuickElement("media:credit", fit(picture.figure.credit))
    handler.endElement("media:content")


def _write_person(handler, role, entry, person):
    handler.startElement(role, {})
    handler.addQuickElement("name", fit(person.label))
    handler.addQuickElement("uri", f"{entry.origin}{person.get_absolute_url()}")
    handler.endElement(role)
