"""IPTC-IIM, the older form: numbered records, in an encoding that is seldom told."""

CHARACTERS = (1, 90)
UTF_8, LATIN_1 = b"\x1b%G", (b"\x1b.A", b"\x1b-A")
NAMES = {
    5: "title",
    25: "keywords",
    40: "instructions",
    55: "date",
    80: "photographer",
    90: "city",
    92: "sublocation",
    101: "country",
    105: "headline",
    110: "credit",
    115: "source",
    116: "copyright_notice",
    120: "caption",
}
# What stays in an original beside these: edition, category, time, job, region, codes, writer …; no
# programs, identifiers, previews.
KEPT = {0, 4, 7, 8, 10, 12, 15, 20, 22, 26, 60, 62, 63, 85, 95, 100, 103, 118, 122, 130, 131, 135}
HEAD = b"Photoshop 3.0\0"
RESOURCE = b"8BIM"
WORDS = b"\x04\x04"


def read(block):
    """{name: [words, …]} of a block of records, as far as it can be read."""
    records = [(number, value) for number, value, _whole in _records(block)]
    characters = dict(records).get(CHARACTERS, b"")
    found = {}
    for (section, number), value in records:
        if section == 2 and number in NAMES:
            found.setdefault(NAMES[number], []).append(_decoded(value, characters))
    return found


def only_words(payload):
    """A Photoshop segment of a JPEG with its records of words alone; b"" if it has none."""
    block = b"".join(
        whole
        for (section, number), _value, whole in _records(_block(payload))
        if (section == 2 and (number in NAMES or number in KEPT)) or (section, number) == CHARACTERS
    )
    if not block:
        return b""
    padded = block + b"\0" * (len(block) % 2)
    return HEAD + RESOURCE + WORDS + b"\0\0" + len(block).to_bytes(4, "big") + padded


def _block(payload):
    """The records, among what Photoshop writes beside them."""
    at = len(HEAD)
    while payload.startswith(HEAD) and payload[at : at + 4] == RESOURCE:
        name = payload[at + 6] if at + 6 < len(payload) else 0
        start = at + 11 + name + (name + 1) % 2
        size = int.from_bytes(payload[start - 4 : start], "big")
        if payload[at + 4 : at + 6] == WORDS:
            return payload[start : start + size]
        at = start + size + size % 2
    return b""


def _records(block):
    """((section, number), value, the whole record), up to the first that makes no sense."""
    at = 0
    while at + 5 <= len(block) and block[at] == 0x1C:
        size, start = int.from_bytes(block[at + 3 : at + 5], "big"), at + 5
        if size & 0x8000:  # the length of the length
            start += size & 0x7FFF
            size = int.from_bytes(block[at + 5 : start], "big")
        if start + size > len(block):
            return
        yield (block[at + 1], block[at + 2]), block[start : start + size], block[at : start + size]
        at = start + size


def _decoded(value, characters):
    """Windows’ Latin-1 is what files hold that tell nothing and are not UTF-8."""
    if characters == UTF_8:
        return value.decode("utf-8", "ignore")
    if characters not in LATIN_1:
        try:
            return value.decode("utf-8")
        except UnicodeDecodeError:
            pass
    return value.decode("cp1252", "replace")
