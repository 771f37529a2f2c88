"""A file on its way into the library: what has come so far, and what became of it."""

import uuid
from contextlib import suppress
from datetime import timedelta

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import models, transaction
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

KEPT = timedelta(days=2)
FOLDER = "uploads"


class Misplaced(Exception):
    """A piece that does not follow what has come so far."""


class UploadQuerySet(models.QuerySet):
    def begin(self, by, *, name, size, modified, given):
        """The upload of this file: the one that broke off, if there is one, else a new one.

        A file is known again by its name, its size and the moment of its last change. What
        anybody left lying for longer than KEPT goes.
        """
        for old in self.filter(begun_at__lt=timezone.now() - KEPT):
            old.delete()
        same = {"by": by, "name": name, "size": size, "modified": modified}
        known = self.filter(**same).order_by("-pk").first()
        if known is None or known.came_to_nothing:
            return self.create(**same, given=given)
        self.filter(pk=known.pk).update(given=given)
        return known


class Upload(models.Model):
    """One file of one person, sent in pieces: `pieces` names those that lie in private storage.

    `given` is what was typed for it and its companions. `fate` is empty until all has come, see
    `articles.pictures.fate`; the row stays a while, for a browser that did not hear the answer.
    """

    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()
    modified = models.BigIntegerField(default=0)
    received = models.PositiveBigIntegerField(default=0)
    pieces = models.JSONField(default=list)
    given = models.JSONField(default=dict)
    fate = models.JSONField(default=dict)
    begun_at = models.DateTimeField(default=timezone.now)

    objects = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = _("upload")
        verbose_name_plural = _("uploads")
        constraints = [
            models.CheckConstraint(
                name="upload_within_its_size", condition=models.Q(received__lte=models.F("size"))
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def folder(self):
        return f"{FOLDER}/{self.token}"

    @property
    def is_whole(self):
        return self.received == self.size

    @property
    def came_to_nothing(self):
        """Whether it was refused, or the photo that it became has been deleted since."""
        from .photo import Photo

        return bool(self.fate) and not Photo.objects.filter(pk=self.fate["photo"]).exists()

    def add(self, offset, data):
        """Put down the piece that begins at `offset`; Misplaced unless that is where the next begins."""
        piece = storages["private"].save(f"{self.folder}/{uuid.uuid4().hex}", ContentFile(data))
        with transaction.atomic():
            row = Upload.objects.select_for_update().get(pk=self.pk)
            fits = offset == row.received and offset + len(data) <= row.size
            if fits:
                row.received += len(data)
                row.pieces.append(piece)
                row.save(update_fields=["received", "pieces"])
        self.received, self.pieces = row.received, row.pieces
        if not fits:
            storages["private"].delete(piece)
            raise Misplaced

    def chunks(self):
        """The bytes of the file, piece by piece."""
        for piece in self.pieces:
            with storages["private"].open(piece) as opened:
                yield opened.read()

    def settle(self, fate):
        """Write down what became of the file, unless another request has, and let its pieces go."""
        Upload.objects.filter(pk=self.pk, fate={}).update(fate=fate)
        self._drop_pieces()
        self.refresh_from_db()

    def _drop_pieces(self):
        from articles.pictures.renditions import empty

        storage = storages["private"]
        empty(storage, self.folder)
        with suppress(OSError):  # a piece sent twice is still being put down
            storage.delete(self.folder)


@receiver(models.signals.post_delete, sender=Upload)
def drop_pieces(instance, **kwargs):
    """With the row, or with the account of whoever sent it."""
    instance._drop_pieces()
