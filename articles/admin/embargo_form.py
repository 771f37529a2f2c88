"""The embargo's part of the dispatch's form: its moment is typed as the clocks of its own zone show it."""

from datetime import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import embargo
from articles.models import Dispatch

from .day_and_hour import DayAndHour

FIELDS = ("embargo_until", "embargo_zone", "embargo_source", "embargo_terms")


class ClockField(forms.SplitDateTimeField):
    """A day and an hour without zone: the zone stands in a box of its own."""

    def compress(self, parts):
        return datetime.combine(*parts) if parts and None not in parts else None


class EmbargoForm(forms.ModelForm):
    embargo_until = ClockField(
        label=gettext_lazy("embargo until"),
        widget=DayAndHour(
            gettext_lazy("Embargo until this day"), gettext_lazy("Embargo until this hour")
        ),
        required=False,
        help_text=Dispatch._meta.get_field("embargo_until").help_text,
    )
    embargo_zone = forms.ChoiceField(label=gettext_lazy("time zone of the embargo"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.ran_until = self.instance.embargo_until if self.instance.is_embargoed else None
        desk = timezone.get_default_timezone_name()
        zone = self.instance.embargo_zone or desk
        if "embargo_zone" in self.fields:
            self.fields["embargo_zone"].required = False
            self.fields["embargo_zone"].choices = embargo.choices(zone, desk)
            self.initial["embargo_zone"] = zone
        if self.instance.embargo_until:
            self.initial["embargo_until"] = embargo.clock(self.instance.embargo_until, zone)

    def clean(self):
        super().clean()
        if not {"embargo_until", "embargo_zone"} & set(self.errors):
            self._read_moment()
        return self.cleaned_data

    def _read_moment(self):
        cleaned = self.cleaned_data
        typed, zone = cleaned.get("embargo_until"), cleaned.get("embargo_zone")
        cleaned["embargo_zone"] = zone if typed else ""
        if not typed:
            self._check_lifting(None)
            return
        try:
            cleaned["embargo_until"] = until = embargo.moment(
                typed, zone or timezone.get_default_timezone_name()
            )
        except ValidationError as fault:
            self.add_error("embargo_until", fault)
            return
        if not cleaned.get("embargo_source"):
            self.add_error("embargo_source", _("Say who set the embargo."))
        self._check_lifting(until)
        self._check_schedule(until)

    def _check_lifting(self, until):
        """To end a running embargo, or bring it forward, is to break it: a chief does so, knowingly."""
        if self.ran_until and (until is None or until < self.ran_until):
            message = _(
                "An embargo is neither taken away nor brought forward here: a chief breaks it, "
                "saying why."
            )
            self.add_error("embargo_until", message)

    def _check_schedule(self, until):
        waiting = getattr(self.instance, "scheduled_for", None)
        if not waiting or waiting >= until or self.press.cancels:
            return
        if self.press.publishes and self.cleaned_data.get("replace_scheduled"):
            return
        self.add_error("embargo_until", embargo.TOO_EARLY)

    def _post_clean(self):
        super()._post_clean()
        if "embargo_until" in self.changed_data and not self.errors:
            self.instance.embargo_broken_at = None  # another embargo than the one that was broken
