"""The body of a dispatch or an edition: clean HTML, a flat list of blocks and figure slots.

Everything stored has passed through ``sanitise``, on every way into the database.
"""

import html
import re
from typing import NamedTuple

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db import models
from django_prose_editor.fields import ProseEditorField
from js_asset import Script

from articles import accord_marks
from articles.prose_html import TAG, from_plain_text, sanitise

STORED_SLOT = re.compile(r'<figure data-slot="([0-9]{1,3})"></figure>')
LOOKS_LIKE_HTML = re.compile(r"<[a-zA-Z/!]")


class Block(NamedTuple):
    """One run of text, or one figure slot."""

    html: str
    slot: int | None = None


def blocks(body):
    """Split a stored body at its figure slots, in order."""
    for position, piece in enumerate(STORED_SLOT.split(body or "")):
        if position % 2:
            yield Block("", int(piece))
        elif piece:
            yield Block(piece)


def slots(body):
    return [block.slot for block in blocks(body) if block.slot]


def plain_text(body):
    """The words of a stored body, one line for each paragraph."""
    text = re.sub(r"</(?:p|h2|h3|li)>|<(?:ul|ol)\b[^<>]*>", "\n", body or "")
    text = html.unescape(TAG.sub("", text.replace("<br>", " ")))
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


class ProseWidget(AdminTextareaWidget):
    """A plain textarea, which our script turns into the editor if it can."""

    def __init__(self, attrs=None):
        super().__init__({"rows": 24, "data-prose": "", **(attrs or {})})

    class Media:
        css = {"all": ["articles/prose.css", "articles/prose-cards.css"]}
        js = [Script("articles/editor.js", type="module")]

    def use_required_attribute(self, initial):
        """The browser cannot point at a hidden textarea: the server says what is missing."""
        return False


class ProseFormField(forms.CharField):
    widget = ProseWidget

    def __init__(self, *args, widget=None, **kwargs):
        if widget in (None, forms.Textarea, AdminTextareaWidget):
            widget = ProseWidget
        super().__init__(*args, widget=widget, **kwargs)

    def to_python(self, value):
        value = super().to_python(value)
        return sanitise(value if LOOKS_LIKE_HTML.search(value) else from_plain_text(value))


class ProseField(ProseEditorField):
    """Sanitises where every write passes: loaddata, update() and bulk_update() skip the rest."""

    def __init__(self, *args, **kwargs):
        # What a text may hold is listed in prose_html.py; naming extensions here tells the package's system
        # checks that this is no field of its old kind.
        super().__init__(*args, **kwargs, config={"extensions": {"Bold": True}}, sanitize=sanitise)

    def deconstruct(self):
        name, _, args, kwargs = super().deconstruct()
        return name, "articles.prose.ProseField", args, kwargs

    def formfield(self, **kwargs):
        return models.TextField.formfield(self, **{"form_class": ProseFormField, **kwargs})

    def to_python(self, value):
        value = super().to_python(value)
        return value and accord_marks.with_numbers(value)

    def value_to_string(self, obj):
        return accord_marks.with_slugs(super().value_to_string(obj))

    def pre_save(self, model_instance, add):
        value = _clean(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, value)
        return value

    def get_db_prep_save(self, value, connection):
        value = _clean(value)
        if hasattr(value, "resolve_expression"):
            return value
        return super().get_db_prep_save(value, connection)


def _clean(value):
    if value is None or hasattr(value, "resolve_expression"):
        return value
    return sanitise(str(value))
