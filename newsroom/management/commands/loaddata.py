"""Django's loaddata, which afterwards makes anew what fixtures leave out: derived rows, pictures."""

from django.contrib.auth.models import User
from django.core.management.commands import loaddata
from django.db import DEFAULT_DB_ALIAS

from newsroom.management.derived import differences


class Command(loaddata.Command):
    def loaddata(self, fixture_labels):
        """Within the one transaction of the load: nobody reads rows without what they derive."""
        super().loaddata(fixture_labels)
        if self.loaded_object_count and self.using == DEFAULT_DB_ALIAS:
            for _difference in differences(mend=True):
                pass

    def load_label(self, fixture_label):
        """Who typed an article in is left out where nobody has that account."""
        super().load_label(fixture_label)
        accounts = set(User.objects.using(self.using).values_list("username", flat=True))
        for row in self.objs_with_deferred_fields:
            row.deferred_fields = {
                field: key
                for field, key in row.deferred_fields.items()
                if field.related_model is not User or key[0] in accounts
            }
