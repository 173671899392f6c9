"""Events of a text: clause by clause, who does what to whom, when, where, and how real it is. Standard library only.

The way: a sentence becomes tokens (tokens.py), its verbs get subjects and governors (clauses.py, phrases.py), verbs and nouns of the
codebook become drafts (verbal.py, nominal.py), and drafts become mentions with date, place, harm and speaker. Where a sentence has none a
small model may propose one (guess.py).
"""

from bisect import bisect_left
from collections.abc import Sequence

from pipelines.events.actors import read_party, spoken_name
from pipelines.events.attempts import find_attempts
from pipelines.events.clauses import find_verbs
from pipelines.events.counterpart import complete
from pipelines.events.draft import Draft, Sentence
from pipelines.events.explosions import find_explosions
from pipelines.events.folding import fold
from pipelines.events.guess import guess
from pipelines.events.harm import find_harm, find_victims
from pipelines.events.harm_claims import Victims, mark_repeats, mark_stages
from pipelines.events.harm_shares import Toll, set_harm, share_out
from pipelines.events.lexicon import lexicon, word_list
from pipelines.events.links import link
from pipelines.events.mention import EventMention
from pipelines.events.nominal import AGAIN, find_nominal
from pipelines.events.own_dates import counted_from, from_front, of_described, of_others
from pipelines.events.party import Memory, Party, again
from pipelines.events.refusals import find_refusals
from pipelines.events.scene import HOMELY, LEAD_SENTENCES, LONGEST_SCENE, SCENIC, Scene, set_scene
from pipelines.events.setting import Setting
from pipelines.events.settled import place_in, without_place
from pipelines.events.speech import quote_around, speaker_phrase
from pipelines.events.terms import done_in_office
from pipelines.events.threats import find_threats
from pipelines.events.tokens import Tokens, tokenize
from pipelines.events.unlisted import TYPES, find_unlisted, with_holder
from pipelines.events.verbal import find_verbal, pronoun_only
from pipelines.events.when import PENDING, UTTERED, WORDS, find_when, is_history, is_past, look_ahead, said_on
from pipelines.events.where import Where, at_home, find_home, find_meant, find_where, is_abroad, said_at, to_capital
from pipelines.events.worth import REAL, is_worth, without_self
from pipelines.quotes.mention import QuoteMention
from pipelines.text.document import Document
from pipelines.text.names import Name, acts_for, find_names
from pipelines.text.spans import Span

HEADLINES, LEAD = 3, 8
"""How many mentions can stand in headlines, and how many to look through for what dates them."""
LEAD_ENDS = frozenset('.!”"')
"""What tells the sentence that opens a text from its headline or number."""
TAKEN_OVER = (
    "place_id", "place_name", "place_path",
    "date_earliest", "date_latest", "date_precision", "date_basis", "background",
)  # fmt: skip
"""What a noun takes over from the deed that it points back to."""
BARE = UTTERED | {"AGREE"}
"""Types of deeds that are done in words: only their own clause says where."""
LONGEST_SENTENCE = 4000
"""Characters; what is longer is a list or a table, not a sentence, and only its beginning is read."""


