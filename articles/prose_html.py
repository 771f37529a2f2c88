"""HTML as a body may hold it, made from whatever was typed, pasted or imported."""

import html
import re
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import pairwise

import nh3

PARAGRAPHS = {"p", "h2", "h3"}
LISTS = {"ul", "ol"}
MARKS = {"strong", "em", "sup", "sub", "a", "span"}
WITH_LANGUAGE = PARAGRAPHS | {"blockquote", "li", "span"}
ALIASES = {"b": "strong", "i": "em", "h1": "h2", "h4": "h3", "h5": "h3", "h6": "h3"}
#: Tags that are dropped, but whose edges part the words on either side.
EDGES = {
    "address", "article", "aside", "center", "dd", "div", "dl", "dt", "fieldset", "figcaption",
    "footer", "form", "header", "main", "nav", "pre", "section", "table", "tbody", "td", "tfoot",
    "th", "thead", "tr",
}  # fmt: skip
UNSEEN = {
    "audio", "canvas", "head", "iframe", "math", "noembed", "noframes", "noscript", "object",
    "script", "select", "style", "svg", "template", "textarea", "title", "video", "xmp",
}  # fmt: skip
MAX_LISTS = 3
MAX_MARKS = 8
MAX_DEPTH = 500

HREF = re.compile(r"(?:https?://[^\s<>\"\\]+|mailto:[^\s<>\"\\]+|/(?!/)[^\s<>\"\\]*)", re.I)
TAG = re.compile(r"<[^<>]*>")
LANG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}")
SLOT = re.compile(r"[0-9]{1,3}")
ACCORD = re.compile(r"[1-9][0-9]{0,8}")
NEVER_NESTS = "p|li|br|hr|img|td|th|tr|dd|dt|option|col|input|meta|link|wbr|source|area"
NESTING = re.compile(rf"<(/?)(?!(?:{NEVER_NESTS})\b)[a-z]", re.I)

_nh3 = nh3.Cleaner(
    tags=PARAGRAPHS
    | LISTS
    | MARKS
    | EDGES
    | set(ALIASES)
    | {"blockquote", "li", "figure"}
    | {"br", "hr"},
    clean_content_tags=UNSEEN,
    attributes={tag: {"lang", "dir"} for tag in WITH_LANGUAGE}
    | {"a": {"href", "data-accord"}, "figure": {"data-slot"}},
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
)


def sanitise(value):
    """Clean HTML of the allowed kind. Sanitising twice changes nothing."""
    value = value.encode("utf-8", "ignore").decode()
    if _is_too_deep(value):
        value = from_plain_text(TAG.sub(" ", value))
    return _Body().build(_nh3.clean(value))


def _is_too_deep(value):
    """Parsing time grows with the square of the nesting: ten thousand levels take minutes."""
    depth = 0
    for match in NESTING.finditer(value):
        depth = max(0, depth + (-1 if match[1] else 1))
        if depth > MAX_DEPTH:
            return True
    return False


@dataclass(eq=False, slots=True)
class _Element:
    tag: str
    attributes: str = ""
    implied: bool = False
    written: bool = False


