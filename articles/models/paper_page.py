"""What the paper says of itself: who makes it, by which rules, how to reach it."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.prose import ProseField
from diplomacy.history import History


class PaperPageQuerySet(models.QuerySet):
    def get_by_natural_key(self, kind):
        return self.get(kind=kind)


class PaperPage(models.Model):
    """One of a fixed set of pages, each at an address of its own that never changes: every page of the
    site can link to them without asking the database."""

    class Kind(models.TextChoices):
        ABOUT = "about", _("About us")
        TEAM = "team", _("The newsroom")
        PUBLISHER = "publisher", _("Publisher")
        LEGAL = "legal", _("Legal notice")
        CHARTER = "charter", _("Charter")
        CONTACT = "contact", _("Contact")
        ERROR = "error", _("Report an error")

    kind = models.CharField(
        _("page"),
        max_length=9,
        choices=Kind.choices,
        unique=True,
        error_messages={"unique": _("This page is already written: change it in the list.")},
    )
    text = ProseField(_("text"))
    text_en = ProseField(
        _("text in English"), blank=True, help_text=_("Left empty: English pages show the French.")
    )
    changed_at = models.DateTimeField(_("updated"), default=timezone.now, editable=False)

    objects = PaperPageQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("page of the paper")
        verbose_name_plural = _("pages of the paper")
        ordering = ["kind"]
        constraints = [
            models.CheckConstraint(
                name="paper_page_of_known_kind",
                condition=Q(
                    kind__in=[
                        "about", "team", "publisher", "legal", "charter", "contact", "error",
                    ]
                ),
            ),
            models.CheckConstraint(name="paper_page_has_text", condition=~Q(text="")),
        ]  # fmt: skip

    def __str__(self):
        return self.get_kind_display()

    def natural_key(self):
        return (self.kind,)

    def get_absolute_url(self):
        return reverse(f"articles:paper_{self.kind}")
