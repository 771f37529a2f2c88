"""XMP, the newer form: RDF in XML, which may come from anybody."""

import re

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

LIMIT = 1_000_000  # bytes; what is longer holds previews and histories
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
DC = "{http://purl.org/dc/elements/1.1/}"
PHOTOSHOP = "{http://ns.adobe.com/photoshop/1.0/}"
IPTC = "{http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/}"
RIGHTS = "{http://ns.adobe.com/xap/1.0/rights/}"
NAMES = {
    f"{PHOTOSHOP}Headline": "headline",
    f"{DC}title": "title",
    f"{DC}description": "caption",
    f"{IPTC}AltTextAccessibility": "alt",
    f"{DC}creator": "photographer",
    f"{PHOTOSHOP}Credit": "credit",
    f"{PHOTOSHOP}Source": "source",
    f"{DC}rights": "copyright_notice",
    f"{RIGHTS}UsageTerms": "usage_terms",
    f"{PHOTOSHOP}Instructions": "instructions",
    f"{PHOTOSHOP}DateCreated": "date",
    f"{IPTC}Location": "sublocation",
    f"{PHOTOSHOP}City": "city",
    f"{PHOTOSHOP}Country": "country",
    f"{DC}subject": "keywords",
}
# What may stay in an original: these, and what makes XML and RDF of them.
META = "{adobe:ns:meta/}"
STRUCTURE = {
    *(f"{RDF}{name}" for name in ("RDF", "Description", "Alt", "Bag", "Seq", "li", "about")),
    f"{META}xmpmeta", f"{META}xmptk", LANGUAGE,
}  # fmt: skip


def read(packet):
    """{name: [words, …]}; nothing of a packet that is damaged or hostile."""
    root = _parsed(packet)
    found = {}
    for holder in root.iter(f"{RDF}Description") if root is not None else ():
        values = [(key, [value]) for key, value in holder.items()]
        values += [(child.tag, _words(child)) for child in holder]
        for key, words in values:
            if key in NAMES and any(words):
                found.setdefault(NAMES[key], words)
    return found


def is_only_words(packet):
    """Whether it holds nothing but names that we read: no place, camera, history, preview or comment."""
    root = _parsed(packet)
    if root is None or b"<!--" in packet:
        return False
    known = STRUCTURE | NAMES.keys()
    return all({each.tag, *each.keys()} <= known for each in root.iter())


def _parsed(packet):
    if len(packet) > LIMIT:
        return None
    try:
        return fromstring(packet.strip(b"\0 \t\r\n"), forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        return None


def _words(element):
    """Its own text; the items of its list; or, of alternatives, French before the default."""
    items = list(element.iter(f"{RDF}li"))
    if not items:
        return [element.text or ""]
    if element.find(f"{RDF}Alt") is not None:
        items = [min(items, key=_rank)]
    return [item.text or "" for item in items]


def _rank(item):
    language = (item.get(LANGUAGE) or "").lower()
    return not re.match(r"fr\b", language), language != "x-default"
