"""Which source supports or contradicts which act, in its own words."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .act import Act, PublicActError
from .source import Source, open_at


class CitationQuerySet(models.QuerySet):
    def get_by_natural_key(self, uid):
        return self.get(uid=uid)

    def open(self, now):
        """Those a reader may see at `now`: the citation and its source are both public."""
        return self.filter(open_at(now), open_at(now, "source__"))

    def supporting(self):
        return self.filter(contradicts=False)

    def renew_phases(self):
        """Compute anew the status of every accord that these citations speak of."""
        for act in Act.objects.filter(citations__in=self).select_related("accord").distinct():
            act.accord.renew_phases()


class Citation(models.Model):
    """One fact, one source. What a dispatch is cited for waits for that dispatch's next edition."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    act = models.ForeignKey(Act, on_delete=models.CASCADE, related_name="citations")
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, related_name="citations", verbose_name=_("source")
    )
    quote = models.TextField(
        _("words quoted"), blank=True, help_text=_("What the source says, word for word.")
    )
    contradicts = models.BooleanField(_("contradicts"), default=False)
    public_from = models.DateTimeField(null=True, blank=True, editable=False)
    public_until = models.DateTimeField(null=True, blank=True, editable=False)

    objects = CitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        ordering = ["pk"]

    def __str__(self):
        return f"{self.source} → {self.act}"

    def natural_key(self):
        return (self.uid,)

    natural_key.dependencies = ["diplomacy.act", "diplomacy.source"]

    @property
    def was_ever_public(self):
        """Whether readers could have seen this citation at some moment up to now."""
        now = timezone.now()
        seen = Citation.objects.filter(public_from__lte=now, source__public_from__lte=now)
        return self.pk is not None and seen.filter(pk=self.pk).exists()

    def save(self, *args, **kwargs):
        """Refuses to change what readers have seen (raises PublicActError): replace the act."""
        if self.was_ever_public:
            raise PublicActError(_("This citation is public: replace the act, saying why."))
        if self.public_from is None and not self.source.is_dispatch:
            self.public_from = timezone.now()
        super().save(*args, **kwargs)
        self.act.accord.renew_phases()

    def delete(self, *args, **kwargs):
        if self.was_ever_public:
            raise PublicActError(_("This citation is public: replace the act, saying why."))
        deleted = super().delete(*args, **kwargs)
        self.act.accord.renew_phases()
        return deleted

    def copy_to(self, act):
        Citation.objects.create(
            act=act,
            source=self.source,
            quote=self.quote,
            contradicts=self.contradicts,
            public_from=self.public_from,
            public_until=self.public_until,
        )
