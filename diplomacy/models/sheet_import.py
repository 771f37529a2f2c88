"""A sheet that somebody took into the record: what it said, what it made, whether it was undone."""

import hashlib

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ImportQuerySet(models.QuerySet):
    def receive(self, file_name, data, by, sources=None):
        """Keeps the rows of a file (bytes) that `by` has sent, and what they would do.

        Raises ValidationError for what is no sheet. Nothing of the record changes.
        """
        from diplomacy.imports import sheet
        from diplomacy.imports.plan import Plan

        rows = sheet.read(file_name, data)
        return self.create(
            file_name=file_name[-200:],
            digest=hashlib.sha256(data).hexdigest(),
            rows=rows,
            outcome=Plan(rows, sources).digest(),
            sent_by=by.get_username(),
        )

    def standing(self):
        """Those taken into the record and not undone."""
        return self.filter(confirmed_at__isnull=False, undone_at__isnull=True)


class Import(models.Model):
    file_name = models.CharField(_("file"), max_length=200)
    digest = models.CharField(max_length=64, editable=False)
    rows = models.JSONField(editable=False)
    outcome = models.CharField(max_length=64, editable=False)  # of the dry run that was shown
    sent_at = models.DateTimeField(_("sent on"), default=timezone.now)
    sent_by = models.CharField(_("sent by"), max_length=150)
    confirmed_at = models.DateTimeField(_("imported on"), null=True, blank=True)
    confirmed_by = models.CharField(_("imported by"), max_length=150, blank=True)
    undone_at = models.DateTimeField(_("undone on"), null=True, blank=True)
    undone_by = models.CharField(_("undone by"), max_length=150, blank=True)
    made = models.JSONField(default=list, editable=False)  # see imports.undoing.remember

    objects = ImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                name="import_of_a_file_once",
                fields=["digest"],
                condition=Q(confirmed_at__isnull=False, undone_at__isnull=True),
                violation_error_message=_("This very file has been imported already."),
            ),
            models.CheckConstraint(
                name="import_undone_after_it_was_done",
                condition=Q(undone_at__isnull=True)
                | Q(confirmed_at__isnull=False, confirmed_at__lte=F("undone_at")),
            ),
        ]

    def __str__(self):
        return self.file_name

    def plan(self, sources=None):
        from diplomacy.imports.plan import Plan

        return Plan(self.rows, sources)

    def confirm(self, by, sources=None):
        """Takes it into the record, all or nothing: just what the dry run has shown.

        Raises ValidationError if a row is wrong, if it was imported already, or if the record has
        changed meanwhile so that it would do something else; what it would do now is then what counts.
        """
        from diplomacy.imports.undoing import remember

        try:
            with transaction.atomic():
                self._lock()
                if self.confirmed_at:
                    raise ValidationError(_("This very file has been imported already."))
                plan = self.plan(sources)
                if not plan.is_clean:
                    raise ValidationError(
                        _("Correct the rows in red in the file, and send it again.")
                    )
                self._check_outcome(plan)
                self.confirmed_at, self.confirmed_by = timezone.now(), by.get_username()
                self.save()
                self.made = remember(self._write(plan))
                self.save()
        except IntegrityError as error:
            raise ValidationError(_("This very file has been imported already.")) from error
        finally:
            self.refresh_from_db()

    def _write(self, plan):
        try:
            return plan.write()
        except IntegrityError as error:
            words = _(
                "The record cannot hold what one of the rows says: see its days and its cycle."
            )
            raise ValidationError(words) from error

    def look_again(self, sources=None):
        """What it would do now is what is shown and may be confirmed."""
        self.outcome = self.plan(sources).digest()
        self.save(update_fields=["outcome"])

    def undoing(self):
        """What undoing it would remove and leave, see imports.undoing.Undoing."""
        from diplomacy.imports.undoing import Undoing

        return Undoing(self.made, timezone.now())

    def undo(self, by):
        """Removes what it made and nobody has built upon, takes back what readers have seen; returns the
        Undoing that says what stays.

        Raises ValidationError if there is nothing to undo.
        """
        with transaction.atomic():
            self._lock()
            if not self.confirmed_at or self.undone_at:
                raise ValidationError(_("It is not in the record, or undone already."))
            undoing = self.undoing()
            undoing.do(by)
            undoing.kept = undoing.staying
            self.undone_at, self.undone_by = timezone.now(), by.get_username()
            self.save()
        return undoing

    def _check_outcome(self, plan):
        if plan.digest() != self.outcome:
            words = _("The record has changed meanwhile. This is what the file would do now.")
            raise ValidationError(words, code="changed")

    def _lock(self):
        """One import at a time: two files would each make what the other is making. The oldest row
        stands for the table, in which this one is."""
        Import.objects.select_for_update().order_by("pk").first()
        self.refresh_from_db()
