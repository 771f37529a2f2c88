"""What may be asked in an address: nothing unknown, nothing twice, nothing empty.

A misspelt condition that is passed over gives a wrong answer that looks right.
"""

from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.negotiation import DefaultContentNegotiation

from diplomacy.moment import BadMoment, current, parse, recall

PAGE_SIZE, LARGEST_PAGE = 50, 100


def check(query, known):
    """Raises ValidationError for each parameter that is not of `known`, or not given once in full."""
    errors = {}
    for name, values in query.lists():
        if name not in known:
            names = ", ".join(sorted(known)) or _("none")
            errors[name[:60]] = [
                _("No such parameter here. There are: %(names)s.") % {"names": names}
            ]
        elif len(values) > 1:
            errors[name] = [_("Given more than once.")]
        elif not values[0].strip():
            errors[name] = [_("Given without a value.")]
    if errors:
        raise ValidationError(errors)


def moment_of(query):
    """The Moment that `at` and `known` ask for, as on pages; raises ValidationError."""
    at = _read("at", parse, query["at"]) if "at" in query else None
    if "known" in query:
        return _read("known", lambda day: recall(day, at), query["known"])
    return at or current()


def _read(name, reading, text):
    try:
        return reading(text)
    except BadMoment as error:
        raise ValidationError({name: [str(error)]}) from error


def page_size_of(query):
    """How many rows a page is to hold; raises ValidationError."""
    text = query.get("page_size", str(PAGE_SIZE))
    if not (text.isascii() and text.isdecimal() and 1 <= int(text[:9]) <= LARGEST_PAGE):
        message = _("A whole number from 1 to %(most)s.") % {"most": LARGEST_PAGE}
        raise ValidationError({"page_size": [message]})
    return int(text)


class AskedOrAccepted(DefaultContentNegotiation):
    """`?format=` decides, whatever the Accept header says; else that header, else the first form."""

    def select_renderer(self, request, renderers, format_suffix=None):
        query = request.query_params
        if "format" not in query:
            return super().select_renderer(request, renderers, format_suffix)
        for renderer in renderers:
            if renderer.format == query["format"]:
                return renderer, renderer.media_type
        names = ", ".join(renderer.format for renderer in renderers)
        message = _("“%(text)s” is not offered. There are: %(names)s.")
        raise ValidationError(
            {"format": [message % {"text": query["format"][:40], "names": names}]}
        )
