"""What an edition is about: its topics and the accords, actors and people it names, frozen with it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.sealed import Sealed, SealedQuerySet
from diplomacy.models import Accord, Actor, Person

from .edition import Edition
from .topic import Topic

KINDS = ("topic", "accord", "actor", "person")
MERGEABLE = ("actor", "person")


class SubjectQuerySet(SealedQuerySet):
    def get_by_natural_key(self, uid, number, kind, slug):
        return self.get(
            edition__dispatch__uid=uid, edition__number=number, **{f"{kind}__slug": slug}
        )

    def with_things(self):
        """With the rows that stand for what was merged since: see `Subject.thing`."""
        return self.select_related(*KINDS, "actor__merged_into", "person__merged_into")

    def naming(self, **thing):
        """Those of one thing, of an actor or a person by whatever row: `naming(actor=…)`."""
        [(kind, value)] = thing.items()
        kind = kind.removesuffix("_id")
        if kind in MERGEABLE:
            model = self.model._meta.get_field(kind).related_model
            pk = getattr(value, "pk", value)
            return self.filter(**{f"{kind}__in": model.objects.one_with(pk).values("pk")})
        return self.filter(**{kind: value})


def _one_of(kinds):
    """Exactly one of these columns is filled."""
    condition = Q()
    for kind in kinds:
        condition |= Q(**{f"{other}__isnull": other != kind for other in kinds})
    return condition


def _far_side(model, name):
    return models.ForeignKey(
        model, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=name
    )


class Subject(Sealed):
    """One link of one edition. A single table, so that a story's subjects cost one query and no deleted
    topic can vanish from what was published."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="subjects")
    topic = _far_side(Topic, _("topic"))
    accord = _far_side(Accord, _("accord"))
    actor = _far_side(Actor, _("actor"))
    person = _far_side(Person, _("person"))
    position = models.PositiveSmallIntegerField(default=0)

    objects = SubjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("subject")
        verbose_name_plural = _("subjects")
        base_manager_name = "objects"
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(name="subject_is_one_thing", condition=_one_of(KINDS)),
            *(
                models.UniqueConstraint(name=f"subject_{kind}_once", fields=[kind, "edition"])
                for kind in KINDS
            ),
        ]

    def __str__(self):
        return f"{self.edition} – {self.thing}"

    @property
    def kind(self):
        return next(kind for kind in KINDS if getattr(self, f"{kind}_id"))

    @property
    def thing(self):
        """What it is about; a person or an actor merged since the edition is the row that stands for it."""
        thing = self.named
        return thing.heir if self.kind in MERGEABLE else thing

    @property
    def named(self):
        """The row that the edition named when it was frozen."""
        return getattr(self, self.kind)

    def natural_key(self):
        return (*self.edition.natural_key(), self.kind, self.named.slug)

    natural_key.dependencies = [
        "articles.edition",
        "articles.topic",
        "diplomacy.accord",
        "diplomacy.actor",
        "diplomacy.person",
    ]
