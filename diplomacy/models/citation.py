"""Which source supports or contradicts which act, in its own words."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .accord import Accord
from .act import Act, PublicActError
from .source import Source, open_at

WINDOW = {"public_from", "public_until"}


class CitationQuerySet(models.QuerySet):
    def get_by_natural_key(self, uid):
        return self.get(uid=uid)

    def open(self, now):
        """Those a reader may see at `now`: the citation and its source are both public."""
        return self.filter(open_at(now), open_at(now, "source__"))

    def supporting(self):
        return self.filter(contradicts=False)

    def ever_public(self, now):
        """Those that readers could have seen at some moment up to `now`."""
        return self.filter(public_from__lte=now, source__first_public_at__lte=now)

    def update(self, **values):
        """The gate moves a citation's window; its words do not change once readers have seen them."""
        if set(values) - WINDOW and self.ever_public(timezone.now()).exists():
            raise PublicActError(_("This citation is public: replace the act, saying why."))
        return super().update(**values)

    update.alters_data = True

    def delete(self):
        """Refuses as a whole if readers have seen one of them (raises PublicActError)."""
        if self.ever_public(timezone.now()).exists():
            raise PublicActError(_("This citation is public: replace the act, saying why."))
        accords = list(Accord.objects.filter(acts__citations__in=self).distinct().order_by("pk"))
        deleted = super().delete()
        for accord in accords:
            accord.renew_phases()
        return deleted

    delete.alters_data = True
    delete.queryset_only = True

    def renew_phases(self):
        """Compute anew the status of every accord that these citations speak of."""
        from .phase import Phase

        acts = Act.objects.filter(citations__in=self)
        Phase.objects.renew(Accord.objects.filter(pk__in=acts.values("accord")))


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
        constraints = [
            models.CheckConstraint(
                name="citation_ends_after_it_begins",
                condition=Q(public_until__isnull=True) | Q(public_from__lte=F("public_until")),
            ),
        ]

    def __str__(self):
        return f"{self.source} → {self.act}"

    def natural_key(self):
        return (self.uid,)

    natural_key.dependencies = ["diplomacy.act", "diplomacy.source"]

    @property
    def was_ever_public(self):
        """Whether readers could have seen this citation at some moment up to now."""
        stored = Citation.objects.filter(pk=self.pk)
        return self.pk is not None and stored.ever_public(timezone.now()).exists()

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

    def open_now(self):
        """The article cited is online and says it already: do not wait for its next edition.

        Whether it could be done: the source must be public.
        """
        now = timezone.now()
        if self.public_from or not Source.objects.public(now).filter(pk=self.source_id).exists():
            return False
        Citation.objects.filter(pk=self.pk).update(public_from=now)
        self.public_from = now
        self.act.accord.renew_phases()
        return True

    def copy_to(self, act):
        Citation.objects.create(
            act=act,
            source=self.source,
            quote=self.quote,
            contradicts=self.contradicts,
            public_from=self.public_from,
            public_until=self.public_until,
        )
