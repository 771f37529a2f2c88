"""Rows that never change once written: editions, what belongs to them, and the desk's log."""

from contextlib import contextmanager
from contextvars import ContextVar

from django.db import models

_freezing = ContextVar("freezing", default=False)


class SealedError(Exception):
    """Somebody tried to change what readers have read or will read, or what was logged."""


@contextmanager
def freezing():
    """While a dispatch is frozen, and only then, editions and their children may be written."""
    token = _freezing.set(True)
    try:
        yield
    finally:
        _freezing.reset(token)


class KeptQuerySet(models.QuerySet):
    """Reads and creates; refuses every other write."""

    def _refuse(self, *args, **kwargs):
        raise SealedError(f"{self.model._meta.verbose_name}: written once, and never changed.")

    update = delete = bulk_update = update_or_create = _refuse
    update.alters_data = True

    def bulk_create(self, objs, *args, update_conflicts=False, **kwargs):
        if update_conflicts:
            self._refuse()
        return super().bulk_create(objs, *args, **kwargs)


class SealedQuerySet(KeptQuerySet):
    """As KeptQuerySet, and creates only while a dispatch is frozen."""

    def bulk_create(self, objs, *args, **kwargs):
        if not _freezing.get():
            self._refuse()
        return super().bulk_create(objs, *args, **kwargs)


class Kept(models.Model):
    """Written once. `loaddata` writes rows raw and may repeat them."""

    written_once = True  # for who moves what points to a thing of the record

    objects = KeptQuerySet.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            self._refuse()
        super().save(*args, force_insert=True, **{k: v for k, v in kwargs.items() if k == "using"})

    def delete(self, *args, **kwargs):
        self._refuse()

    def _refuse(self):
        raise SealedError(f"{self._meta.verbose_name}: written once, and never changed.")


class Sealed(Kept):
    """Written once, by freezing a dispatch."""

    objects = SealedQuerySet.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def save(self, *args, **kwargs):
        if not _freezing.get():
            self._refuse()
        super().save(*args, **kwargs)
