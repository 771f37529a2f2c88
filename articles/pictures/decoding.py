"""Decoding is what takes memory: of all originals, each process decodes one at a time."""

import threading

ONE_AT_A_TIME = threading.RLock()
