"""The form by which readers ask for letters: an address, about what, how often."""

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Section, Subscription
from diplomacy.models import Accord, Actor

ALL = ""
LINKED = {"actor": Actor, "accord": Accord}  # chosen by a link on their page, for they are many


class LetterForm(forms.Form):
    """`about` is "" for all the news, or "section:…", "actor:…", "accord:…" with the slug of a public one."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    about = forms.ChoiceField(label=_("About"), required=False)
    rhythm = forms.ChoiceField(
        label=_("How often"),
        choices=Subscription.Rhythm.choices,
        initial=Subscription.Rhythm.DAILY,
    )

    def __init__(self, *args, asked="", **kwargs):
        """`asked` is what about the page that led here wants; what is not public is left out."""
        super().__init__(*args, initial={"about": asked}, **kwargs)
        now = timezone.now()
        self.things = {f"section:{each.slug}": each for each in Section.objects.public(now)}
        self.things |= _linked(self.data.get("about", "") if self.is_bound else asked, now)
        labels = [(value, thing.label) for value, thing in self.things.items()]
        self.fields["about"].choices = [(ALL, _("All the news")), *labels]

    def clean_email(self):
        """Capitals do not count; small letters may be more than the capitals they stand for."""
        email = self.cleaned_data["email"].lower()
        MaxLengthValidator(254)(email)
        return email

    @property
    def thing(self):
        return self.things.get(self.cleaned_data["about"])


def _linked(value, now):
    kind, _colon, slug = value.replace("\x00", "").partition(":")
    if kind not in LINKED or not slug:
        return {}
    found = LINKED[kind].objects.public(now).filter(slug=slug[:100]).first()
    return {f"{kind}:{found.slug}": found} if found else {}
