"""Imported by the process that workers are forked from: reads and searches a small text, so that all share the tables that this loads."""

from pipelines.articles.raw import TEXT, document
from pipelines.batches.work import Numbered, extract_some, read_some

TEXT_OF_OURS = (
    "Garrison of the border town leaves\n\nBy Our Reporter\n\nKABUL, April 14, 2021 (Reuters) - The minister said on Tuesday that 300"
    " soldiers would leave by May 1.\n\n“They will not come back,” he told reporters in the capital, where a bomb had killed four policemen"
    " on Monday.\n"
)

read_some([Numbered("warm", 0, document("warm", TEXT, "text", TEXT_OF_OURS.encode()))])
extract_some(
    [
        {
            "source": "warm", "article_id": "warm", "text": TEXT_OF_OURS, "published_earliest": None, "published_latest": None,
            "blocks": [{"start": 0, "end": len(TEXT_OF_OURS), "kind": "body"}], "dateline_place": None,
        }
    ],
    ["quote_mentions", "figure_mentions", "event_mentions"],
    {"quote_mentions": {}, "figure_mentions": {}, "event_mentions": {}},
)  # fmt: skip
