"""What stories are about, across sections."""

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from diplomacy.history import History
from diplomacy.models.named import Named, NamedQuerySet


class TopicQuerySet(NamedQuerySet):
    def public(self, now):
        """Those that a readable edition bears, live or earlier: a draft’s new topic stays the desk’s."""
        from .edition import Edition
        from .subject import Subject

        editions = Edition.objects.as_of(now).filter(pk=OuterRef("edition_id"))
        uses = Subject.objects.filter(Exists(editions), topic=OuterRef("pk"))
        return self.filter(Exists(uses))


class Topic(Named):
    objects = TopicQuerySet.as_manager()
    history = History()

    class Meta(Named.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")

    def get_absolute_url(self):
        return reverse("articles:topic_detail", args=[self.slug])
