"""Events of a text: clause by clause, who does what to whom, when, where, and how real it is. Standard library only.

The way: a sentence becomes tokens (tokens.py), its verbs get subjects and governors (clauses.py, phrases.py), verbs and nouns of the
codebook become drafts (verbal.py, nominal.py), and drafts become mentions with date, place, harm and speaker. Where a sentence has none a
small model may propose one (guess.py).
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipelines.events.actors import Memory, Party, read_party, spoken_name
from pipelines.events.clauses import find_verbs
from pipelines.events.draft import Draft, Sentence
from pipelines.events.guess import guess
from pipelines.events.harm import find_harm, find_victims
from pipelines.events.harm_claims import Victims, mark_repeats
from pipelines.events.harm_shares import HARMFUL, Toll, share_out
from pipelines.events.lexicon import lexicon
from pipelines.events.mention import EventMention
from pipelines.events.nominal import find_nominal
from pipelines.events.phrases import link
from pipelines.events.speech import quote_around, speaker_phrase
from pipelines.events.tokens import Tokens, tokenize
from pipelines.events.verbal import find_verbal, pronoun_only
from pipelines.events.when import OPEN, PENDING, When, find_when, is_history, look_ahead
from pipelines.events.where import Where, find_where
from pipelines.events.worth import is_worth, without_self
from pipelines.quotes.mention import QuoteMention
from pipelines.text.dates import DateSpan
from pipelines.text.document import Document
from pipelines.text.names import Name, acts_for, find_names
from pipelines.text.spans import Span

SCENIC = frozenset(("ASSAULT", "COERCE"))
"""Types of deeds that are told over several sentences, of which the first says when and where."""
LONGEST_SCENE = 3
HEADLINES, LEAD = 3, 8
"""How many mentions can stand in headlines, and how many to look through for what dates them."""
LEAD_ENDS = frozenset('.!”"')
"""What tells the sentence that opens a text from its headline or number."""
OUTCOMES = frozenset(("kill", "wound", "injure", "destroy", "hurt"))
LONGEST_SENTENCE = 4000
"""Characters; what is longer is a list or a table, not a sentence, and only its beginning is read."""


def events(document: Document, quotes: Sequence[QuoteMention]) -> list[EventMention]:
    """The events that the text tells, in order; `quotes` are its quotations, by char_start."""
    found: list[EventMention] = []
    quote_starts = [quote.char_start for quote in quotes]
    name_starts = [name.start for name in document.names]
    date_starts = [span.start for span in document.dates]
    scene, toll = Scene(), Toll()
    memory = Memory(nato=any(acts_for(name.entity_id) == "NATO" for name in document.names))
    for sentence in document.sentences:
        end = min(sentence.end, sentence.start + LONGEST_SENTENCE)
        names = document.names[bisect_left(name_starts, sentence.start) : bisect_left(name_starts, end)]
        dates = document.dates[bisect_left(date_starts, sentence.start) : bisect_left(date_starts, end)]
        if document.text[end - 1] == "?":
            continue
        tokens = tokenize(document.text, sentence.start, end, names, dates)
        memory.age += 1
        scene.age += 1
        quote = quote_around(quotes, quote_starts, sentence.start + 1)
        memory.speaker = _speaker(quote)
        read = Sentence(tokens, find_verbs(tokens), memory)
        tokens.heads = {verb.head for verb in read.verbs}
        link(tokens, read.verbs)
        _remember(read)
        find_verbal(read)
        find_nominal(read)
        read.drafts = _fold(sorted(read.drafts, key=lambda draft: draft.at), tokens)
        _set_scene(document, scene, names, dates, Span(sentence.start, end))
        for draft in read.drafts:
            without_self(draft)
        shares, left = share_out(read, find_victims(read))
        told = [
            (draft, _mention(document, read, draft, Span(sentence.start, end), quotes, quote_starts, scene, shares.get(id(draft), [])))
            for draft in read.drafts
        ]
        mentions = [mention for draft, mention in told if is_worth(draft, mention)]
        mentions = _distinct(sorted(mentions, key=lambda mention: (mention.char_start, mention.char_end, mention.type)))
        toll.see(mentions, left)
        guessed = None if mentions else guess(read, lead=sentence is document.sentences[0] and document.text[end - 1] in LEAD_ENDS)
        if guessed is not None:
            without_self(guessed)
            mention = _mention(document, read, guessed, Span(sentence.start, end), quotes, quote_starts, scene, [])
            mentions = [mention] if is_worth(guessed, mention) else []
        found += mentions
    _date_headline(document, found)
    mark_repeats(document.text, sorted((one for mention in found for one in mention.harm), key=lambda one: (one.char_start, one.char_end)))
    return found


def _date_headline(document: Document, found: list[EventMention]) -> None:
    """A headline tells what the first lines date: it takes day and place from the first mention of its type that has them."""
    for mention in found[:HEADLINES]:
        line = next((line for line in document.paragraphs if line.start <= mention.char_start < line.end), None)
        if line is None or document.text[line.end - 1] in '.!?”"' or mention.date_basis == "text":
            continue
        told = (
            later for later in found[:LEAD] if later.char_start > line.end and later.type == mention.type and later.date_basis == "text"
        )
        lead = next(told, None)
        if lead is not None and lead.status == mention.status and not lead.background:
            mention.date_earliest, mention.date_latest = lead.date_earliest, lead.date_latest
            mention.date_precision, mention.date_basis = lead.date_precision, lead.date_basis
            if mention.place_id is None:
                mention.place_id, mention.place_name, mention.place_path = lead.place_id, lead.place_name, lead.place_path


@dataclass(slots=True)
class Scene:
    """Day and place of the deeds being told, and how many sentences ago they were named."""

    when: When | None = None
    where: Where | None = None
    age: int = 0


def _set_scene(document: Document, scene: Scene, names: Sequence[Name], dates: Sequence[DateSpan], span: Span) -> None:
    """Takes day and place over from a sentence that names them; either alone renews its part only."""
    days = [date for date in dates if date.precision == "day" and date.earliest and date.relation not in OPEN]
    where = find_where(names, span, document.text)
    if days or (where and "," in (where[2] or "")):
        scene.age = 0
    if days:
        scene.when = find_when(days, span, span.start, "completed", document.published)
    if where and "," in (where[2] or ""):
        scene.where = where


def _speaker(quote: QuoteMention | None) -> Party:
    """The party for whom the speaker of a quotation says "we"."""
    if quote is None or not (quote.speaker_name or quote.speaker_surface):
        return Party()
    ids = [acts_for(quote.speaker_id)] if quote.speaker_id else []
    if quote.speaker_org and (not ids or ids == [quote.speaker_id]):
        ids = [acts_for(name.entity_id) for name in find_names(quote.speaker_org)[:1]] or ids
    return Party(ids, [quote.speaker_surface or quote.speaker_name or ""], public=bool(ids))


def _remember(sentence: Sentence) -> None:
    """Keeps the first named subject for the pronouns to come; in speech without quotation marks "we" is the speaker."""
    memory = sentence.memory
    for index, verb in enumerate(sentence.verbs):
        if not verb.finite or verb.subject is None or verb.shared:
            continue
        if verb.lemma in lexicon().speech and not memory.speaker:
            memory.speaker = read_party(sentence.tokens, speaker_phrase(sentence.tokens, sentence.verbs, index), memory)
        if pronoun_only(sentence, verb):
            memory.age = 0 if memory.age <= 1 else memory.age
            return
        party = read_party(sentence.tokens, verb.subject, memory)
        if party:
            memory.subject, memory.age = Party(party.ids, party.names, public=party.public), 0
            return


def _mention(
    document: Document,
    sentence: Sentence,
    draft: Draft,
    span: Span,
    quotes: Sequence[QuoteMention],
    quote_starts: Sequence[int],
    scene: Scene,
    victims: list[Victims],
) -> EventMention:
    tokens = sentence.tokens
    start, end = tokens.start[draft.first], tokens.end[min(draft.after, len(tokens)) - 1]
    clause = (tokens.start[min(draft.clause, draft.first)], end)
    dates = [date for date in tokens.date if date is not None]
    names = [name for name in tokens.name if name is not None]
    dates = (
        [look_ahead(date, document.text, document.published) for date in dates]
        if draft.status in PENDING and draft.type not in SCENIC
        else dates
    )
    when = find_when(dates, clause, tokens.start[draft.at], draft.status, document.published, draft.recalled)
    where = find_where(names, clause, document.text, draft.actor.ids) or find_where(names, span, document.text, draft.actor.ids)
    if draft.type in SCENIC and draft.status == "completed" and scene.age <= LONGEST_SCENE:
        where = where or scene.where
        when = scene.when if when.basis != "text" and scene.when else when
    harm = find_harm(victims)
    quote = quote_around(quotes, quote_starts, tokens.start[draft.at])
    return EventMention(
        char_start=start,
        char_end=end,
        surface=document.text[start:end],
        rule=draft.rule,
        type=draft.type,
        mode=draft.mode,
        trigger=draft.trigger,
        actor_ids=list(draft.actor.ids),
        actor_names=list(draft.actor.names),
        recipient_ids=list(draft.recipient.ids),
        recipient_names=list(draft.recipient.names),
        place_id=where[0] if where else None,
        place_name=where[1] if where else None,
        place_path=where[2] if where else None,
        date_earliest=when.earliest,
        date_latest=when.latest,
        date_precision=when.precision,
        date_basis=when.basis,
        status=draft.status,
        background=is_history(when, document.published),
        reported_by=_reporter(sentence, draft, quote),
        killed_low=harm.killed[0],
        killed_high=harm.killed[1],
        wounded_low=harm.wounded[0],
        wounded_high=harm.wounded[1],
        detained_low=harm.detained[0],
        detained_high=harm.detained[1],
        harm=victims,
    )


def _reporter(sentence: Sentence, draft: Draft, quote: QuoteMention | None) -> str | None:
    if quote is not None and quote.speaker_name:
        return quote.speaker_name
    if draft.speech is None:
        return None
    return spoken_name(sentence.tokens, speaker_phrase(sentence.tokens, sentence.verbs, draft.speech))


def _is_outcome(tokens: Tokens, attack: Draft, draft: Draft) -> bool:
    """Whether a draft only tells what came of the attack before it: "killing five", "two were killed in the ambush"."""
    if attack.type != "ASSAULT" or draft.type != "ASSAULT" or draft.trigger not in OUTCOMES:
        return False
    if attack.actor and attack.actor.names == draft.actor.names:
        return True
    referred = any(
        tokens.low[place] in ("the", "this", "that") and tokens.low[place + 1] in lexicon().noun_rules
        for place in range(draft.at, min(draft.after, len(tokens)) - 1)
    )
    return referred and attack.trigger not in OUTCOMES and not (attack.actor and draft.actor)


def _fold(drafts: list[Draft], tokens: Tokens) -> list[Draft]:
    """Takes "killing five" into the attack by the same actor that it belongs to, and bounds where the victims of each are counted."""
    kept: list[Draft] = []
    for draft in drafts:
        attack = kept[-1] if kept else None
        if attack is None or not _is_outcome(tokens, attack, draft):
            kept.append(draft)
        else:
            attack.actor = attack.actor or draft.actor
            attack.recipient, attack.after = attack.recipient or draft.recipient, max(attack.after, draft.after)
    size = len(tokens)
    for draft in kept:
        draft.harm_after = size
    for draft, following in pairwise(kept):
        if following.type in HARMFUL and following.at > draft.at:
            draft.harm_after = min(size, max(draft.after, following.first))
    return kept


def _distinct(mentions: list[EventMention]) -> list[EventMention]:
    """Without the second of two that tell the same type in the same stretch."""
    kept: list[EventMention] = []
    for mention in mentions:
        clash = any(
            other.type == mention.type and other.char_start < mention.char_end and mention.char_start < other.char_end
            and (other.actor_names == mention.actor_names or not mention.actor_names)
            for other in kept[-4:]
        )  # fmt: skip
        if not clash:
            kept.append(mention)
    return kept
