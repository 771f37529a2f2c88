"""Boxes of the public filters: names in any spelling, days; faults in words."""

import django_filters as filters
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from diplomacy.naming import look_up, matching
from diplomacy.spelling import fold


def the_one(candidates, text):
    """The only candidate that `text` means; raises ValidationError if there is none or several."""
    if not candidates:
        message = _("“%(text)s”: our pages know nothing under this name.")
        raise forms.ValidationError(message % {"text": text[:60]})
    if len(candidates) > 1:
        message = _("Several bear the name “%(text)s”: %(names)s. Write the address of one.")
        names = ", ".join(f"{each.label} ({each.slug})" for each in candidates)
        raise forms.ValidationError(message % {"text": text[:60], "names": names})
    return candidates[0]


class NamedField(forms.CharField):
    """A filter's box for a name or an address; cleans to a Found, refuses a name that nobody bears.

    `found` is filled by the filter before it validates.
    """

    def __init__(self, *args, kind, **kwargs):
        self.kind, self.found = kind, ()
        super().__init__(*args, **kwargs)

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        return the_one(self._meant_by(text), text)

    def _meant_by(self, text):
        """Whose address it is; else whose name, letter for letter; else whose in any spelling."""
        named = [found for found in self.found if found.kind == self.kind]
        by_address = [found for found in named if text == found.slug]
        by_name = [found for found in named if text in (found.name, found.name_en)]
        in_any_spelling = [] if isinstance(self.widget, forms.Select) else named
        return by_address or by_name or in_any_spelling


class NameFilter(filters.Filter):
    """Narrows to what belongs to a named thing, given by name or by address."""

    field_class = NamedField


class WordsField(forms.CharField):
    """Words to look for; refuses signs alone, which every text would hold."""

    def clean(self, value):
        text = super().clean(value)
        if text and not fold(text):
            message = _("“%(text)s” holds neither a letter nor a figure to look for.")
            raise forms.ValidationError(message % {"text": text[:60]})
        return text


class WordsFilter(filters.CharFilter):
    field_class = WordsField


class NamedFilterSet(filters.FilterSet):
    """A FilterSet built for a Moment, whose boxes for names are all resolved in one query."""

    offered = ()  # kinds whose every row is offered in a <select>

    def __init__(self, data, queryset, moment):
        self.moment = moment
        super().__init__(data, queryset=queryset)

    def named(self):
        """The querysets that names are looked up in, by kind."""
        raise NotImplementedError

    def get_form_class(self):
        form_class, found = super().get_form_class(), self._find()
        for field in form_class.base_fields.values():
            if isinstance(field, NamedField):
                field.found = found
                if field.kind in self.offered:
                    field.widget = forms.Select(choices=_choices(found, field.kind))
        return form_class

    def _find(self):
        """Every Found that the boxes' values may mean, and all those offered; one query."""
        wanted = []
        for name, each in self.filters.items():
            kind = each.extra.get("kind")
            text = (self.data.get(name) or "").strip() if self.data else ""
            if kind in self.offered:
                wanted.append(self.named()[kind])
            elif kind and text and "\x00" not in text:
                wanted.append(matching(self.named()[kind], text))
        return look_up(*wanted)


def _choices(found, kind):
    offered = [each for each in found if each.kind == kind]
    offered.sort(key=lambda each: fold(each.label))
    return [("", pgettext("feminine", "All")), *((each.slug, each.label) for each in offered)]


def day_box(label, method):
    """A filter for a day, with the browser's own calendar."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return filters.DateFilter(label=label, method=method, widget=widget)
