"""What the record knows besides acts: who held a function, who belonged to what."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReleasedQuerySet(models.QuerySet):
    def released(self, now):
        """Those that an archivist had released by `now`."""
        return self.filter(released_at__lte=now)


class Released(models.Model):
    """Readers see it once an archivist has released it, and all that it names is public.

    The gate of such rows, for want of sources of their own: once they can be cited, a public citation
    opens them as it opens an act.
    """

    released_at = models.DateTimeField(_("released on"), null=True, blank=True)

    class Meta:
        abstract = True

    def absorb(self, twin):
        """Takes from its twin what it lacks; what was not released stays unsaid if this row is."""
        from diplomacy.merging import fill_gaps

        if twin.released_at or not self.released_at:
            fill_gaps(self, twin)
