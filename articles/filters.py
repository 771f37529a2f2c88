"""What the list of stories can be asked: a plain form, a shareable address."""

from datetime import UTC, datetime, time

import django_filters as filters
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from articles.genres import Genre
from articles.languages import Language
from articles.models import Author, Edition, Section, Topic
from diplomacy.filter_boxes import NamedFilterSet, NameFilter, WordsFilter, day_box
from diplomacy.models import Accord, Actor


class EditionFilter(NamedFilterSet):
    """Live stories of the page's language, narrowed; `lang` asks for another one."""

    offered = ("section",)

    q = WordsFilter(label=_("Words"), max_length=100, method="holding_words")
    section = NameFilter(label=_("Section"), kind="section", method="in_section")
    topic = NameFilter(label=_("Topic"), kind="topic", method="about")
    author = NameFilter(label=_("Author"), kind="author", method="by_author")
    actor = NameFilter(label=_("Actor"), kind="actor", method="about")
    accord = NameFilter(label=_("Accord"), kind="accord", method="about")
    genre = filters.ChoiceFilter(label=_("Genre"), choices=Genre.choices, empty_label=_("All"))
    lang = filters.ChoiceFilter(
        label=_("Language"),
        field_name="language",
        choices=Language.choices,
        empty_label=_("As on these pages"),
    )

    class Meta:
        model = Edition
        fields = ()

    def __init__(self, data, moment):
        super().__init__(data, Edition.objects.live(moment.at), moment)

    def named(self):
        now = self.moment.now
        return {
            "section": Section.objects.public(now),
            "topic": Topic.objects.public(now),
            "author": Author.objects.public(now),
            "actor": Actor.objects.public(now),
            "accord": Accord.objects.public(now),
        }

    def filter_queryset(self, queryset):
        found = super().filter_queryset(queryset)
        return found if self.form.cleaned_data["lang"] else found.spoken_under(get_language())

    def holding_words(self, queryset, name, value):
        return queryset.containing(value)

    def in_section(self, queryset, name, value):
        return queryset.filter(section=value.pk)

    def by_author(self, queryset, name, value):
        return queryset.by_author(value.pk)

    def about(self, queryset, name, value):
        return queryset.about(**{f"{name}_id": value.pk})

    def published_from(self, queryset, name, value):
        return queryset.filter(first_live__gte=_instant(value, time.min))

    def published_to(self, queryset, name, value):
        return queryset.filter(first_live__lte=_instant(value, time.max))


# Python keeps the word "from" to itself.
EditionFilter.base_filters |= {
    "from": day_box(_("From"), "published_from"),
    "to": day_box(_("To"), "published_to"),
}


def _instant(day, hour):
    """That hour of a day in the desk's zone; at the ends of the calendar, of Greenwich's day."""
    try:
        return datetime.combine(day, hour, tzinfo=timezone.get_default_timezone()).astimezone(UTC)
    except OverflowError:
        return datetime.combine(day, hour, tzinfo=UTC)
