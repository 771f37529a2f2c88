"""Who signed an act for an actor: never guessed from who held the office."""

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from .act import Act
from .name_field import NameField
from .office import Office
from .person import Person
from .replaceable import PublicActError

NAMED_BY = ("person", "office", "as_printed")


class SignatoryQuerySet(models.QuerySet):
    def shown(self, now):
        """Those whose name readers may have at `now`, if they may have the act.

        A signatory follows the act; one with sources of its own waits until a supporting one is public.
        """
        from .citation import Citation

        own = Citation.objects.supporting().filter(signatory=OuterRef("pk"))
        return self.filter(~Exists(own.filter(awaited=True)) | Exists(own.open(now)))

    def public(self, now):
        """Those that readers have at `now`: the act is public, and the name is."""
        acts = Act.objects.public(now).filter(pk=OuterRef("act"))
        return self.shown(now).filter(Exists(acts))

    def get_by_natural_key(self, act, position):
        return self.get(act__uid=act, position=position)

    def _refuse_public(self):
        if Act.objects.filter(signatories__in=self).ever_public(timezone.now()).exists():
            raise PublicActError(_("This act is public: replace it, saying why."))

    def update(self, **values):
        """Refuses to change who signed what readers have seen (raises PublicActError)."""
        self._refuse_public()
        return super().update(**values)

    update.alters_data = True

    def delete(self):
        self._refuse_public()
        return super().delete()

    delete.alters_data = True
    delete.queryset_only = True


class Signatory(models.Model):
    """A person, or an office alone, or only the words as printed, or nobody named (all empty)."""

    act = models.ForeignKey(Act, on_delete=models.CASCADE, related_name="signatories")
    person = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="signatures",
        verbose_name=_("person"),
        help_text=_("Left empty if the source names nobody."),
    )
    office = models.ForeignKey(
        Office,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="signatures",
        verbose_name=_("function"),
        help_text=_("As the source gives it; alone if nobody is named."),
    )
    as_printed = NameField(
        _("as printed"),
        max_length=200,
        blank=True,
        help_text=_("The source’s own words, kept until they can be linked."),
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = SignatoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("signatory")
        verbose_name_plural = _("signatories")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="signatory_position_once",
                fields=["act", "position"],
                violation_error_message=_("Two signatories cannot have the same place."),
            ),
        ]

    def __str__(self):
        return self.words

    def natural_key(self):
        return (self.act.uid, self.position)

    natural_key.dependencies = ["diplomacy.act", "diplomacy.person", "diplomacy.office"]

    @property
    def words(self):
        """The signatory in words that admit what is not known."""
        if self.person_id:
            office = self.office.label if self.office_id else ""
            return f"{self.person.label}, {office}" if office else self.person.label
        if self.office_id:
            return pgettext("an office, signing", "the %(office)s (not named by our sources)") % {
                "office": self.office.label
            }
        return self.as_printed or gettext("signatory not named by our sources")

    def save(self, *args, **kwargs):
        if self.act.was_ever_public:
            raise PublicActError(_("This act is public: replace it, saying why."))
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        if self.act.was_ever_public:
            raise PublicActError(_("This act is public: replace it, saying why."))
        return super().delete(*args, **kwargs)

    @property
    def was_ever_public(self):
        """Whether readers could have seen the act, with this name or without it."""
        return self.act.was_ever_public

    @property
    def replaced_at(self):
        return self.act.replaced_at

    @property
    def is_standing(self):
        return self.act.is_standing

    @property
    def was_ever_shown(self):
        """Whether readers could have had this name at some moment up to now."""
        now = timezone.now()
        if not (self.pk and self.act.was_ever_public):
            return False
        own = self.citations.supporting()
        return not own.filter(awaited=True).exists() or own.ever_public(now).exists()

    def wait_for(self, source):
        """Cite the source that names this signatory: readers, who did not have the name, get it with it."""
        from .citation import Citation

        if not self.citations.standing().filter(source=source).exists():
            opens = None if source.is_dispatch else timezone.now()
            named = Citation(signatory=self, source=source, public_from=opens)
            Citation.objects.bulk_create([named])

    def copy_to(self, act):
        """Write the same signatory under the act that replaces this one, with what is cited for the name.

        A new one may bear `named_by`, the source that it is to wait for.
        """
        copy = Signatory(act=act, **{name: getattr(self, name) for name in (*NAMED_BY, "position")})
        Signatory.objects.bulk_create([copy])
        for citation in self._cited_as_it_is():
            citation.copy_to(copy)
        if named_by := getattr(self, "named_by", None):
            copy.wait_for(named_by)

    def _cited_as_it_is(self):
        """What is cited for the row as stored: it says nothing of another name."""
        stored = Signatory.objects.filter(pk=self.pk).first()
        same = stored and all(getattr(self, name) == getattr(stored, name) for name in NAMED_BY)
        return self.citations.standing() if same else []
