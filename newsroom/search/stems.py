"""Words as they are compared: without case and accents, and without their endings."""

import re
from functools import cache, lru_cache

import snowballstemmer

from diplomacy.spelling import fold

# A word, with the vowel signs and accents that stand apart from its letters.
WORD = re.compile(
    r"[^\W_](?:[^\W_]|[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed])*"
)
LONGEST = 60
SHORT = 4  # letters: a French stemmer takes "Mali" for "mal"
# In no text do they tell anything; none of them is a word of weight in another of these languages.
IN_EVERY_TEXT = """
    a au aux avec c ce ces cet cette d dans de des du elle en et il ils j l la le les leur leurs lui m
    mais n ne nous on ou par pas pour qu que qui s sa se ses sur t un une vous y
    and are at by for from has have in is it its of that the this to was were with
    и в во на с со к по из у о об от за для не что как это
    في من الي عن ان او و هذا هذه التي الذي مع
    """
LITTLE = {*IN_EVERY_TEXT.split()}


@lru_cache(maxsize=200_000)
def stem(word, language):
    """The stem of one word in a text of this language; "" for a word that tells nothing.

    The script decides before the language: a Russian name in a French text is Russian.
    """
    bare = _bare(word)
    if not bare or bare in LITTLE:
        return ""
    if "\u0400" <= bare[0] <= "\u04ff":
        # The endings of Russian have letters that folding would take for others: й, and so ий.
        return _bare(_stemmer("russian").stemWord(word.casefold().replace("ё", "е")))
    if "\u0600" <= bare[0] <= "\u06ff":
        return _stemmer("arabic").stemWord(_with_ta_marbuta(bare))
    if language == "fr":
        return _french(bare)
    return _stemmer("english").stemWord(bare) if language == "en" else bare


def _bare(word):
    """Folding may make several words of one sign: they stay one."""
    return fold(word).replace(" ", "")[:LONGEST]


def _with_ta_marbuta(word):
    """Folding takes ta marbuta for ha; at the end of a word the stemmer looks for the former."""
    return f"{word[:-1]}ة" if word.endswith("ه") else word


def _french(word):
    """Again and again, for participles: "signée", "signé" and "signer" are one without accents."""
    if len(word) <= SHORT:
        return word.removesuffix("s")
    shorter = _stemmer("french").stemWord(word)
    return word if shorter == word else _french(shorter)


@cache
def _stemmer(language):
    return snowballstemmer.stemmer(language)


def stems(text, language):
    """The stems of a text, in order."""
    return [found for word in WORD.findall(text) if (found := stem(word, language))]


def readings(text):
    """Each way in which words of no known language can be stemmed, as tuples without doubles."""
    return [*dict.fromkeys(tuple(stems(text, language)) for language in ("fr", "en", ""))]
