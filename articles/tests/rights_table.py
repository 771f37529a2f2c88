"""Who may open what at the desk: a row for every view, a column for every group.

A new view of the desk needs a row here, else `test_rights_table.py` fails. Views that show or change
one article go into ARTICLES, with one letter for each of SUBJECTS; the five pages that the admin makes
for a model go into MODELS (v: list, page and history, c: change, a: add, d: delete, also in bulk); all
others into PAGES.
"""

from dataclasses import dataclass, field

GROUPS = (
    "rédacteur", "secrétaire de rédaction", "iconographe", "documentaliste", "chef de rubrique",
    "administrateur", "",
)  # fmt: skip
# One's own draft, and of somebody else: a draft, one that readers have, one scheduled for the end of its
# embargo, one in the bin.
SUBJECTS = ("own", "other", "live", "embargoed", "binned")

# For each group, in the order of GROUPS: y (served) or n (refused) for each of SUBJECTS.
SEE = ("ynynn", "yyyyy", "yyyyy", "yyyyy", "yyyyy", "yyyyy", "nnnnn")
WRITE = ("ynnnn", "yyyyn", "nnnnn", "nnnnn", "yyyyn", "yyyyn", "nnnnn")
CHIEFS = ("nnnnn", "nnnnn", "nnnnn", "nnnnn", "yyyyy", "yyyyy", "nnnnn")
FROM_BIN = ("nnnnn", "nnnny", "nnnnn", "nnnnn", "nnnny", "nnnny", "nnnnn")
FOR_EVER = ("nnnnn", "nnnnn", "nnnnn", "nnnnn", "nnnnn", "nnnny", "nnnnn")
NEVER = ("--nn-",) * 7
# What stands for an article among the record's sources.
SOURCE = ("ynynn", "yyyyy", "nnnnn", "yyyyy", "yyyyy", "yyyyy", "nnnnn")
# Rows of an article that only some have: a version, a move.
THROUGH = ("--yn-", "--yy-", "--yy-", "--yy-", "--yy-", "--yy-", "--nn-")


@dataclass(frozen=True)
class Row:
    expected: tuple
    method: str = "get"
    data: dict = field(default_factory=dict)
    more: tuple = ()  # arguments of the address after the article's id
    of: str = ""  # what of the article is meant: the first row of a relation, its source


ARTICLES = {
    "articles_dispatch_change": [
        Row(SEE), Row(WRITE, "post"), Row(SEE, data={"_popup": "1"}),
        Row(WRITE, "post", {"_popup": "1"}),
    ],
    "articles_dispatch_history": [Row(SEE)],
    "articles_dispatch_delete": [Row(FOR_EVER), Row(FOR_EVER, "post", {"post": "yes"})],
    "articles_dispatch_unbin": [Row(FROM_BIN, "post")],
    "articles_dispatch_withdraw": [Row(CHIEFS), Row(CHIEFS, "post", {"_withdraw": "1"})],
    "articles_dispatch_colleagues": [Row(SEE)],
    "articles_dispatch_comment": [Row(SEE, "post", {"text": "Vu."})],
    "articles_dispatch_preview": [Row(SEE)],
    "articles_dispatch_preview_page": [Row(SEE)],
    "articles_dispatch_preview_picture": [Row(SEE, more=("DIGEST", "whole-x", "WIDTH", "webp"))],
    "articles_dispatch_share": [Row(WRITE), Row(WRITE, "post")],
    "articles_dispatch_checklist": [Row(SEE)],
    "articles_dispatch_mend": [Row(WRITE), Row(WRITE, "post")],
    "articles_dispatch_autosave": [Row(WRITE, "post", {"data": "{}", "revision": "0"})],
    "articles_dispatch_presence": [Row(SEE, "post")],
    "articles_dispatch_revisions": [Row(SEE)],
    "articles_dispatch_compare": [Row(SEE, data={"old": "1", "new": "1"})],
    "articles_dispatch_restore": [Row(WRITE, "post", more=(1,))],
    "articles_edition_change": [Row(THROUGH, of="editions")],
    "articles_edition_history": [Row(THROUGH, of="editions")],
    "articles_edition_delete": [Row(NEVER, of="editions")],
    "articles_move_change": [Row(THROUGH, of="moves")],
    "articles_move_history": [Row(THROUGH, of="moves")],
    "articles_move_delete": [Row(NEVER, of="moves")],
    "diplomacy_source_change": [Row(SOURCE, of="source")],
    "diplomacy_source_history": [Row(SOURCE, of="source")],
}  # fmt: skip

RECORD = ("v", "v", "", "vcad", "vca", "vcad", "")
MODELS = {
    "articles_photo": ("va", "vca", "vcad", "v", "vcad", "vcad", ""),
    "articles_agency": ("", "", "vcad", "", "vcad", "vcad", ""),
    "articles_author": ("v", "vca", "va", "", "vcad", "vcad", ""),
    "articles_section": ("v", "v", "", "", "vca", "vcad", ""),
    "articles_paperpage": ("", "", "", "", "vca", "vcad", ""),
    "articles_topic": ("v", "vca", "", "vca", "vcad", "vcad", ""),
    "articles_withdrawal": ("", "", "", "", "v", "v", ""),
    "articles_delegation": ("", "", "", "", "va", "va", ""),
    "articles_demand": ("", "vca", "", "", "vca", "vca", ""),
    "articles_houserule": ("v", "vcad", "", "v", "vcad", "vcad", ""),
    "articles_inquiry": ("v", "v", "", "", "v", "v", ""),
    "articles_rate": ("v", "vcad", "", "vca", "vcad", "vcad", ""),
    "articles_event": ("vca", "vcad", "v", "vca", "vcad", "vcad", ""),
    "diplomacy_accord": RECORD,
    "diplomacy_act": RECORD,
    "diplomacy_actor": RECORD,
    "diplomacy_import": ("", "", "", "va", "va", "va", ""),
    "diplomacy_office": RECORD,
    "diplomacy_person": ("v", "v", "v", "vcad", "vca", "vcad", ""),
    "diplomacy_source": RECORD,
    "diplomacy_relation": RECORD,
    "diplomacy_signatory": ("v", "v", "", "vcd", "vc", "vcd", ""),  # added on the act's page
    "auth_user": ("", "", "", "", "", "vcad", ""),
    "auth_group": ("", "", "", "", "", "vcad", ""),
}

