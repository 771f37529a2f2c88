"""The dispatch's form: its content, what its next publication says of itself, and its lock."""

import uuid
from datetime import timedelta

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import readiness, rights, tags, translations
from articles.genres import Genre
from articles.held import hold
from articles.models import Edition

from . import chosen
from .autosaves import called
from .day_and_hour import DayAndHour
from .embargo_form import FIELDS, EmbargoForm
from .known import know
from .marks_form import MarksForm
from .press import Press
from .state import moment_in_words

PANEL = {
    "uid", "revision", "publish_at", "kind", "note", "replace_scheduled", "alone_because",
    "move_note", *FIELDS,
}  # fmt: skip
FARTHEST = timedelta(days=50 * 365.25)  # beyond it, a year was mistyped
LATER_KINDS = [("", "—"), *(pair for pair in Edition.Kind.choices if pair[0] != Edition.Kind.FIRST)]


class DispatchForm(MarksForm, EmbargoForm):
    user = None  # set by the ModelAdmin, like `kept`: what was prepared and not yet published
    kept = {}
    is_stale = False  # whether the article was saved since this page was opened
    refused = {}  # why the move that was tried is not made, by field

    uid = forms.UUIDField(widget=forms.HiddenInput, required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    publish_at = forms.SplitDateTimeField(
        label=gettext_lazy("publish at"),
        widget=DayAndHour(
            gettext_lazy("Publish on this day"), gettext_lazy("Publish at this hour")
        ),
        required=False,
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("this new version is"), choices=LATER_KINDS, required=False
    )
    note = forms.CharField(
        label=gettext_lazy("note to readers"),
        widget=forms.Textarea({"rows": 3}),
        required=False,
        help_text=gettext_lazy("What has changed, and why. Readers see it with its date."),
    )
    replace_scheduled = forms.BooleanField(required=False)
    alone_because = forms.CharField(
        label=gettext_lazy("Why nobody else has read it"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("You alone have written it. Your reason goes into the log."),
    )
    move_note = forms.CharField(
        label=gettext_lazy("Note to the desk"),
        widget=forms.Textarea({"rows": 2}),
        required=False,
        help_text=gettext_lazy("For the log; needed to send back and to break an embargo."),
    )

    def __init__(self, data=None, *args, instance=None, **kwargs):
        self.chosen = chosen.read(instance, data, self.user)
        super().__init__(data, *args, instance=instance, **kwargs)
        self.instance.chosen = self.chosen
        self.press = Press(self.data)
        self._prepare()
        # Read from `with_state`; a publication in between would change the revision.
        self.waiting_for = getattr(self.instance, "scheduled_for", None)
        self.past = (getattr(self.instance, "last_number", None) or 0) - bool(self.waiting_for)
        if self.waiting_for:
            self.fields["replace_scheduled"].label = _(
                "replace the version scheduled for %(when)s"
            ) % {"when": moment_in_words(self.waiting_for)}

    def _prepare(self):
        if "translation_of" in self.fields:
            field = self.fields["translation_of"]
            field.queryset = chosen.linkable(field.queryset, self.user, self.instance)
        for box in {*chosen.FILING, *chosen.TAGS} & self.fields.keys():
            know(self.fields[box], self.chosen[box])
            # A new article's come from its address, and are what anybody may have typed there.
            if self.instance.pk and box in chosen.TAGS:
                know(self.fields[box], self.initial[box])
        self.initial["revision"] = self.instance.revision
        if self.instance.pk:
            del self.fields["uid"]
        else:
            self.initial.setdefault("uid", uuid.uuid4())
        self.initial |= {name: self.kept.get(name, "") for name in ("kind", "note")}
        if "publish_at_0" in self.kept:
            self.initial["publish_at"] = [
                self.kept["publish_at_0"],
                self.kept.get("publish_at_1", ""),
            ]

    def _get_validation_exclusions(self):
        """What a box took from the table itself exists: it is not looked for again; `clean` has checked
        the rules of the others, which would cost a query each."""
        checked = {"translated_number", "urgent_hours"}
        return super()._get_validation_exclusions() | chosen.FILING.keys() | checked

    def _save_m2m(self):
        """Writes only what was chosen or taken away, and reads nothing for it."""
        for field in tags.fields(self.instance):
            before = {thing.pk: thing for thing in self.initial.get(field.name, ())}
            after = {thing.pk: thing for thing in self.cleaned_data[field.name]}
            links = getattr(self.instance, field.name)
            links.remove(*(before.keys() - after.keys()))
            links.add(*(after.keys() - before.keys()))
            hold(self.instance, field.name, after.values())

    @property
    def changes_article(self):
        """Whether anything of the article itself was typed, and not only of its publication."""
        return bool({*self.changed_data} - PANEL)

    def clean(self):
        super().clean()
        if self.instance.pk:
            self._check_revision()
            if self.cleaned_data.get("translation_of") == self.instance:
                self.add_error("translation_of", _("An article is not its own translation."))
        self._check_translation()
        self._check_urgency()
        if self.press.at_lift and "embargo_until" not in self.errors:
            self.cleaned_data["publish_at"] = self.cleaned_data.get("embargo_until")
        # When its photos must be free to show.
        self.instance.goes_live = self.cleaned_data.get("publish_at")
        if self.press.publishes and not self.refused:
            self._check_publication()
        for field, messages in self.refused.items():
            self.add_error(field if field in self.fields else None, messages)
        return self.cleaned_data

    def _check_translation(self):
        """Of which version it is: of the one that readers have, unless somebody says another."""
        original, number = (
            self.cleaned_data.get(name) for name in ("translation_of", "translated_number")
        )
        if original is None:
            self.cleaned_data["translated_number"] = None
        typed = "translated_number" in self.changed_data
        if original is None or not (typed or "translation_of" in self.changed_data):
            return
        last = translations.current_number(original.pk)
        if number is None or not typed:
            self.cleaned_data["translated_number"] = last
        elif not 1 <= number <= (last or 0):
            words = _("Readers have had versions 1 to %(last)d of the original.")
            none = _("Readers have no version of the original yet: leave it empty.")
            self.add_error("translated_number", words % {"last": last} if last else none)

    def _check_urgency(self):
        """A banner above every page is for who may publish; others leave it as it is."""
        if self.cleaned_data.get("urgent_hours"):
            if self.cleaned_data.get("genre") not in (None, Genre.FLASH):
                self.add_error("urgent_hours", _("Only a flash is urgent."))
            elif "urgent_hours" in self.changed_data and not rights.may_publish(self.user):
                self.add_error("urgent_hours", _("Whoever may publish decides what is urgent."))

    def _check_revision(self):
        """The dispatch was locked as it was read: two saves follow each other."""
        if self.cleaned_data.get("revision") != self.instance.revision:
            self.is_stale = True
            self.add_error(None, self._newer())

    def _newer(self):
        last = self.instance.revisions.saved().select_related("by").defer("data").first()
        told = _("This article was saved after you opened it.")
        if last and last.by:
            told = _("%(who)s saved this article on %(when)s, after you opened it.") % {
                "who": called(last.by),
                "when": moment_in_words(last.at),
            }
        return format_html(
            '{} {} <a href="{}" target="_blank" rel="noopener">{}</a>',
            told,
            _("What you typed is below, not saved: carry it over."),
            reverse("admin:articles_dispatch_change", args=[self.instance.pk]),
            _("Open the newer article in another tab"),
        )

    def _check_publication(self):
        cleaned = self.cleaned_data
        given = {**cleaned, "headline": (cleaned.get("headline") or "").strip(), "bylines": True}
        faults = readiness.missing(cleaned.get("genre"), given)
        faults |= readiness.correction_faults(
            self.past + 1, cleaned.get("kind"), cleaned.get("note") or ""
        )
        if self.waiting_for and not cleaned.get("replace_scheduled"):
            faults["replace_scheduled"] = [
                _("A version is scheduled: tick this box to replace it, or cancel it first.")
            ]
        if at := cleaned.get("publish_at"):
            if at <= timezone.now():
                faults["publish_at"] = [_("This moment is past. Leave it empty to publish now.")]
            elif at > timezone.now() + FARTHEST:
                faults["publish_at"] = [_("This is more than fifty years ahead: check the year.")]
        for field, messages in faults.items():
            if field not in self.errors:
                self.add_error(field, messages)
