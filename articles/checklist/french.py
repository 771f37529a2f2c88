"""The rules of French typography: each says what it finds and what to put in its place.

A rule is a function of the words that yields edits (start, end, replacement). Edits are as short as
they can be, so that tags stay where they are.
"""

import re

THIN, NO_BREAK = "\u202f", "\u00a0"
GAP = "[ \u00a0\u2009\u202f]*"

#: What follows an E that bears an accent in every word so begun; proper names are left out.
ACCENTED = (
    r"cart|chang|chapp|chéanc|chec|chelle|chelon|clair|clat|col(?:e|i|o)|conom|cosse|cout|cri[rtv]"
    r"|dit(?:eur|ion|orial|rice)|duca|dific|galement|galit|gard|glise|gypt|labor|lan(?:s?\b|c)|larg"
    r"|lect|lément|lev(?:age|eur|é|er)|lève|limin|lu(?:e?s?\b)|lysée|mana|mergen|meute|mirat|miss"
    r"|nerg|norm|numér|pidém|pisod|poque|prouv|quat|quilib|quip|quival|radi|rythré|tabl|tai(?:t|ent)"
    r"|tant\b|tape|tat|tend|thiop|thique|trang|tud|tés?\b|vacu|valu|vangél|ven(?:tu|tail)|vén|vidé"
    r"|vid(?:ent|em)|vit(?:er|é)|voqu|volu"
)
AFTER_A = (
    r"l['’]|(?:la|les|un|une|ce|cet|cette|ces|son|sa|ses|leur|leurs|notre|nos|votre|vos|mon|ma|mes"
    r"|propos|partir|travers|cause|noter|savoir|défaut|terme|part|quelques|chaque|moins|peine|suivre"
    r"|lire|côté|tous|toutes|tout|toute|nouveau|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|titre"
    r"|court|long|moyen|mesure|force)\b|\d|(?!A\b)[A-ZÀ-Þ]\w*[a-zß-ÿ]"
)
OE = re.compile(
    r"(?<!\w)(?:d[ée]s|man|[ée]c|ch|ranc|[csvnbmf])?(?P<x>oe|Oe)(?=uvr|urs?\b|ur(?:é|er|ant|ement)"
    r"|ux?\b|uds?\b|ufs?\b|il\b|illères?\b|tus\b|sophag|cumén|dèm)"
)


def _swap(pattern, replacement):
    """A rule that puts `replacement` (or what it makes of the match) where group x stands."""
    pattern = re.compile(pattern) if isinstance(pattern, str) else pattern

    def rule(words):
        for match in pattern.finditer(words):
            put = replacement(match) if callable(replacement) else replacement
            if match["x"] != put:
                yield match.start("x"), match.end("x"), put

    return rule


def quotes(words):
    """Straight and curly quotes become « »; inside « » they become “ ”. A line where the straight
    ones do not pair is left alone."""
    start = 0
    for line in words.split("\n"):
        for place, letter in _quotes(line):
            yield start + place, start + place + 1, letter
        start += len(line) + 1


def _quotes(line):
    paired = line.count('"') % 2 == 0
    opened = []  # « as typed; C and S became «, from a curly and a straight one; “ and s are inner
    for place, letter in enumerate(line):
        top = opened[-1] if opened else ""
        if letter == "«":
            opened.append("«")
        elif letter == "»" and top == "«":
            opened.pop()
        elif letter == "“":
            opened.append("“" if opened else "C")
            if opened == ["C"]:
                yield place, "«"
        elif letter == "”" and top in ("C", "“"):
            if opened.pop() == "C":
                yield place, "»"
        elif letter == '"' and paired:
            if top in ("S", "s"):
                yield place, "»" if opened.pop() == "S" else "”"
            else:
                opened.append("s" if opened else "S")
                yield place, "“" if opened[-1] == "s" else "«"


def thousands(words):
    """10.000 and 10 000 get narrow no-break spaces; 3.14, dates and addresses of machines do not."""
    for match in re.finditer(r"(?<![\w.,])\d{1,3}(?:[. ]\d{3})+(?![\w]|[.,]\d)", words):
        if len(set(re.findall(r"[. ]", match[0]))) == 1:
            for mark in re.finditer(r"[. ]", match[0]):
                yield match.start() + mark.start(), match.start() + mark.end(), THIN


#: (code, rule), in the order they are applied.
RULES = [
    ("spaces", _swap(r"(?P<x> {2,})", " ")),
    ("ellipsis", _swap(r"(?<!\.)(?P<x>\.\.\.)(?!\.)", "…")),
    ("dash", _swap(r"(?<!-)(?P<x>--)(?!-)", "—")),
    ("quotes", quotes),
    ("apostrophe", _swap(r"(?<=[^\W\d_])(?P<x>')(?=[\w«“])", "’")),
    ("thousands", thousands),
    ("ordinal", _swap(r"(?<!\w)(?:\d+|[IVXLC]+)(?P<x>i?[èeé]me|è)(?=s?(?!\w))", "e")),
    ("ordinal", _swap(r"(?<!\w)1(?P<x>i?[èe]re)(?=s?(?!\w))", "re")),
    ("ligature", _swap(OE, lambda match: "œ" if match["x"] == "oe" else "Œ")),
    ("capital", _swap(rf"(?<!\w)(?P<x>E)(?=(?:{ACCENTED}))(?=\w*[a-zß-ÿ])", "É")),
    ("capital", _swap(r"(?<!\w)(?P<x>E)(?=tre(?!\w))", "Ê")),
    ("capital", _swap(r"(?<!\w)(?P<x>I)(?=les?(?!\w))(?=le-|les? d)", "Î")),
    (
        "capital",
        _swap(rf"(?:^|\n|[.!?…»] |[«(] ?|«[\u00a0\u202f])(?P<x>A)(?= (?:{AFTER_A}))", "À"),
    ),
    ("guillemets", _swap(rf"(?P<x>«{GAP})(?=[^\s])", f"«{THIN}")),
    ("guillemets", _swap(rf"(?<=[^\s«])(?P<x>{GAP}»)", f"{THIN}»")),
    ("high", _swap(rf"(?<=[^\s(\[«;!?])(?P<x>{GAP}[;!?])", lambda m: THIN + m["x"][-1])),
    ("colon", _swap(rf"(?<=[^\s(\[«:])(?P<x>{GAP}:)(?=[ \n\u00a0\u202f«]|$)", f"{NO_BREAK}:")),
    ("number", _swap(r"(?<!\w)[nN](?P<x>° ?)(?=\d)", f"°{NO_BREAK}")),
    ("title", _swap(r"(?<!\w)(?:MM?\.|Mmes?|Mlle|Dr|Pr)(?P<x> )(?=[A-ZÀ-Þ])", NO_BREAK)),
]
