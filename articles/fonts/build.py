"""Makes headline.ttf: letters of three families in one file, for Pillow's plain layout. See README.md."""

import sys
import tempfile
from pathlib import Path

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.scaleUpem import scale_upem
from fontTools.ttLib.tables._k_e_r_n import KernTable_format_0

NOTO = Path("/usr/share/fonts/truetype/noto")
LATIN = "NotoSerif-Bold"
# Code points of each family, and its em: Arabic letters are small in theirs, and made larger.
PARTS = {
    LATIN: (
        "20-7E A0-24F 250-2DD 300-36F 370-3FF 400-52F 1E00-1EFF 2000-200A 2010-2027 202F-203A 2044 2052 "
        "2070-209F 20A0-20BF 2116 2122 2190-2193 2212 FB01-FB02",
        1000,
    ),
    "NotoNaskhArabic-Bold": ("600-6FF 750-77F FB50-FDFF FE70-FEFC", 1180),
    "NotoSansTifinagh-Regular": ("2D30-2D7F", 1000),
}
KERNED = "20-7E A0-17F 2018-201E 2026 410-44F"
MOST_PAIRS = 10_900  # that a table of this format can hold
FAMILY = "Newsroom Headline"
NAMES = {1: FAMILY, 4: f"{FAMILY} Bold", 6: "NewsroomHeadline-Bold"}
KEPT_NAMES = {0, 1, 2, 3, 4, 5, 6, 13, 14}


def codes(text):
    for part in text.split():
        first, _, last = part.partition("-")
        yield from range(int(first, 16), int(last or first, 16) + 1)


def cut(family, wanted, em):
    """The letters wanted, without rules of layout."""
    font = TTFont(NOTO / f"{family}.ttf")
    cutter = Subsetter(Options(layout_features=["kern"], hinting=False, glyph_names=True))
    cutter.populate(unicodes=set(codes(wanted)) & set(font.getBestCmap()))
    cutter.subset(font)
    scale_upem(font, em)
    font["head"].unitsPerEm = 1000
    return font


def pairs(font):
    """{(left, right): units} between the usual letters."""
    cmap, gpos = font.getBestCmap(), font["GPOS"].table
    usual = {cmap[code] for code in codes(KERNED) if code in cmap}
    found = {}
    for lookup in gpos.LookupList.Lookup:
        for table in lookup.SubTable:
            table = getattr(table, "ExtSubTable", table)
            if table.LookupType == 2:
                for left in usual.intersection(table.Coverage.glyphs):
                    for right, value in _row(table, left, usual):
                        found.setdefault((left, right), getattr(value, "XAdvance", 0))
    kept = sorted((pair for pair in found if found[pair]), key=lambda pair: -abs(found[pair]))
    return {pair: found[pair] for pair in kept[:MOST_PAIRS]}


def _row(table, left, usual):
    if table.Format == 1:
        records = table.PairSet[table.Coverage.glyphs.index(left)].PairValueRecord
        return [(each.SecondGlyph, each.Value1) for each in records if each.SecondGlyph in usual]
    row = table.Class1Record[table.ClassDef1.classDefs.get(left, 0)].Class2Record
    return [(right, row[table.ClassDef2.classDefs.get(right, 0)].Value1) for right in usual]


def kern_table(found):
    table, inner = newTable("kern"), KernTable_format_0(apple=False)
    inner.coverage, inner.tupleIndex, inner.kernTable = 1, None, found
    table.version, table.kernTables = 0, [inner]
    return table


def build(target):
    with tempfile.TemporaryDirectory() as folder:
        paths, found = [], {}
        for family, (wanted, em) in PARTS.items():
            font = cut(family, wanted, em)
            if family == LATIN:
                found = pairs(font)
            for table in {"GPOS", "GSUB", "GDEF"} & set(font.keys()):
                del font[table]
            paths.append(f"{folder}/{family}.ttf")
            font.save(paths[-1])
        font = Merger().merge(paths)
    font["kern"] = kern_table(found)
    font["post"].formatType = 3.0
    font["name"].names = [each for each in font["name"].names if each.nameID in KEPT_NAMES]
    for each in font["name"].names:
        each.string = NAMES.get(each.nameID, each.string)
    font.save(target)


if __name__ == "__main__":
    build(sys.argv[1])
