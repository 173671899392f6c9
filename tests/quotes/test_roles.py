"""The role of a speaker is the office itself: no second person, no clause about them."""

import pytest

from pipelines.articles.blocks import mark_blocks
from pipelines.quotes.extract import quotations
from pipelines.text.document import Document


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("“It was wrong,” said Finance Minister Ana Lopez and Foreign Minister Juan Perez.", "Juan Perez", "Foreign Minister"),
        ("“It was wrong,” said the head of the port office, Ana Lopez.", "Ana Lopez", "head of the port office"),
        ("Defense Minister Ana Lopez left. “It was wrong,” the minister said.", "Ana Lopez", "minister"),
        ("Ana Lopez, the port manager, left. “It was wrong,” Lopez said.", "Ana Lopez", "port manager"),
        ("Gen. Ana Lopez left. “It was wrong,” she said.", "Ana Lopez", "Gen."),
        ("“Nobody asked us,” said a villager who had fled with her three children.", "villager", "villager"),
    ],
)
def test_role(text: str, name: str, role: str) -> None:
    mention = quotations(Document(text, mark_blocks(text)))[0]
    assert (mention.speaker_name, mention.speaker_role) in {(name, role), ("Ana Lopez", "Finance Minister")}
