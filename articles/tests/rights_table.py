"""Who may open what at the desk: a row for every view, a column for every group.

A new view of the desk needs a row here, else `test_rights_table.py` fails. Views that show or change
one article go into ARTICLES, with one letter for each of SUBJECTS; the five pages that the admin makes
for a model go into MODELS (v: list, page and history, a: add, d: delete); all others into PAGES.
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
# Rows of an article that only some have: a version, a move.
THROUGH = ("--yn-", "--yy-", "--yy-", "--yy-", "--yy-", "--yy-", "--nn-")


@dataclass(frozen=True)
class Row:
    expected: tuple
    method: str = "get"
    data: dict = field(default_factory=dict)
    more: tuple = ()  # arguments of the address after the article's id
    of: str = ""  # the relation whose first row is meant, instead of the article


ARTICLES = {
    "articles_dispatch_change": [Row(SEE), Row(WRITE, "post")],
    "articles_dispatch_history": [Row(SEE)],
    "articles_dispatch_delete": [Row(FOR_EVER), Row(FOR_EVER, "post", {"post": "yes"})],
    "articles_dispatch_unbin": [Row(FROM_BIN, "post")],
    "articles_dispatch_withdraw": [Row(CHIEFS), Row(CHIEFS, "post", {"_withdraw": "1"})],
    "articles_dispatch_colleagues": [Row(SEE)],
    "articles_dispatch_comment": [Row(SEE, "post", {"text": "Vu."})],
    "articles_dispatch_preview": [Row(SEE)],
    "articles_dispatch_preview_page": [Row(SEE)],
    "articles_dispatch_preview_picture": [Row(SEE, more=("DIGEST", "WIDTH", "webp"))],
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
}  # fmt: skip

RECORD = ("v", "v", "", "vad", "va", "vad", "")
MODELS = {
    "articles_photo": ("va", "va", "vad", "v", "vad", "vad", ""),
    "articles_author": ("v", "va", "va", "", "vad", "vad", ""),
    "articles_section": ("v", "v", "", "", "va", "vad", ""),
    "articles_topic": ("v", "va", "", "va", "vad", "vad", ""),
    "articles_withdrawal": ("", "", "", "", "v", "v", ""),
    "articles_delegation": ("", "", "", "", "va", "va", ""),
    "articles_demand": ("", "va", "", "", "va", "va", ""),
    "articles_houserule": ("v", "vad", "", "v", "vad", "vad", ""),
    "articles_rate": ("v", "vad", "", "va", "vad", "vad", ""),
    "articles_event": ("va", "vad", "v", "va", "vad", "vad", ""),
    "diplomacy_accord": RECORD,
    "diplomacy_act": RECORD,
    "diplomacy_actor": RECORD,
    "diplomacy_office": RECORD,
    "diplomacy_person": RECORD,
    "diplomacy_source": RECORD,
    "auth_user": ("", "", "", "", "", "vad", ""),
    "auth_group": ("", "", "", "", "", "vad", ""),
}

# One letter for each of GROUPS; the arguments name a thing of the test's world.
EVERYBODY, MEMBERS, NOBODY = "yyyyyyy", "yyyyyyn", "nnnnnnn"
WRITERS = "yynnyyn"
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
    "articles_delegation_revoke": [("nnnnyyn", "post", ("delegation",))],
    "articles_event_this_month": [(MEMBERS, "get", ())],
    "articles_event_month": [(MEMBERS, "get", (2025, 6))],
    "articles_event_begin": [(WRITERS, "post", ("event",))],
    "articles_frontorder_changelist": [("nnnnyyn", "get", ()), ("nnnnyyn", "post", ())],
    "articles_notice_changelist": [(EVERYBODY, "get", ())],
    "auth_user_password_change": [("nnnnnyn", "get", ("user",))],
    "diplomacy_accord_signing": [("nnnyyyn", "get", ())],
    "diplomacy_accord_sign": [("nnnyyyn", "get", ("accord",))],
    "diplomacy_act_replace": [("nnnyyyn", "get", ("act",))],
    "diplomacy_act_release": [("nnnyyyn", "post", ("act",))],
    "diplomacy_act_said_online": [("nnnyyyn", "post", ("act",))],
}
