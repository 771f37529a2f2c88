"""GIF: how many pictures are in it, found without decoding one."""

PICTURE, EXTENSION, END = 0x2C, 0x21, 0x3B


def frames(data):
    """Raises IndexError where the file breaks off."""
    at, count = 13 + _table(data[10]), 0
    while data[at] in (PICTURE, EXTENSION):
        if data[at] == PICTURE:
            count += 1
            at += 11 + _table(data[at + 9])
        else:
            at += 2
        while data[at]:
            at += 1 + data[at]
        at += 1
    return count


def _table(flags):
    """The length of the table of colours that these flags announce."""
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0
