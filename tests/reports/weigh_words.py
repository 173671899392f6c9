"""Counts in how many news reports a word stands: `python -m tests.reports.weigh_words` writes seeds/reference/word_rarity.csv.

Counts alone are kept, of words that at least four in a thousand reports have among their first 400; needs $MUSTER_CORPORA.
"""

import json
import math
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from pipelines.reference import FOLDER
from pipelines.reports.subjects import LETTERS, RAREST
from pipelines.reports.words import fold

FIRST = 400
HEAD = """# How rare a word is in news reports: log2 of (reports / reports that have it), of 2,770 English reports of 1989 to 2017.
# Words that are not here are rarer. Made by tests/reports/weigh_words.py.
word,bits
"""


def texts(corpora: Path) -> Iterator[str]:
    """All reports of the corpora that hold whole ones."""
    for path in sorted([*corpora.glob("attribution/*/*.txt"), *corpora.glob("isaf/text/*")]):
        yield path.read_text(encoding="utf-8", errors="replace")
    for path in sorted(corpora.glob("stories/articles/*.json")):
        yield json.loads(path.read_text(encoding="utf-8")).get("text") or ""
    for line in (corpora / "muc" / "dev.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(line)["text"]


def main() -> None:
    """Writes the table."""
    n_texts, n_having = 0, Counter[str]()
    for text in texts(Path(os.environ["MUSTER_CORPORA"])):
        n_texts += 1
        n_having.update({word for word in fold(text)[:FIRST] if len(word) >= LETTERS})
    bits = {word: math.log2(n_texts / n) for word, n in n_having.items()}
    lines = [f"{word},{bits[word]:.1f}" for word in sorted(bits) if bits[word] < RAREST]
    (FOLDER / "word_rarity.csv").write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{n_texts} reports, {len(lines)} words")


if __name__ == "__main__":
    main()
