"""What the library can be asked: boxes of one plain form above the wall of photos."""

from django.contrib import admin
from django.db.models import Q
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from articles.models import Agency, Depicted
from articles.models.photo import Supply
from articles.pictures.clearance import SOON
from diplomacy.dates import day_of
from diplomacy.spelling import fold


class Choice(admin.SimpleListFilter):
    template = "admin/articles/photo/_choice.html"


class Words(admin.SimpleListFilter):
    """A box that one writes into; there is nothing to choose from."""

    template = "admin/articles/photo/_words.html"
    kind = "text"

    def lookups(self, request, model_admin):
        return [("", "")]


class PhotographerFilter(Words):
    title = _("photographer")
    parameter_name = "by"

    def queryset(self, request, queryset):
        return queryset.holding("photographer", self.value() or "")


class PersonFilter(Words):
    title = _("person shown")
    parameter_name = "person"

    def queryset(self, request, queryset):
        shown = Depicted.objects.all()
        words = fold(self.value() or "").split()
        for word in words:
            shown = shown.named(word)
        return queryset.filter(pk__in=shown.values("photo")) if words else queryset


class PlaceFilter(Words):
    title = _("place")
    parameter_name = "place"

    def queryset(self, request, queryset):
        return queryset.holding("place", self.value() or "")


class DayFilter(Words):
    kind = "date"
    lookup = ""

    def queryset(self, request, queryset):
        try:
            day = parse_date(self.value() or "")
        except ValueError:
            day = None
        return queryset.filter(**{self.lookup: day}) if day else queryset


class FromFilter(DayFilter):
    title = _("taken from")
    parameter_name = "from"
    lookup = "taken_on__gte"


class UntilFilter(DayFilter):
    title = _("taken until")
    parameter_name = "until"
    lookup = "taken_on__lte"


class RightsFilter(Choice):
    title = _("rights")
    parameter_name = "rights"

    def lookups(self, request, model_admin):
        return [
            ("ending", _("end within thirty days")),
            ("ended", _("have ended")),
            ("later", _("begin later, or under embargo")),
            ("open", _("without an end")),
        ]

    def queryset(self, request, queryset):
        now = timezone.now()
        today = day_of(now)
        asked = {
            "ending": Q(rights_until__range=(today, today + SOON)),
            "ended": Q(rights_until__lt=today),
            "later": Q(rights_from__gt=today) | Q(embargo_until__gt=now),
            "open": Q(rights_until=None),
        }
        return queryset.filter(asked.get(self.value(), Q()))


class UseFilter(Choice):
    title = _("use")
    parameter_name = "used"

    def lookups(self, request, model_admin):
        return [("yes", _("used")), ("no", _("never used"))]

    def queryset(self, request, queryset):
        if self.value() in ("yes", "no"):
            return queryset.filter(is_used=self.value() == "yes")
        return queryset


class LacksFilter(Choice):
    title = _("what is missing")
    parameter_name = "lacks"

    def lookups(self, request, model_admin):
        return [
            ("alt", _("alternative text")),
            ("caption", _("caption")),
            ("credit", _("credit")),
            ("source", _("source")),
        ]

    def queryset(self, request, queryset):
        known = dict(self.lookup_choices)
        return queryset.filter(**{self.value(): ""}) if self.value() in known else queryset


class SupplyFilter(Choice):
    title = _("where it comes from")
    parameter_name = "supply"

    def lookups(self, request, model_admin):
        return Supply.choices

    def queryset(self, request, queryset):
        return queryset.filter(supply=self.value()) if self.value() else queryset


class AgencyFilter(Choice):
    title = _("photo agency")
    parameter_name = "agency"

    def lookups(self, request, model_admin):
        return [(str(pk), name) for pk, name in Agency.objects.values_list("pk", "name")]

    def queryset(self, request, queryset):
        known = dict(self.lookup_choices)
        return queryset.filter(agency=self.value()) if self.value() in known else queryset


FILTERS = (
    PhotographerFilter,
    PersonFilter,
    PlaceFilter,
    FromFilter,
    UntilFilter,
    RightsFilter,
    UseFilter,
    LacksFilter,
    SupplyFilter,
    AgencyFilter,
)
