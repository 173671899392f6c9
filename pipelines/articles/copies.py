"""When two documents are one article that was saved twice: the same title and words, and nothing that says another outlet printed it.

A copy that another outlet printed is an article of its own, for reports count who printed what (pipelines/reports).
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b

from pipelines.articles.article import Article
from pipelines.text.spans import READ

WORD = re.compile(r"\w+")
LONG_WORD = 100
"""Characters of a word that are compared; putting thousands of accents on one letter in order takes minutes."""


@dataclass(slots=True)
class Original:
    """An article, with its outlet as far as it or one of its copies tells."""

    article_id: str
    outlet: str | None


class Copies:
    """The articles so far, by their words."""

    def __init__(self) -> None:
        self.known: dict[bytes, list[Original]] = {}

    def original(self, words: bytes, outlet: str | None, key: str) -> str:
        """Key of the article that this one is a copy of, or its own where it is the first.

        Args:
            words: its fingerprint.
            outlet: who printed it, where it says.
            key: its own key.
        """
        same = self.known.setdefault(words, [])
        found = next((one for one in same if one.outlet == outlet), None)
        # where one of two does not say who printed it, nothing tells them apart
        found = found or next((one for one in same if not (one.outlet and outlet)), None)
        if found is None:
            same.append(Original(key, outlet))
            return key
        found.outlet = found.outlet or outlet
        return found.article_id


def fingerprint(article: Article) -> bytes:
    """Hash of the words of title and body in one form: furniture, marks, blanks, case and the form of letters do not matter."""
    digest = blake2b(digest_size=16)
    for part in _parts(article):
        text = part if part.isascii() else " ".join(unicodedata.normalize("NFKC", word[:LONG_WORD]) for word in part.split())
        digest.update(" ".join(WORD.findall(text.casefold())).encode("utf-8", "surrogatepass"))
        digest.update(b" ")
    return digest.digest()


def _parts(article: Article) -> Iterator[str]:
    """The title, which may stand in the text or beside it, and what is read below it."""
    yield article.title or ""
    yield "\n"
    for block in article.blocks:
        if block.kind in READ and block.kind != "title":
            yield article.text[block.start : block.end]
