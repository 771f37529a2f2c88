"""Data in a page, as schema.org has them, for machines that read pages."""

import json

from django.utils.html import format_html
from django.utils.safestring import mark_safe

# As in Django's own json_script: what could end the element, or begin another.
ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def script(data):
    """The element that holds `data`: no browser runs it, and no word of it can end the element."""
    text = json.dumps(data, ensure_ascii=False)
    return format_html(
        '<script type="application/ld+json">{}</script>', mark_safe(text.translate(ESCAPES))
    )
