"""The words that every file for readers bears: the photo's credit and copyright, and nothing else."""

from xml.sax.saxutils import escape, quoteattr


def imprint(photo):
    """The words as an XMP packet; b"" for a photo without any."""
    if not (photo.credit or photo.copyright_notice):
        return b""
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"'
        f"{_credit(photo)}>{_rights(photo)}</rdf:Description></rdf:RDF></x:xmpmeta>"
    ).encode()


def _credit(photo):
    return f" photoshop:Credit={quoteattr(photo.credit)}" if photo.credit else ""


def _rights(photo):
    if not photo.copyright_notice:
        return ""
    notice = escape(photo.copyright_notice)
    return (
        f'<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">{notice}</rdf:li></rdf:Alt></dc:rights>'
    )
