"""What a thing of the desk was before each change of it, and who changed it: kept for good."""

from django.db.models.signals import pre_save
from simple_history.models import HistoricalRecords

DERIVED = "search_key"  # written by the software


class History(HistoricalRecords):
    """A row for each save that changed something; before the first of them, one of what was there.

    `only` says which instances are followed; `leaving_out` names fields that nobody changes.
    """

    def __init__(self, only=None, leaving_out=()):
        super().__init__(excluded_fields=[DERIVED, *leaving_out])
        self.only = only

    def finalize(self, sender, **kwargs):
        super().finalize(sender, **kwargs)
        if sender is self.cls:
            pre_save.connect(self.pre_save, sender=sender, weak=False)

    def get_meta_options(self, model):
        """Nobody needs a right to it: who may see the thing may see its history."""
        return super().get_meta_options(model) | {"default_permissions": ()}

    def pre_save(self, instance, raw=False, **kwargs):
        """Remember what is kept of a row that is about to change; fixtures begin no history."""
        if raw or instance._state.adding or not self._follows(instance, **kwargs):
            return
        kept = getattr(instance, self.manager_name)
        last = kept.values(*self._columns(instance)).first()
        if last is None and (before := self._stored(instance)):
            before._history_user = None
            self.create_historical_record(before, "~")
            last = self._state(before)
        instance._last_kept = last

    def post_save(self, instance, created, using=None, **kwargs):
        if not self._follows(instance, **kwargs):
            return
        if created or instance.__dict__.pop("_last_kept", None) != self._state(instance):
            super().post_save(instance, created, using, **kwargs)

    def post_delete(self, instance, using=None, **kwargs):
        if self._follows(instance):
            super().post_delete(instance, using, **kwargs)

    def _follows(self, instance, update_fields=None, **kwargs):
        touched = update_fields is None or {*update_fields} & {*self._columns(instance)}
        return bool(touched) and (self.only is None or self.only(instance))

    def _columns(self, instance):
        return [field.attname for field in self.fields_included(instance)]

    def _state(self, instance):
        return {name: getattr(instance, name) for name in self._columns(instance)}

    def _stored(self, instance):
        return type(instance)._base_manager.filter(pk=instance.pk).first()
