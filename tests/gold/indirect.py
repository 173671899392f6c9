"""Words of indirect speech, held against PolNeAR's attributions. Words in quotation marks are another task and are not counted."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent))

from pipelines.commands.extract import read_document  # noqa: E402  (the scores are run as a script)
from pipelines.quotes.extract import quotations  # noqa: E402

Spans = list[tuple[int, int]]


def score_indirect(
    corpora: Path, word_spans: Callable[[str], Spans], stretches: Callable[[str], Spans], split: str = "dev"
) -> dict[str, float]:
    """Precision, recall and F1 over words.

    `indirect_*` counts every reported word outside marks; `indirect_bare_F1` only what is reported without any marks, and only mentions
    without any. `word_spans`, `stretches`: words and quoted stretches of a text, from the scorers beside the corpora.
    """
    every, bare = [0, 0, 0], [0, 0, 0]
    folder = corpora / "attribution"
    for row in (folder / f"{split}.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(row)
        text = (folder / gold["doc"]).read_bytes().decode("utf-8")
        words, quoted = word_spans(text), stretches(text)
        contents = [[tuple(span) for span in attribution["content"]] for attribution in gold["attributions"]]
        mentions = [[(m.char_start, m.char_end)] for m in quotations(read_document(text)) if m.kind == "indirect"]
        outside = ~_mask(words, quoted)
        for counts, keep in ((every, lambda _: True), (bare, lambda spans, marks=quoted: not _touch(spans, marks))):
            wanted, found = (_mask(words, [s for one in side if keep(one) for s in one]) & outside for side in (contents, mentions))
            for place, mask in enumerate((found, wanted, found & wanted)):
                counts[place] += mask.bit_count()
    precision, recall, f1 = _scores(*every)
    return {
        f"attribution_{split}.indirect_F1": f1,
        f"attribution_{split}.indirect_precision": precision,
        f"attribution_{split}.indirect_recall": recall,
        f"attribution_{split}.indirect_bare_F1": _scores(*bare)[2],
    }


def _mask(words: Spans, spans: Spans) -> int:
    """The words within spans, as bits of a whole number."""
    return sum(1 << place for place, (start, end) in enumerate(words) if any(s <= start and end <= e for s, e in spans))


def _touch(spans: Spans, others: Spans) -> bool:
    return any(s < b and a < e for s, e in spans for a, b in others)


def _scores(found: int, wanted: int, right: int) -> tuple[float, float, float]:
    precision, recall = right / max(1, found), right / max(1, wanted)
    return round(precision, 3), round(recall, 3), round(2 * right / max(1, found + wanted), 3)