def events(document: Document, quotes: Sequence[QuoteMention]) -> list[EventMention]:
    """The events that the text tells, in order; `quotes` are its quotations, by char_start."""
    found: list[EventMention] = []
    taken_up: set[int] = set()
    quote_starts = [quote.char_start for quote in quotes]
    name_starts = [name.start for name in document.names]
    date_starts = [span.start for span in document.dates]
    home = find_home(document)
    scene, toll, setting = Scene(home=home, abroad=home is not None and is_abroad(document, home)), Toll(), Setting(document)
    memory = Memory(nato=any(acts_for(name.entity_id) == "NATO" for name in document.names), setting=setting)
    for sentence in document.sentences:
        end = min(sentence.end, sentence.start + LONGEST_SENTENCE)
        names = document.names[bisect_left(name_starts, sentence.start) : bisect_left(name_starts, end)]
        dates = document.dates[bisect_left(date_starts, sentence.start) : bisect_left(date_starts, end)]
        if document.text[end - 1] == "?":
            continue
        tokens = tokenize(document.text, sentence.start, end, names, dates)
        setting.see(names)
        memory.age, memory.known = memory.age + 1, {}
        scene.age += 1
        quote = quote_around(quotes, quote_starts, sentence.start + 1)
        memory.speaker = _speaker(quote)
        read = Sentence(tokens, find_verbs(tokens), memory)
        tokens.heads = {verb.head for verb in read.verbs}
        link(tokens, read.verbs)
        _remember(read)
        find_verbal(read)
        find_nominal(read)
        find_attempts(read)
        find_explosions(read)
        find_threats(read)
        find_refusals(read)
        read.drafts = fold(sorted(read.drafts, key=lambda draft: draft.at), read)
        blows = [draft for draft in read.drafts if draft.type == "ASSAULT"]
        memory.told |= {draft.mode or draft.trigger for draft in blows}
        memory.doubtful |= any(draft.outcome or draft.status not in REAL for draft in blows)
        memory.matters |= {draft.type for draft in read.drafts}
        scene.said, scene.speaking = said_on(tokens, read.verbs), said_at(tokens, read.verbs)
        set_scene(document, scene, names, dates, Span(sentence.start, end), {draft.type for draft in read.drafts})
        complete(read, setting)
        for draft in read.drafts:
            without_self(draft)
        victims = find_victims(read)
        for one in victims:
            one.sentence = sentence.start
        _name_quoted(victims, quotes, quote_starts)
        shares, left = share_out(read, victims, known=toll.is_fresh())
        told = [
            (draft, _mention(document, read, draft, Span(sentence.start, end), quotes, quote_starts, scene, shares.get(id(draft), [])))
            for draft in read.drafts
        ]
        mentions = [mention for draft, mention in told if is_worth(draft, mention)]
        taken_up |= {id(mention) for draft, mention in told if draft.scope == AGAIN}
        _place_at_home(mentions, names, scene)
        for mention in mentions:
            place_in(mention)
            without_place(mention)
        mentions = _distinct(sorted(mentions, key=lambda mention: (mention.char_start, mention.char_end, mention.type)))
        toll.see(mentions, left)
        guessed = None if mentions else guess(read, lead=sentence is document.sentences[0] and document.text[end - 1] in LEAD_ENDS)
        if guessed is not None:
            without_self(guessed)
            mention = _mention(document, read, guessed, Span(sentence.start, end), quotes, quote_starts, scene, [])
            mentions = [mention] if is_worth(guessed, mention) else []
        found += mentions
    if memory.doubtful:  # "the attack" may be the one that was tried or threatened
        found = [mention for mention in found if id(mention) not in taken_up]
    else:
        _point_back(found, taken_up)
    _date_headline(document, found)
    mark_repeats(document.text, sorted((one for mention in found for one in mention.harm), key=lambda one: (one.char_start, one.char_end)))
    for mention in found:
        mention.harm.sort(key=lambda one: (one.char_start, one.char_end, one.how))
        mark_stages(mention.harm)
    return found


def _point_back(found: Sequence[EventMention], taken_up: set[int]) -> None:
    """ "The shooting" is the one told last: it takes day and place from the violence before it, of its mode if there is any."""
    before: list[EventMention] = []
    for mention in found:
        if id(mention) in taken_up and before:
            told = next((one for one in reversed(before) if one.mode == mention.mode), before[-1])
            if told.mode == mention.mode or mention.mode is None or told.mode in (None, "kill"):
                for field in TAKEN_OVER:
                    setattr(mention, field, getattr(told, field))
        elif mention.type == "ASSAULT" and mention.status in REAL:
            before.append(mention)


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
    memory.before = [party for _, party in memory.subjects] or (memory.before if memory.age <= 1 else [])
    memory.objects_before = [party for _, party in memory.objects] or (memory.objects_before if memory.age <= 1 else [])
    memory.subjects, memory.objects = [], []
    first = True
    for index, verb in enumerate(sentence.verbs):
        if not verb.finite or verb.subject is None or verb.shared:
            continue
        if verb.lemma in lexicon().speech and not memory.speaker:
            memory.speaker = read_party(sentence.tokens, speaker_phrase(sentence.tokens, sentence.verbs, index), memory)
        pronoun = pronoun_only(sentence, verb)
        party = read_party(sentence.tokens, verb.subject, memory)
        if party:
            memory.subjects.append((verb.subject[1], again(party)))
        if first and pronoun:
            memory.age = 0 if memory.age <= 1 else memory.age
        elif first and party:
            memory.subject, memory.age = again(party), 0
        first = first and not (pronoun or party)


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
    adds = draft.first > 0 and tokens.low[draft.first - 1] in word_list("additive")  # "also prolonging its presence"
    start, end = tokens.start[draft.first - adds], tokens.end[min(draft.after, len(tokens)) - 1]
    begin = from_front(tokens, min(draft.clause, draft.first))
    clause = (tokens.start[begin], end)
    dates = [date for date in tokens.date if date is not None]
    dates = (
        [look_ahead(date, document.text, document.published) for date in dates]
        if draft.status in PENDING and draft.type not in SCENIC | UTTERED
        else dates
    )
    of_saying = frozenset(start for verb, start in scene.said.items() if verb != draft.at) if draft.type not in WORDS else frozenset()
    other = of_others(tokens, sentence.verbs, draft.at, draft.after) if draft.status not in PENDING else frozenset()
    described = of_described(tokens, sentence.verbs, draft, document.published)
    dates = [date for date in dates if date.start not in described]
    own = [date for date in dates if date.start not in of_saying | other]
    counted = counted_from(tokens, begin, document.published)
    near = [date for date in own if clause[0] <= date.start < clause[1]]
    when = find_when(own, clause, tokens.start[draft.at], draft.status, document.published, draft.recalled, draft.type in SCENIC)
    where = _place(document.text, tokens, draft, (clause, span), scene)
    before = any(verb.head == draft.at and verb.past_perfect for verb in sentence.verbs)  # "said that it had left"
    since = any(verb.head == draft.at and verb.perfect for verb in sentence.verbs)
    if draft.type in SCENIC and draft.status == "completed" and scene.age <= LONGEST_SCENE:
        where = where or scene.where
        when = scene.when if when.basis != "text" and scene.when and not (before or since) else when
    if when.basis != "text" and len(own) < len(dates) and draft.status not in PENDING and not before:
        when = find_when(dates, span, tokens.start[draft.at], draft.status, document.published, draft.recalled, draft.type in SCENIC)
    if counted is not None and not near:
        when = counted
    if when.basis != "text" and draft.status == "completed" and draft.actor.span:
        when = done_in_office(draft.type, draft.mode, tokens.name[slice(*draft.actor.span)], document.published) or when
    quote = quote_around(quotes, quote_starts, tokens.start[draft.at])
    mention = EventMention(
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
        place_id=(where[0] or None) if where else None,
        place_name=where[1] if where else None,
        place_path=where[2] if where else None,
        date_earliest=when.earliest,
        date_latest=when.latest,
        date_precision=when.precision,
        date_basis=when.basis,
        status=draft.status,
        outcome=draft.outcome,
        background=when.basis == "office" or is_history(when, document.published) or (draft.recalled and is_past(when, document.published)),
        reported_by=_reporter(sentence, draft, quote),
        harm=victims,
    )
    for how, bounds in find_harm(victims).items():
        set_harm(mention, how, bounds)
    return mention


