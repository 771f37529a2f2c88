"""The desk's groups and their rights, made by the software after every migration.

A person may be in several: the rights add up. An article is put into the bin by whoever may change
it; the right to delete one is the right to empty the bin.
"""

GROUPS = {
    "rédacteur": {
        "articles.dispatch": "add change view",
        "articles.photo": "add view",
        "articles.author": "view",
        "articles.section": "view",
        "articles.topic": "view",
        "articles.houserule": "view",
        "articles.rate": "view",
        "articles.inquiry": "view",
        "diplomacy.*": "view",
        "articles.event": "add change view",
    },
    "secrétaire de rédaction": {
        "articles.dispatch": "add change view view_any change_any approve",
        "articles.demand": "add change view",
        "articles.photo": "add change view",
        "articles.author": "add change view",
        "articles.section": "view",
        "articles.topic": "add change view",
        "articles.houserule": "add change delete view",
        "articles.rate": "add change delete view",
        "articles.inquiry": "view",
        "diplomacy.*": "view",
        "articles.event": "add change delete view",
    },
    "iconographe": {
        "articles.photo": "add change delete view view_original",
        "articles.agency": "add change delete view",
        "diplomacy.person": "view",
        "articles.dispatch": "view view_any",
        "articles.author": "add view",
        "articles.event": "view",
    },
    "documentaliste": {
        "diplomacy.*": "add change delete view",
        "articles.dispatch": "view view_any",
        "articles.photo": "view",
        "articles.topic": "add change view",
        "articles.houserule": "view",
        "articles.rate": "add change view",
        "articles.event": "add change view",
    },
    "chef de rubrique": {
        "articles.dispatch": (
            "add change view view_any change_any approve publish publish_alone "
            "break_embargo withdraw"
        ),
        "articles.delegation": "add view",
        "articles.demand": "add change view",
        "articles.photo": "add change delete view view_original",
        "articles.agency": "add change delete view",
        "articles.author": "add change delete view",
        "articles.section": "add change view",
        "articles.paperpage": "add change view",
        "articles.subscription": "view",
        "articles.topic": "add change delete view",
        "articles.houserule": "add change delete view",
        "articles.rate": "add change delete view",
        "articles.inquiry": "view",
        "articles.withdrawal": "view",
        "diplomacy.*": "add change view",
        "articles.event": "add change delete view",
    },
    "administrateur": {"articles.*": "*", "diplomacy.*": "*", "auth.*": "*"},
}


def make_groups(using="default", **kwargs):
    """Create the groups and give each the rights it lacks; what an administrator added stays."""
    from django.apps import apps
    from django.contrib.auth.management import create_permissions
    from django.contrib.auth.models import Group, Permission

    for label in ("auth", "articles", "diplomacy"):
        create_permissions(apps.get_app_config(label), verbosity=0, using=using)
    permissions = {
        (p.content_type.app_label, p.content_type.model, p.codename): p
        for p in Permission.objects.using(using).select_related("content_type")
    }
    for name, rights in GROUPS.items():
        group, _created = Group.objects.using(using).get_or_create(name=name)
        granted = [
            permission
            for (app, model, codename), permission in permissions.items()
            if _grants(rights, app, model, codename)
        ]
        group.permissions.add(*granted)


def _grants(rights, app, model, codename):
    """Whether `rights` holds the permission, by "app.model" or by "app.*"."""
    verbs = f"{rights.get(f'{app}.{model}', '')} {rights.get(f'{app}.*', '')}".split()
    return "*" in verbs or codename.removesuffix(f"_{model}") in verbs
