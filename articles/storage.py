"""Where files lie: originals outside every public address, what readers get never half-written."""

import uuid
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.utils.functional import cached_property


class PrivateStorage(FileSystemStorage):
    """Files under PRIVATE_ROOT; they have no address, only views that check who asks."""

    @cached_property
    def base_location(self):
        return self._value_or_setting(self._location, settings.PRIVATE_ROOT)

    def url(self, name):
        raise ValueError("An original has no public address.")


class WholeFileStorage(FileSystemStorage):
    """A file appears under its name only once it is whole, so that no reader gets half a picture.

    The name says what the file holds: one of that name that is there already is the same.
    """

    def get_available_name(self, name, max_length=None):
        return name

    def _save(self, name, content):
        saved = super()._save(f"{name}.{uuid.uuid4().hex}", content)
        Path(self.path(saved)).replace(self.path(name))
        return name
