"""The accords' part of the dispatch's form: what the text marks is linked to the article by itself."""

from django import forms
from django.contrib import messages
from django.utils.translation import gettext as _

from articles import accord_marks
from articles.prose import plain_text
from diplomacy.models import Accord


class MarksForm(forms.ModelForm):
    linked = ()  # accords that the text alone names
    lost = ()  # words marked as an accord that the record does not hold

    def clean(self):
        super().clean()
        body, accords = self.cleaned_data.get("body"), self.cleaned_data.get("accords")
        if body and accords is not None and (marked := accord_marks.marked(body)):
            self._link(body, accords, marked)
        return self.cleaned_data

    def _link(self, body, accords, marked):
        """An accord that is gone bars nobody from saving: its words stay, without the mark."""
        chosen = {accord.pk for accord in accords}
        self.linked = list(Accord.objects.filter(pk__in=marked - chosen))
        known = chosen | {accord.pk for accord in self.linked}
        self.lost = accord_marks.others(body, known)
        self.cleaned_data["body"] = accord_marks.kept(body, known)
        if self.linked:
            self.cleaned_data["accords"] = [*accords, *self.linked]
            self.changed_data.append("accords")

    def tell_marks(self, request):
        if self.linked:
            names = ", ".join(accord.label for accord in self.linked)
            words = _("Marked in the text, hence linked to the article: %(accords)s.")
            messages.info(request, words % {"accords": names})
        for each in self.lost:
            words = _(
                "“%(words)s” was marked as an accord that the record does not hold: "
                "the words stay, without a link."
            )
            messages.warning(request, words % {"words": plain_text(each)})
