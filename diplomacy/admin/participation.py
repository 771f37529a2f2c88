"""Who takes part in an accord, in a table on its page."""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from diplomacy.models import Participation, Source
from diplomacy.models.accord import SEEN

from .boxes import is_key
from .record import LabelledInline
from .rows import OrderedFormSet


class ParticipationFormSet(OrderedFormSet):
    """What readers have seen of who takes part changes with a public source or by release: the boxes
    above say which."""

    def clean(self):
        super().clean()
        if not self._is_told() and any(map(self._was_seen, self.initial_forms)):
            raise ValidationError(SEEN)

    def _was_seen(self, form):
        changes = form in self.deleted_forms or {*form.changed_data} - {"position"}
        return bool(changes) and form.instance.was_ever_public

    def _is_told(self):
        key = self.data.get("source", "")
        named = is_key(key) and Source.objects.public(timezone.now()).filter(pk=key).exists()
        return bool(self.data.get("for_readers")) or named


class ParticipationInline(LabelledInline):
    model = Participation
    formset = ParticipationFormSet
    fields = ("actor", "role", "joined_later", "position", "for_readers")
    readonly_fields = ("for_readers",)
    autocomplete_fields = ("actor",)

    def get_queryset(self, request):
        return super().get_queryset(request).with_publicity(timezone.now())

    @admin.display(description=_("for readers"), boolean=True)
    def for_readers(self, participation):
        return getattr(participation, "is_public", None)
