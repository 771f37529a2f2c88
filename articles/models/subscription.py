"""Letters that readers have asked for: an address, what about, how often; and nothing else of anybody."""

import secrets
from datetime import datetime, time, timedelta

from django.conf import settings
from django.core import signing
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from diplomacy.models import Accord, Actor

from .section import Section

ABOUT = ("section", "actor", "accord")
SIGNER = signing.Signer(salt="articles.subscription", sep=".")
TO_CONFIRM = timedelta(days=2)
ASKING = timedelta(days=1)
ASKED_AT_MOST = 3  # letters asking to confirm, to one address in ASKING
SENDING = timedelta(minutes=15)  # after that, whoever had begun to send a letter has died


class SubscriptionQuerySet(models.QuerySet):
    def ask(self, email, language, rhythm, about=None):
        """A subscription still to be confirmed; None for an address that was asked too often today.

        It is the same for an address that has one already: nothing told to who asks differs.
        """
        now = timezone.now()
        self.expired(now).delete()
        if self.filter(email=email, asked_at__gt=now - ASKING).count() >= ASKED_AT_MOST:
            return None
        thing = {about._meta.model_name: about} if about else {}
        return self.create(
            email=email,
            key=secrets.token_urlsafe(24),
            language=language,
            rhythm=rhythm,
            asked_at=now,
            **thing,
        )

    def expired(self, now):
        """Those that nobody confirmed in time."""
        return self.filter(confirmed_at__isnull=True, asked_at__lte=now - TO_CONFIRM)

    def confirmed(self):
        return self.filter(confirmed_at__isnull=False)

    def due(self, now):
        """Those whose day it is, in the desk’s zone, and that nobody is sending at the moment."""
        day = timezone.localdate(now)
        today, week = (
            timezone.make_aware(datetime.combine(each, time.min))
            for each in (day, day - timedelta(days=6))
        )
        its_day = Q(rhythm=Subscription.Rhythm.DAILY, told_at__lt=today) | Q(
            rhythm=Subscription.Rhythm.WEEKLY, told_at__lt=week
        )
        free = Q(sending_since__isnull=True) | Q(sending_since__lte=now - SENDING)
        return self.confirmed().filter(its_day, free)

    def claim(self, now):
        """Take those of this queryset that are due; the answer is how many: two runs never take one twice."""
        return self.due(now).update(sending_since=now)


class Subscription(models.Model):
    """Left, it is deleted. `told_at` is when its last letter was made up, or when it was confirmed."""

    class Rhythm(models.TextChoices):
        DAILY = "daily", _("every day")
        WEEKLY = "weekly", _("every week")

    email = models.EmailField(_("e-mail address"))
    key = models.CharField(max_length=32, unique=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    rhythm = models.CharField(
        _("how often"), max_length=6, choices=Rhythm.choices, default=Rhythm.DAILY
    )
    section = models.ForeignKey(Section, models.CASCADE, null=True, related_name="+")
    actor = models.ForeignKey(Actor, models.CASCADE, null=True, related_name="+")
    accord = models.ForeignKey(Accord, models.CASCADE, null=True, related_name="+")
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)
    sending_since = models.DateTimeField(null=True)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter to a reader")
        verbose_name_plural = _("letters to readers")
        constraints = [
            models.CheckConstraint(
                name="subscription_about_one_thing_or_all",
                condition=Q(section__isnull=True, actor__isnull=True)
                | Q(section__isnull=True, accord__isnull=True)
                | Q(actor__isnull=True, accord__isnull=True),
            ),
            models.CheckConstraint(
                name="subscription_told_once_confirmed",
                condition=Q(confirmed_at__isnull=True, told_at__isnull=True)
                | Q(confirmed_at__isnull=False, told_at__isnull=False),
            ),
            models.CheckConstraint(
                name="subscription_rhythm_known", condition=Q(rhythm__in=["daily", "weekly"])
            ),
            models.UniqueConstraint(
                name="subscription_to_all_once",
                fields=["email"],
                condition=Q(confirmed_at__isnull=False, section=None, actor=None, accord=None),
            ),
            *(
                models.UniqueConstraint(
                    name=f"subscription_to_{name}_once",
                    fields=[name, "email"],
                    condition=Q(confirmed_at__isnull=False),
                )
                for name in ABOUT
            ),
        ]
        indexes = [
            models.Index(fields=["rhythm", "told_at"], name="subscription_due"),
            models.Index(fields=["email", "asked_at"], name="subscription_asked"),
        ]

    def __str__(self):
        """Never the address: what is printed or logged tells of nobody."""
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def about(self):
        """The section, actor or accord, an actor as the row that stands for it; None for everything."""
        thing = next((getattr(self, name) for name in ABOUT if getattr(self, f"{name}_id")), None)
        return getattr(thing, "heir", thing)

    def confirm(self):
        """Its reader has answered from the address: it takes the place of an earlier one about the same."""
        now = timezone.now()
        same = {name: getattr(self, f"{name}_id") for name in ABOUT}
        with transaction.atomic():
            rows = Subscription.objects.select_for_update().filter(email=self.email, **same)
            found = {row.pk: row for row in rows}
            if self.pk not in found or found[self.pk].confirmed_at:
                return
            told = [row.told_at for row in found.values() if row.told_at]
            rows.exclude(pk=self.pk).delete()
            rows.filter(pk=self.pk).update(confirmed_at=now, told_at=max(told, default=now))

    def leave(self):
        """Forget the address: also what it asked for and never confirmed about the same."""
        same = {name: getattr(self, f"{name}_id") for name in ABOUT}
        Subscription.objects.filter(email=self.email, **same).delete()

    def get_confirm_url(self):
        return self._url("articles:letter_confirm")

    def get_leave_url(self):
        return self._url("articles:letter_leave")

    def _url(self, name):
        with translation.override(self.language):
            return reverse(name, args=[SIGNER.sign(self.key)])
