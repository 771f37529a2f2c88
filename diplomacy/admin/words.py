"""What Django composes of a model's name, said as one says it: in French too, names have a gender."""

import json

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _


class PlainWords:
    """`add_title` heads the page that adds one; the page of one is headed by what it is."""

    add_title = None

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        title = capfirst(self.opts.verbose_name) if object_id else self.add_title
        context = {"title": title, **(extra_context or {})}
        return super().changeform_view(request, object_id, form_url, context)

    def delete_view(self, request, object_id, extra_context=None):
        return super().delete_view(
            request, object_id, {"title": _("Deletion"), **(extra_context or {})}
        )

    def get_inline_formsets(self, request, formsets, inline_instances, obj=None):
        tables = super().get_inline_formsets(request, formsets, inline_instances, obj)
        for table in tables:
            name_button(table)
        return tables


def name_button(table):
    """The button below a table of rows bears `add_words` of the table, or "Add a line"."""
    told = json.loads(table.inline_formset_data())
    told["options"]["addText"] = str(getattr(table.opts, "add_words", _("Add a line")))
    table.inline_formset_data = json.dumps(told)
