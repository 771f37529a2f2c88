"""Boxes that choose another thing: beside them one may add, nothing else."""


def calm(field):
    for button in ("can_change_related", "can_delete_related", "can_view_related"):
        if hasattr(getattr(field, "widget", None), button):
            setattr(field.widget, button, False)
    return field
