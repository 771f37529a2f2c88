"""Rows that never change once written: editions and what belongs to them."""

from django.db import models


class SealedError(Exception):
    """Somebody tried to change what readers have read, or will read."""


class SealedQuerySet(models.QuerySet):
    """Reads and creates; refuses every other write."""

    def _refuse(self, *args, **kwargs):
        raise SealedError(f"{self.model._meta.verbose_name}: an edition never changes.")

    update = delete = bulk_update = update_or_create = _refuse
    update.alters_data = True

    def bulk_create(self, objs, *args, update_conflicts=False, **kwargs):
        if update_conflicts:
            self._refuse()
        return super().bulk_create(objs, *args, **kwargs)


class Sealed(models.Model):
    """Written once by freezing a dispatch. `loaddata` writes rows raw and may repeat them."""

    objects = SealedQuerySet.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise SealedError(f"{self._meta.verbose_name}: an edition never changes.")
        super().save(*args, force_insert=True, **{k: v for k, v in kwargs.items() if k == "using"})

    def delete(self, *args, **kwargs):
        raise SealedError(f"{self._meta.verbose_name}: an edition never changes.")
