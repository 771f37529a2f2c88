from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("Articles and photos")

    def ready(self):
        from .roles import make_groups

        post_migrate.connect(make_groups, sender=self, dispatch_uid="articles.roles")
