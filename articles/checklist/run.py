"""Words that are mended without touching the tags among them, web addresses or foreign passages."""

import html
import re
from functools import cached_property

TAG = re.compile(r"<[^<>]*>")
TOKEN = re.compile(r"<[^<>]*>|&(?:amp|lt|gt|quot|#x27|#39|nbsp);|.", re.S)
INLINE = re.compile(r"</?(?:strong|em|sup|sub|a|span)\b")
LANG = re.compile(r'\blang="([^"]*)"')
NAME = re.compile(r"</?([a-z0-9]+)")
HIDDEN = "\ufffc"
#: Web and mail addresses, @names and #words: no word of them is prose.
ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<!\w)[@#]\w+", re.I)


class Run:
    """A text as its letters, and the tags that stand before each of them.

    A tag that parts words (a paragraph, a break) counts as the letter "\\n". `prose` is what the
    rules read; `replace` keeps every tag, in its order.
    """

    def __init__(self, source, *, is_html, language):
        self.is_html = is_html
        self.letters, self.before, self.kinds = [], [[]], []
        self._foreign, self._open = False, []
        for token in TOKEN.findall(source) if is_html else source:
            self._take(token, language)

    def _take(self, token, language):
        is_tag = self.is_html and len(token) > 1 and token[0] == "<"
        if is_tag and token[1] != "/":
            self._enter(token, language)
        if is_tag and INLINE.match(token):
            self.before[-1].append(token)
        else:
            letter = "\n" if is_tag else html.unescape(token) if self.is_html else token
            self._put(letter, token if is_tag else None)
        if is_tag and token[1] == "/":
            self._leave(token)

    def _put(self, letter, tag):
        self.letters.append(letter)
        self.kinds.append((tag, self._foreign))
        self.before.append([])

    def _enter(self, tag, language):
        """Remember whether what this tag holds is in another language."""
        name = NAME.match(tag)[1]
        if name in ("br", "hr"):
            return
        self._open.append((name, self._foreign))
        if found := LANG.search(tag):
            self._foreign = found[1].split("-")[0].lower() != language

    def _leave(self, tag):
        name = NAME.match(tag)[1]
        while self._open:
            opened, self._foreign = self._open.pop()
            if opened == name:
                return

    @property
    def words(self):
        return "".join(self.letters)

    @cached_property
    def prose(self):
        """The words with a stand-in for every letter that no rule may touch, place for place."""
        words = self.words
        kept = [foreign for _tag, foreign in self.kinds]
        for match in ADDRESS.finditer(words):
            kept[match.start() : match.end()] = [True] * len(match[0])
        return "".join(
            letter if letter == "\n" or not keep else "x" if letter.isalnum() else HIDDEN
            for letter, keep in zip(words, kept, strict=True)
        )

    def replace(self, start, end, words):
        """Put `words` in the place of the letters from `start` to `end`; tags between go after."""
        self.__dict__.pop("prose", None)
        foreign = self.kinds[start][1]
        inner = [tag for gap in self.before[start + 1 : end] for tag in gap]
        self.letters[start:end] = list(words)
        self.kinds[start:end] = [(None, foreign)] * len(words)
        self.before[start + 1 : end] = [[] for _letter in words[1:]]
        after = start + len(words)
        self.before[after] = inner + self.before[after]

    def __str__(self):
        out = []
        for gap, letter, (tag, _foreign) in zip(
            self.before, self.letters, self.kinds, strict=False
        ):
            out += gap
            out.append(tag or (html.escape(letter, quote=False) if self.is_html else letter))
        return "".join(out + self.before[-1])