class _Body(HTMLParser):
    """Rebuild what nh3 left as a flat list of blocks: no loose text, no empty paragraph,
    figure slots at the top level only, each once.

    Tags are written when their first word arrives, so that what is empty never appears.
    """

    def build(self, safe_html):
        self.out = []
        self.sources = []  # what each open tag of the input became, None if nothing
        self.blocks = []  # open blocks, outermost first
        self.marks = []  # marks that the next word must carry
        self.open_marks = []  # marks written and not yet closed
        self.late_slots = []  # slots met inside a block, to be put after it
        self.seen_slots = set()
        self.figures = 0
        self._begin_line()
        self.feed(safe_html)
        self.close()
        if self.blocks:
            self._close(self.blocks[0])
        return "".join(self.out)

    def handle_starttag(self, tag, attrs):
        if tag == "br" and not self.figures:
            self.breaks, self.space = self.breaks + self.filled, ""
        elif tag == "hr" and not self.figures:
            self._end_paragraph()
        elif tag not in {"br", "hr"}:
            tag = ALIASES.get(tag, tag)
            self.sources.append(self._start(tag, dict(attrs)))

    def handle_endtag(self, tag):
        if tag in {"br", "hr"}:
            return
        element = self.sources.pop()
        if tag == "figure":
            self.figures -= 1
        elif tag in EDGES:
            self._end_paragraph()
        elif element in self.marks:
            self.marks.remove(element)
        elif element in self.blocks:
            self._close(element)

    def handle_data(self, data):
        if self.figures:
            return
        data = re.sub(r"[ \t\n\r\f]+", " ", re.sub(r"[\x00-\x08\x0b\x0e-\x1f\x7f]", "", data))
        word = data.strip()
        before, after = data.split(word, 1) if word else (data, "")
        if self.filled and not self.breaks:
            self.space = re.sub(" +", " ", self.space + before)
        if word:
            self._write(word)
            self.space = after

    def _start(self, tag, attrs):
        """Open what stands for this tag, if anything does."""
        if tag == "figure":
            self.figures += 1
            if self.figures == 1:
                self._place_slot(attrs.get("data-slot") or "")
        elif self.figures:
            return None
        elif tag in MARKS:
            return self._start_mark(tag, attrs)
        elif tag in EDGES:
            self._end_paragraph()
        else:
            return self._start_block(tag, attrs)
        return None

    def _start_mark(self, tag, attrs):
        attributes = _language(tag, attrs)
        if tag == "a":
            attributes = _target(attrs)
        if tag in {"a", "span"} and not attributes:
            return None
        if len(self.marks) >= MAX_MARKS or any(
            mark.tag == tag and (tag == "a" or mark.attributes == attributes) for mark in self.marks
        ):
            return None
        self.marks.append(_Element(tag, attributes))
        return self.marks[-1]

    def _start_block(self, tag, attrs):
        self._end_paragraph()
        inside = [block.tag for block in self.blocks]
        if tag in LISTS:
            in_list = inside and inside[-1] in LISTS
            if in_list or inside.count("li") >= MAX_LISTS:
                return None
            return self._push(tag)
        if tag == "li":
            return self._start_item(_language(tag, attrs))
        self._leave_implied()
        if tag == "blockquote" and ("blockquote" in inside or "li" in inside):
            return None
        self._enter_list()
        if any(block.tag == "li" for block in self.blocks):
            tag = "p"
        return self._push(tag, _language(tag, attrs))

    def _start_item(self, attributes):
        if self._top == "li" and self.blocks[-1].implied:
            self._close(self.blocks[-1])
        if self._top not in LISTS:
            if sum(block.tag == "li" for block in self.blocks) >= MAX_LISTS:
                return None
            self._push("ul", implied=True)
        return self._push("li", attributes)

    def _push(self, tag, attributes="", implied=False):
        self._close_marks()
        self._begin_line()
        self.blocks.append(_Element(tag, attributes, implied))
        return self.blocks[-1]

    @property
    def _top(self):
        return self.blocks[-1].tag if self.blocks else ""

    def _begin_line(self):
        self.filled, self.space, self.breaks = False, "", 0

    def _enter_list(self):
        """Text or a paragraph standing straight in a list becomes an item of it."""
        if self._top in LISTS:
            self._push("li", implied=True)

    def _leave_implied(self):
        while self.blocks and self.blocks[-1].implied:
            self._close(self.blocks[-1])

    def _end_paragraph(self):
        if self._top in PARAGRAPHS:
            self._close(self.blocks[-1])
        elif self.filled and not self.breaks:
            self.space = " "

    def _close(self, element):
        self._close_marks()
        self._begin_line()
        closed = None
        while closed is not element:
            closed = self.blocks.pop()
            if closed.written:
                self.out.append(f"</{closed.tag}>")
        if not self.blocks:
            self.out.extend(self.late_slots)
            self.late_slots.clear()

    def _close_marks(self, keep=0):
        while len(self.open_marks) > keep:
            self.out.append(f"</{self.open_marks.pop().tag}>")

    def _write(self, word):
        if self._top in LISTS and self.blocks[-1].implied:
            self._close(self.blocks[-1])
        self._enter_list()
        if self._top not in PARAGRAPHS | {"li"}:
            self._push("p", implied=True)
        for block in self.blocks:
            if not block.written:
                self.out.append(f"<{block.tag}{block.attributes}>")
                block.written = True
        self._write_marks("<br>" * self.breaks + self.space)
        self.out.append(html.escape(word, quote=False))
        self.filled, self.space, self.breaks = True, "", 0

    def _write_marks(self, gap):
        """Close the marks that ended, write the gap before the word, open the new marks."""
        pairs = zip(self.open_marks, self.marks, strict=False)
        same = next((n for n, (old, new) in enumerate(pairs) if old is not new), None)
        self._close_marks(min(len(self.open_marks), len(self.marks)) if same is None else same)
        self.out.append(gap)
        for mark in self.marks[len(self.open_marks) :]:
            self.out.append(f"<{mark.tag}{mark.attributes}>")
            self.open_marks.append(mark)

    def _place_slot(self, number):
        slot = int(number) if SLOT.fullmatch(number) else 0
        if not slot or slot in self.seen_slots:
            return
        self.seen_slots.add(slot)
        self._leave_implied()
        figure = f'<figure data-slot="{slot}"></figure>'
        (self.late_slots if self.blocks else self.out).append(figure)


def _target(attrs):
    """Where a link leads: to an accord of the record, by its number, or else to an address."""
    accord = (attrs.get("data-accord") or "").strip()
    if ACCORD.fullmatch(accord):
        return f' data-accord="{accord}"'
    href = (attrs.get("href") or "").strip().replace(" ", "%20")
    return f' href="{html.escape(href)}"' if HREF.fullmatch(href) else ""


def _language(tag, attrs):
    if tag not in WITH_LANGUAGE:
        return ""
    lang, direction = attrs.get("lang") or "", attrs.get("dir") or ""
    return (f' lang="{lang}"' if LANG.fullmatch(lang) else "") + (
        f' dir="{direction}"' if direction in {"ltr", "rtl", "auto"} else ""
    )


def from_plain_text(text):
    """Each line a paragraph; lines that a mailer cut at a fixed width are joined again."""
    text = "\n".join(line.strip() for line in text.strip().splitlines())
    chunks = re.split(r"\n\n+", text)
    if _is_hard_wrapped(chunks):
        text = "\n".join(chunk.replace("\n", " ") for chunk in chunks)
    lines = text.split("\n")
    return "".join(f"<p>{html.escape(line, quote=False)}</p>" for line in lines if line)


def _is_hard_wrapped(chunks):
    """True if every line stops only because the next word would not have fitted."""
    pairs = [pair for chunk in chunks for pair in pairwise(chunk.split("\n"))]
    width = max((len(line) for chunk in chunks for line in chunk.split("\n")), default=0)
    if len(pairs) < 2 or not 45 <= width <= 80:
        return False
    full = all(len(line) + 1 + len(after.split()[0]) > width for line, after in pairs)
    return full and sum(after[0].islower() for _, after in pairs) * 2 > len(pairs)