# One letter for each of GROUPS; the arguments name a thing of the test's world.
EVERYBODY, MEMBERS, NOBODY = "yyyyyyy", "yyyyyyn", "nnnnnnn"
WRITERS, ARCHIVISTS, PUBLISHERS = "yynnyyn", "nnnyyyn", "nnnnyyn"
NO_UPLOAD = "00000000-0000-4000-8000-000000000000"
PAGES = {
    "index": [(EVERYBODY, "get", ())],
    "login": [(EVERYBODY, "post", ())],
    "logout": [(EVERYBODY, "post", ())],
    "password_change": [(EVERYBODY, "get", ())],
    "password_change_done": [(EVERYBODY, "get", ())],
    "jsi18n": [(EVERYBODY, "get", ())],
    "autocomplete": [(NOBODY, "get", ())],  # without a field; with one: test_rights_table.py
    "view_on_site": [(NOBODY, "get", (0, 0))],
    "app_list": [(MEMBERS, "get", ("articles",))],
    "articles_dispatch_changelist": [(MEMBERS, "get", ())],
    "articles_dispatch_add": [(WRITERS, "get", ())],
    "articles_dispatch_autosave_new": [(WRITERS, "post", ())],
    "articles_dispatch_autosave_discard": [(EVERYBODY, "post", ())],
    "articles_edition_changelist": [(MEMBERS, "get", ())],
    "articles_edition_add": [(NOBODY, "get", ())],
    "articles_move_changelist": [(MEMBERS, "get", ())],
    "articles_move_add": [(NOBODY, "get", ())],
    "articles_photo_search": [(MEMBERS, "get", ())],
    "articles_photo_thumbnail": [(MEMBERS, "get", ("photo",))],
    "articles_photo_large": [(MEMBERS, "get", ("photo",))],
    "articles_photo_original": [("nnynyyn", "get", ("photo",))],
    "articles_photo_together": [("nyynyyn", "get", ())],
    "articles_photo_captions": [
        (MEMBERS, "get", ("photo",)),
        (MEMBERS, "post", ("photo",)),
    ],
    "articles_photo_upload": [("yyynyyn", "get", ())],
    "articles_photo_upload_begin": [("yyynyyn", "post", ())],
    "articles_photo_upload_piece": [
        (NOBODY, "patch", (NO_UPLOAD,))
    ],  # but one's own: test_uploads.py
    "articles_delegation_revoke": [(PUBLISHERS, "post", ("delegation",))],
    "articles_event_this_month": [(MEMBERS, "get", ())],
    "articles_event_month": [(MEMBERS, "get", (2025, 6))],
    "articles_event_begin": [(WRITERS, "post", ("event to write",))],
    "articles_frontorder_changelist": [(PUBLISHERS, "get", ()), (PUBLISHERS, "post", ())],
    "articles_subscription_changelist": [(PUBLISHERS, "get", ())],
    "articles_notice_changelist": [(EVERYBODY, "get", ()), (EVERYBODY, "post", ())],
    "auth_user_password_change": [
        ("nnnnnyn", "get", ("user",)), ("nnnnnyn", "post", ("user",)),
    ],
    "diplomacy_accord_gaps": [(ARCHIVISTS, "get", ())],
    "diplomacy_source_file": [("yynyyyn", "get", ("source",))],
    "diplomacy_relation_replace": [
        (ARCHIVISTS, "get", ("relation",)), (ARCHIVISTS, "post", ("relation",)),
    ],
    "diplomacy_relation_release": [(ARCHIVISTS, "post", ("relation",))],
    "diplomacy_relation_said_online": [(ARCHIVISTS, "post", ("relation",))],
    "diplomacy_signatory_said_online": [(ARCHIVISTS, "post", ("signatory",))],
    **{
        f"diplomacy_{model}_merge": [(ARCHIVISTS, "get", (model,)), (ARCHIVISTS, "post", (model,))]
        for model in ("actor", "office", "person")
    },
    "diplomacy_accord_ceremony": [(ARCHIVISTS, "get", ()), (ARCHIVISTS, "post", ())],
    "diplomacy_import_model": [(ARCHIVISTS, "get", ("csv",)), (ARCHIVISTS, "get", ("xlsx",))],
    "diplomacy_import_confirm": [(ARCHIVISTS, "post", ("import",))],
    "diplomacy_import_undo": [(ARCHIVISTS, "post", ("import",))],
    "diplomacy_import_discard": [(ARCHIVISTS, "post", ("import",))],
    "diplomacy_act_replace": [(ARCHIVISTS, "get", ("act",)), (ARCHIVISTS, "post", ("act",))],
    **{
        f"diplomacy_{fact}_take_back_citation": [
            (ARCHIVISTS, method, (fact, f"citation of the {fact}")) for method in ("get", "post")
        ]
        for fact in ("act", "relation", "signatory")
    },
    "diplomacy_act_release": [(ARCHIVISTS, "post", ("act",))],
    "diplomacy_act_said_online": [(ARCHIVISTS, "post", ("act",))],
}  # fmt: skip
