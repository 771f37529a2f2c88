"""Those who sign stories. Who typed one in is another matter."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from diplomacy.history import History
from diplomacy.models.named import Named, NamedQuerySet


class AuthorQuerySet(NamedQuerySet):
    def public(self, now):
        """Those who sign a readable edition, live or earlier."""
        from .byline import EditionByline
        from .edition import Edition

        editions = Edition.objects.as_of(now).filter(pk=OuterRef("edition_id"))
        uses = EditionByline.objects.filter(Exists(editions), author=OuterRef("pk"))
        return self.filter(Exists(uses))


class Author(Named):
    class Gender(models.TextChoices):
        FEMININE = "f", _("feminine")
        MASCULINE = "m", _("masculine")
        NONE = "", _("not stated, or an agency")

    gender = models.CharField(
        _("grammatical gender"),
        max_length=1,
        choices=Gender.choices,
        default=Gender.NONE,
        blank=True,
        help_text=_("So that credits agree: “envoyée spéciale”."),
    )
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="author",
        verbose_name=_("account"),
        help_text=_("What this account signs is theirs to write."),
    )
    about = models.CharField(_("in a few words"), max_length=300, blank=True)
    about_en = models.CharField(_("in a few words, in English"), max_length=300, blank=True)

    objects = AuthorQuerySet.as_manager()
    history = History()

    class Meta(Named.Meta):
        verbose_name = _("author")
        verbose_name_plural = _("authors")

    def get_absolute_url(self):
        return reverse("articles:author_detail", args=[self.slug])
