"""Looking for words in what readers may read: live stories, public accords, people and actors.

SQLite and PostgreSQL must answer alike, so the database only matches. Python reads a text as words,
folds their case and accents and takes their stems (`stems`), and writes them into a row of the index
(`Entry`) as tokens: each word up to three times, `1` before it if the title holds it, `2` if the title
or the standfirst does, `3` wherever it stands; each two words that follow each other, likewise; and
tokens that start with a letter for what a reader narrows by. FTS5 and tsvector then look for the same
tokens. A phrase is its pairs of words: one of three words or more may, rarely, find a text that holds
its pairs apart.

Relevance is as portable: all the words in the title, then in title and standfirst, then anywhere; the
newest first within each. An entry's key grows with its day, so that the newest of a match are those of
the highest key; a page is asked for by the key before it.

The index knows no gate. The last two editions of each story have an entry, for the last may be
scheduled, and so has every name; each answer is asked of `Edition.objects.live` or of the record's
`public` at the moment of reading. Hence a scheduled story is found from its moment on without a write,
and what is withdrawn is not from that moment on.

`upkeep` keeps entries in step, in the transaction that changes what they are made of.
"""
