"""The one thing of EXIF that is kept: how to turn the picture to look at it."""

HEAD = b"MM\0*\0\0\0\x08"
ORIENTATION = b"\x01\x12\0\x03\0\0\0\x01"
END = b"\0\0\0\0"
NOTHING = HEAD + b"\0\0" + END


def exif(orientation):
    """The shortest EXIF block that says it, without any container's own prefix."""
    return HEAD + b"\0\x01" + ORIENTATION + bytes([0, orientation, 0, 0]) + END
