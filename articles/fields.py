"""Field types of this app."""

from django.db import models


class KeptManyToManyField(models.ManyToManyField):
    """Many-to-many whose far side cannot be deleted while it is in use."""

    def contribute_to_class(self, cls, name, **kwargs):
        super().contribute_to_class(cls, name, **kwargs)
        through = self.remote_field.through
        if cls._meta.abstract or through is None or not through._meta.auto_created:
            return
        near, far = [f for f in through._meta.local_fields if f.is_relation]
        far.remote_field.on_delete = models.PROTECT
        through.__str__ = lambda link: str(getattr(link, near.name))