def _name_quoted(victims: Sequence[Victims], quotes: Sequence[QuoteMention], quote_starts: Sequence[int]) -> None:
    """Whoever is quoted claims what stands in his quotation."""
    for one in victims:
        quote = quote_around(quotes, quote_starts, one.char_start)
        if quote is not None and quote.speaker_name:
            one.claimed_by = quote.speaker_name


def _place_at_home(mentions: Sequence[EventMention], names: Sequence[Name], scene: Scene) -> None:
    """Gives deeds without a place that of the dateline. Last, because it is no reason to take them for events."""
    for mention in mentions:
        if scene.abroad and mention.type != "CONSULT":
            continue
        if (
            mention.place_id is None
            and (mention.type in HOMELY or mention.mode == "sign")
            and mention.status in ("completed", "ongoing")
            and scene.home is not None
        ):
            where = at_home(names, scene.home, strict=scene.told > LEAD_SENTENCES)
            mention.place_id, mention.place_name, mention.place_path = where or (None, None, None)


def _place(text: str, tokens: Tokens, draft: Draft, parts: Sequence[tuple[int, int]], scene: Scene) -> Where | None:
    """The place of a deed from its clause, else from its sentence."""
    at, names = tokens.start[draft.at], [name for name in tokens.name if name is not None]
    barred = scene.speaking if draft.type not in WORDS else []
    barred = [held for held in barred if not held.start <= at < held.end]
    own = _unlisted(tokens, draft, scene)
    for part in parts[:1] if draft.type in BARE else parts:
        where = find_where(names, to_capital(text, part, at), text, draft.actor.ids, draft.type, barred)
        if own is not None:
            return own
        if where := where or find_meant(text, part, names, scene.home, scene.where, scene.country):
            return where
    return None


def _unlisted(tokens: Tokens, draft: Draft, scene: Scene) -> Where | None:
    """A place in the clause of a deed that no table knows."""
    found = find_unlisted(tokens, min(draft.clause, draft.first), draft.after) if draft.type in TYPES else None
    if found is None:
        return None
    place_id, name, path = with_holder(tokens, found, scene.land())
    scene.where, scene.age = (place_id or "", name, path), 0
    return scene.where


def _reporter(sentence: Sentence, draft: Draft, quote: QuoteMention | None) -> str | None:
    if quote is not None and quote.speaker_name:
        return quote.speaker_name
    if draft.speech is None:
        return None
    return spoken_name(sentence.tokens, speaker_phrase(sentence.tokens, sentence.verbs, draft.speech))


def _distinct(mentions: list[EventMention]) -> list[EventMention]:
    """Without the second of two that tell the same type in the same stretch."""
    kept: list[EventMention] = []
    for mention in mentions:
        clash = any(
            other.type == mention.type and other.char_start < mention.char_end and mention.char_start < other.char_end
            and other.outcome == mention.outcome and (other.actor_names == mention.actor_names or not mention.actor_names)
            for other in kept[-4:]
        )  # fmt: skip
        if not clash:
            kept.append(mention)
    return kept
