"""The people who sign."""

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from diplomacy.history import History

from .mergeable import Mergeable, MergeableQuerySet


class PersonQuerySet(MergeableQuerySet):
    def public(self, now):
        """Those named by a public act or by a live edition."""
        from .mention import Mention
        from .signatory import Signatory

        named = Signatory.objects.public(now).filter(person=OuterRef("pk"))
        mentions = Mention.objects.open(now).filter(person=OuterRef("pk"))
        return self.standing().filter(Exists(named) | Exists(mentions))


class Person(Mergeable):
    """One human being, however spelt: other spellings are `NameVariant` rows."""

    objects = PersonQuerySet.as_manager()
    history = History()

    class Meta(Mergeable.Meta):
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def get_absolute_url(self):
        return reverse("diplomacy:person_detail", args=[self.slug])
