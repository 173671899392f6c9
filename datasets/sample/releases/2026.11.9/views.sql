-- Views over the Parquet files of this release. In its folder: duckdb -init views.sql
-- From elsewhere: SET file_search_path = '<folder>'; then read this file.
CREATE OR REPLACE VIEW "raw_documents" AS SELECT * FROM read_parquet('raw_documents.parquet');
COMMENT ON VIEW "raw_documents" IS 'One document as it was found: a file, or a record of a file that holds many.';
CREATE OR REPLACE VIEW "articles" AS SELECT * FROM read_parquet('articles.parquet');
COMMENT ON VIEW "articles" IS 'One news report as one outlet printed it.';
CREATE OR REPLACE VIEW "rejects" AS SELECT * FROM read_parquet('rejects.parquet');
COMMENT ON VIEW "rejects" IS 'One document that did not become an article, and why.';
CREATE OR REPLACE VIEW "overlaps" AS SELECT * FROM read_parquet('overlaps.parquet');
COMMENT ON VIEW "overlaps" IS 'One passage that two articles share.';
CREATE OR REPLACE VIEW "reports" AS SELECT * FROM read_parquet('reports.parquet');
COMMENT ON VIEW "reports" IS 'Which report an article is a printing of, and which wire it traces to.';
CREATE OR REPLACE VIEW "corrections" AS SELECT * FROM read_parquet('corrections.parquet');
COMMENT ON VIEW "corrections" IS 'One field of one mention that a human has put right, or a mention dropped or added by hand, and why.';
CREATE OR REPLACE VIEW "quote_mentions" AS SELECT * FROM read_parquet('quote_mentions.parquet');
COMMENT ON VIEW "quote_mentions" IS 'One quotation where one article prints it.';
CREATE OR REPLACE VIEW "quotes" AS SELECT * FROM read_parquet('quotes.parquet');
COMMENT ON VIEW "quotes" IS 'One utterance, however many reports print it.';
CREATE OR REPLACE VIEW "figure_mentions" AS SELECT * FROM read_parquet('figure_mentions.parquet');
COMMENT ON VIEW "figure_mentions" IS 'One force figure where one article prints it.';
CREATE OR REPLACE VIEW "troop_figures" AS SELECT * FROM read_parquet('troop_figures.parquet');
COMMENT ON VIEW "troop_figures" IS 'One claim about the size of a force, however many reports make it.';
CREATE OR REPLACE VIEW "troop_levels" AS SELECT * FROM read_parquet('troop_levels.parquet');
COMMENT ON VIEW "troop_levels" IS 'How many of one force were in one place in one month, as claimed.';
CREATE OR REPLACE VIEW "event_mentions" AS SELECT * FROM read_parquet('event_mentions.parquet');
COMMENT ON VIEW "event_mentions" IS 'One event where one article tells it.';
CREATE OR REPLACE VIEW "events" AS SELECT * FROM read_parquet('events.parquet');
COMMENT ON VIEW "events" IS 'One event, however many reports tell it.';
CREATE OR REPLACE VIEW "entities" AS SELECT * FROM read_parquet('entities.parquet');
COMMENT ON VIEW "entities" IS 'One force, country, alliance, armed group, body, person or place that the record names.';
CREATE OR REPLACE VIEW "changes" AS SELECT * FROM read_parquet('changes.parquet');
COMMENT ON VIEW "changes" IS 'One row that is not what it was in the release before; in a first release, every row.';
CREATE OR REPLACE VIEW "registry" AS SELECT * FROM read_parquet('registry.parquet');
COMMENT ON VIEW "registry" IS 'One key that any release of the dataset ever had, and what became of it.';
CREATE OR REPLACE VIEW "quality" AS SELECT * FROM read_parquet('quality.parquet');
COMMENT ON VIEW "quality" IS 'One score of the rules that made this release, measured against texts that people have read.';

-- The same as `overlaps`, which is a word of SQL and has to stand in double quotation marks.
CREATE OR REPLACE VIEW shared_passages AS SELECT * FROM "overlaps";

-- Every quotation where it is printed, with who printed it.
CREATE OR REPLACE VIEW quote_evidence AS
SELECT q.quote_id, q.text, q.speaker_name, m.surface AS as_printed, m.credited_to, a.outlet, a.title, a.published_at, a.url, m.article_id, m.char_start, m.char_end
FROM quotes q JOIN quote_mentions m USING (quote_id) JOIN articles a USING (article_id);

-- Every claim about a force where it is printed, with who printed it.
CREATE OR REPLACE VIEW figure_evidence AS
SELECT f.figure_id, f.force_name, f.measure, f.value, m.surface AS as_printed, m.claimed_by, m.credited_to, a.outlet, a.title, a.published_at, a.url, m.article_id,
       m.char_start, m.char_end
FROM troop_figures f JOIN figure_mentions m USING (figure_id) JOIN articles a USING (article_id);

-- Every event where it is told. The words are not ours to give; their place and hash are.
CREATE OR REPLACE VIEW event_evidence AS
SELECT e.event_id, e.type, e.mode, e.status, m.status AS status_here, m.joined_on, m.surface_sha256, m.credited_to, a.outlet, a.title, a.published_at, a.url, m.article_id,
       m.char_start, m.char_end
FROM events e JOIN event_mentions m USING (event_id) JOIN articles a USING (article_id);

-- How real each event was said to be, by whom, in the order of publication.
CREATE OR REPLACE VIEW event_history AS
SELECT e.event_id, e.type, e.mode, e.actor_ids, e.place_name, h.status, h.published_latest, h.reported_by, a.outlet, a.url, h.article_id, h.mention_id
FROM events e, unnest(e.status_history) AS t(h) JOIN articles a ON a.article_id = h.article_id ORDER BY e.event_id, h.published_latest;

-- Events that belong together without being one: `event_id` is to `other_event_id` what `relation` says.
CREATE OR REPLACE VIEW related_events AS
SELECT e.event_id, e.type, e.mode, e.actor_ids, e.status, r.relation, o.event_id AS other_event_id, o.type AS other_type, o.mode AS other_mode,
       o.actor_ids AS other_actor_ids, o.status AS other_status
FROM events e, unnest(e.related) AS t(r) JOIN events o ON o.event_id = r.event_id ORDER BY e.event_id, r.relation;

-- Claims that cannot all be true, side by side: who says so (`claimed_by`; nobody is named where a report does in its own voice) and who prints it.
CREATE OR REPLACE VIEW conflicts AS
SELECT f.conflict_id, f.force_name, f.measure, f.qualifier, f.value, f.low, f.high, f.place_name, f.as_of_earliest, f.as_of_latest, f.deadline,
       f.claimed_by, list_sort(list_distinct(list(coalesce(a.outlet, a.source)))) AS printed_by, f.n_articles, f.n_reports, f.n_origins, f.single_source, f.fact_id, f.figure_id
FROM troop_figures f JOIN figure_mentions m USING (figure_id) JOIN articles a USING (article_id)
WHERE f.conflict_id IS NOT NULL GROUP BY ALL ORDER BY f.conflict_id, f.measure, f.value, f.figure_id;

-- What became of each claim about a force, in the order of time.
CREATE OR REPLACE VIEW figure_history AS
SELECT f.figure_id, f.force_name, f.place_name, f.measure, f.value AS claim, f.retracted, h.date, h.what, h.value, h.figure_id AS other_figure_id,
       h.article_id, h.note
FROM troop_figures f, unnest(f.history) AS t(h) ORDER BY f.figure_id, h.date;

-- Every row that goes back to one origin, however many print it: who that is, where a wire or an agency is named.
CREATE OR REPLACE VIEW single_source AS
SELECT quote_id AS id, 'quotes' AS "table", n_articles, n_reports, coalesce(min(m.credited_to), min(r.origin)) AS origin
FROM quotes JOIN quote_mentions m USING (quote_id) LEFT JOIN reports r ON r.article_id = m.article_id WHERE single_source GROUP BY ALL
UNION ALL
SELECT figure_id, 'troop_figures', n_articles, n_reports, coalesce(min(m.credited_to), min(r.origin))
FROM troop_figures JOIN figure_mentions m USING (figure_id) LEFT JOIN reports r ON r.article_id = m.article_id WHERE single_source GROUP BY ALL
UNION ALL
SELECT event_id, 'events', n_articles, n_reports, coalesce(min(m.credited_to), min(r.origin))
FROM events JOIN event_mentions m USING (event_id) LEFT JOIN reports r ON r.article_id = m.article_id WHERE single_source GROUP BY ALL
ORDER BY "table", id;

-- What became of every key that is no longer there: which other took its mentions over, or why it is gone.
CREATE OR REPLACE VIEW gone AS
SELECT id, "table", last_seen, superseded_by, withdrawn_reason FROM registry WHERE withdrawn_reason IS NOT NULL ORDER BY "table", id;

-- Who said it: quotations with these words, in any of their wordings, whoever prints them. who_said('hard day')
CREATE OR REPLACE MACRO who_said(words) AS TABLE
SELECT q.quote_id, q.speaker_name, q.speaker_role, q.speaker_org, q.text, q.said_earliest, q.said_latest, q.disputed, q.n_articles, q.n_reports, q.n_origins
FROM quotes q
WHERE contains(lower(strip_accents(concat_ws(' ', q.text, array_to_string([v.text for v in q.variants], ' ')))), lower(strip_accents(words)))
ORDER BY q.n_origins DESC, q.n_articles DESC, q.quote_id;

-- What is claimed of a force, by its key or any of its names, in a place or anywhere: troops('NATO', 'Afghanistan'), troops('USA')
CREATE OR REPLACE MACRO troops(force, place := NULL) AS TABLE
SELECT f.figure_id, f.force_name, f.measure, f.qualifier, f.value, f.low, f.high, f.unit, f.place_name, f.as_of_earliest, f.as_of_latest, f.deadline, f.status,
       f.claimed_by, f.n_articles, f.n_reports, f.n_origins, f.conflict_id, f.retracted
FROM troop_figures f
WHERE (f.force_id = force OR lower(f.force_name) = lower(force) OR f.force_id IN (SELECT entity_id FROM entities WHERE list_contains(aliases, force)))
  AND (place IS NULL OR f.place_id = place OR contains(lower(f.place_name), lower(place))
       OR f.place_id IN (SELECT entity_id FROM entities WHERE lower(name) = lower(place) OR list_contains(aliases, place)))
ORDER BY f.as_of_earliest, f.measure, f.value, f.figure_id;

-- Where a quotation, figure or event is printed, by its key: evidence_of('fig_...')
CREATE OR REPLACE MACRO evidence_of(key) AS TABLE
SELECT quote_id AS id, as_printed, outlet, title, published_at, url, article_id, char_start, char_end FROM quote_evidence WHERE quote_id = key
UNION ALL
SELECT figure_id, as_printed, outlet, title, published_at, url, article_id, char_start, char_end FROM figure_evidence WHERE figure_id = key
UNION ALL
SELECT event_id, NULL, outlet, title, published_at, url, article_id, char_start, char_end FROM event_evidence WHERE event_id = key
ORDER BY published_at, article_id, char_start;

-- What became of a key: there still, superseded or withdrawn, and every change of it in this release. what_became_of('quo_...')
CREATE OR REPLACE MACRO what_became_of(key) AS TABLE
SELECT r."table", r.id, r.first_seen, r.last_seen, r.last_changed, r.superseded_by, r.withdrawn_reason, c.change, c.columns, c.old, c.new
FROM registry r LEFT JOIN changes c ON c."table" = r."table" AND c.id = r.id WHERE r.id = key;

-- What they are.
COMMENT ON VIEW shared_passages IS 'The same as `overlaps`, which is a word of SQL and has to stand in double quotation marks.';
COMMENT ON VIEW quote_evidence IS 'Every quotation where it is printed, with who printed it.';
COMMENT ON VIEW figure_evidence IS 'Every claim about a force where it is printed, with who printed it.';
COMMENT ON VIEW event_evidence IS 'Every event where it is told. The words are not ours to give; their place and hash are.';
COMMENT ON VIEW event_history IS 'How real each event was said to be, by whom, in the order of publication.';
COMMENT ON VIEW related_events IS 'Events that belong together without being one: `event_id` is to `other_event_id` what `relation` says.';
COMMENT ON VIEW conflicts IS 'Claims that cannot all be true, side by side: who says so (`claimed_by`; nobody is named where a report does in its own voice) and who prints it.';
COMMENT ON VIEW figure_history IS 'What became of each claim about a force, in the order of time.';
COMMENT ON VIEW single_source IS 'Every row that goes back to one origin, however many print it: who that is, where a wire or an agency is named.';
COMMENT ON VIEW gone IS 'What became of every key that is no longer there: which other took its mentions over, or why it is gone.';
COMMENT ON MACRO TABLE who_said IS 'Who said it: quotations with these words, in any of their wordings, whoever prints them. who_said(''hard day'')';
COMMENT ON MACRO TABLE troops IS 'What is claimed of a force, by its key or any of its names, in a place or anywhere: troops(''NATO'', ''Afghanistan''), troops(''USA'')';
COMMENT ON MACRO TABLE evidence_of IS 'Where a quotation, figure or event is printed, by its key: evidence_of(''fig_...'')';
COMMENT ON MACRO TABLE what_became_of IS 'What became of a key: there still, superseded or withdrawn, and every change of it in this release. what_became_of(''quo_...'')';
COMMENT ON COLUMN "raw_documents"."source" IS 'key of the document: its path relative to the folder it was found in (`file.jsonl#12` and `file.warc.gz#<record id>` for records), the same on every machine and in every order of input';
COMMENT ON COLUMN "raw_documents"."sha256" IS 'hash of the raw bytes; null when they could not be read';
COMMENT ON COLUMN "raw_documents"."media_type" IS 'what kind of file the document stood in: text/plain | text/html | application/json | application/x-ndjson | application/xml | application/warc | application/octet-stream';
COMMENT ON COLUMN "raw_documents"."encoding" IS 'character encoding it was read with; null for rejects that were never decoded';
COMMENT ON COLUMN "raw_documents"."status" IS 'what became of it: article | duplicate | rejected';
COMMENT ON COLUMN "raw_documents"."article_id" IS 'key into articles: the article that it is or repeats; null when rejected';
COMMENT ON COLUMN "raw_documents"."duplicate_basis" IS 'what a duplicate has in common with its article, the raw bytes, the words of title and body, or that a crawler found a page unchanged; null for all others: bytes | text | revisit';
COMMENT ON COLUMN "raw_documents"."n_bytes" IS 'size of the raw document; null when it could not be read';
COMMENT ON COLUMN "articles"."article_id" IS 'key of the article, from the hash of its raw bytes, the same on every machine and in every order of input';
COMMENT ON COLUMN "articles"."source" IS 'the document it was read from';
COMMENT ON COLUMN "articles"."media_type" IS 'kind of the document';
COMMENT ON COLUMN "articles"."outlet" IS 'who printed it, where that is known';
COMMENT ON COLUMN "articles"."url" IS 'address it was printed at, where that is known';
COMMENT ON COLUMN "articles"."title" IS 'headline as printed';
COMMENT ON COLUMN "articles"."bylines" IS 'authors as printed, without ''By''';
COMMENT ON COLUMN "articles"."dateline_place" IS 'place of the dateline, as a name: Brussels';
COMMENT ON COLUMN "articles"."agencies" IS 'news agencies and outlets the text credits, by name, sorted';
COMMENT ON COLUMN "articles"."language" IS 'ISO 639-1 code of the language';
COMMENT ON COLUMN "articles"."published_at" IS 'when it was published; midnight where only the day is known; UTC where neither the time nor its source names a zone; null where only a window is known';
COMMENT ON COLUMN "articles"."published_precision" IS 'how exact `published_at` is: time | day';
COMMENT ON COLUMN "articles"."published_earliest" IS 'first day on which it can have been published';
COMMENT ON COLUMN "articles"."published_latest" IS 'last day on which it can have been published';
COMMENT ON COLUMN "articles"."published_basis" IS 'what the date of publication rests on: stated | markup | url | status_id | text | none';
COMMENT ON COLUMN "articles"."text_sha256" IS 'hash of the canonical text in UTF-8';
COMMENT ON COLUMN "articles"."n_chars" IS 'length of the canonical text';
COMMENT ON COLUMN "articles"."n_words" IS 'words of title and body';
COMMENT ON COLUMN "rejects"."source" IS 'key of the document, as in raw_documents, the same on every machine and in every order of input';
COMMENT ON COLUMN "rejects"."sha256" IS 'hash of the raw bytes; null when they could not be read';
COMMENT ON COLUMN "rejects"."reason" IS 'why it was left out: empty | binary | undecodable | too_short | not_english | no_article | too_large | unreadable | malformed | withdrawn | crashed';
COMMENT ON COLUMN "rejects"."detail" IS 'the reason in a sentence';
COMMENT ON COLUMN "rejects"."n_bytes" IS 'size of the raw document; null when it could not be read';
COMMENT ON COLUMN "overlaps"."overlap_id" IS 'key of the overlap, the same on every machine and in every order of input';
COMMENT ON COLUMN "overlaps"."article_a" IS 'key into articles: the one whose key sorts first';
COMMENT ON COLUMN "overlaps"."a_start" IS 'first character in article_a';
COMMENT ON COLUMN "overlaps"."a_end" IS 'one past the last character in article_a';
COMMENT ON COLUMN "overlaps"."article_b" IS 'key into articles';
COMMENT ON COLUMN "overlaps"."b_start" IS 'first character in article_b';
COMMENT ON COLUMN "overlaps"."b_end" IS 'one past the last character in article_b';
COMMENT ON COLUMN "overlaps"."kind" IS 'running text, or words that both put in quotation marks: passage | quotation';
COMMENT ON COLUMN "overlaps"."passage_id" IS 'the shared words: the same wherever articles share them';
COMMENT ON COLUMN "overlaps"."n_words" IS 'number of words that are shared';
COMMENT ON COLUMN "reports"."article_id" IS 'key of the article: one row each, the same on every machine and in every order of input';
COMMENT ON COLUMN "reports"."report_id" IS 'the set of copies it belongs to';
COMMENT ON COLUMN "reports"."relation" IS 'what it is to the canonical article of its report: canonical | verbatim | near_copy | excerpt | rewrite';
COMMENT ON COLUMN "reports"."canonical_id" IS 'key into articles: the canonical one, stated earliest, then fullest, then least key';
COMMENT ON COLUMN "reports"."similarity" IS 'share of its words that stand in the canonical article';
COMMENT ON COLUMN "reports"."origin" IS 'the wire that the report traces to, by name; null where nothing tells one, or tells two';
COMMENT ON COLUMN "reports"."origin_basis" IS 'what tells it: its own dateline, byline or credit line, its outlet, which is the wire; another printing of the report; or passages that it shares with reports of that wire alone: dateline | byline | credit | outlet | copy | passages';
COMMENT ON COLUMN "corrections"."correction_id" IS 'key of the correction, the same on every machine and in every order of input';
COMMENT ON COLUMN "corrections"."entry" IS 'where the fix is written: file of seeds/corrections and number of the entry, counted from 1';
COMMENT ON COLUMN "corrections"."mention_table" IS 'the table whose mention it is';
COMMENT ON COLUMN "corrections"."mention_id" IS 'key into that table; of a mention that is dropped, the key it had';
COMMENT ON COLUMN "corrections"."article_id" IS 'key into articles';
COMMENT ON COLUMN "corrections"."char_start" IS 'first character of the mention, where the fix names its place';
COMMENT ON COLUMN "corrections"."char_end" IS 'one past the last character';
COMMENT ON COLUMN "corrections"."action" IS 'what is done with the mention: set | drop | add';
COMMENT ON COLUMN "corrections"."field" IS 'column that is set; null where the whole mention is dropped';
COMMENT ON COLUMN "corrections"."old" IS 'what the rules had read, as JSON; of a dropped mention what the fix knew of it; null for added ones';
COMMENT ON COLUMN "corrections"."new" IS 'what it is set to, as JSON; null for a dropped mention';
COMMENT ON COLUMN "corrections"."expect" IS 'what the rules have to read for the fix to hold, as JSON: when they read otherwise, the build fails';
COMMENT ON COLUMN "corrections"."reason" IS 'why, by whoever made the fix';
COMMENT ON COLUMN "corrections"."made_by" IS 'who made the fix';
COMMENT ON COLUMN "corrections"."made_on" IS 'when it was made';
COMMENT ON COLUMN "corrections"."status" IS 'open: not yet decided; upheld: holds; rejected: looked at and refused: open | upheld | rejected';
COMMENT ON COLUMN "corrections"."applied" IS 'whether the tables have it: only what is upheld is applied';
COMMENT ON COLUMN "quote_mentions"."mention_id" IS 'key of the mention, the same on every machine and in every order of input';
COMMENT ON COLUMN "quote_mentions"."article_id" IS 'key into articles';
COMMENT ON COLUMN "quote_mentions"."char_start" IS 'first character in the canonical text of the article';
COMMENT ON COLUMN "quote_mentions"."char_end" IS 'one past the last character';
COMMENT ON COLUMN "quote_mentions"."surface" IS 'the words themselves: text[char_start:char_end]; null in a release for indirect speech, whose words are the reporter''s';
COMMENT ON COLUMN "quote_mentions"."rule" IS 'name of the rule that read the mention';
COMMENT ON COLUMN "quote_mentions"."credited_to" IS 'agency or outlet that its sentence credits for it, by name: told AFP, Press TV wrote';
COMMENT ON COLUMN "quote_mentions"."kind" IS 'whole sentences in marks, some words in marks, or reported without marks; of an utterance, its fullest version: direct | partial | indirect';
COMMENT ON COLUMN "quote_mentions"."speaker_id" IS 'key into entities';
COMMENT ON COLUMN "quote_mentions"."speaker_name" IS 'who said it, by the fullest name known; null where it cannot be told';
COMMENT ON COLUMN "quote_mentions"."speaker_role" IS 'office or function, as printed: secretary-general, spokesman';
COMMENT ON COLUMN "quote_mentions"."speaker_org" IS 'country, alliance or body spoken for, by name';
COMMENT ON COLUMN "quote_mentions"."cue" IS 'the word that says that something was said: said, told, tweeted; of an utterance, the commonest';
COMMENT ON COLUMN "quote_mentions"."attitude" IS 'what the speaker does with it, by that word: believes and hopes are thinks, plans and refuses are wants: says | thinks | wants | knows';
COMMENT ON COLUMN "quote_mentions"."addressee" IS 'who was told, as printed: ARD public television';
COMMENT ON COLUMN "quote_mentions"."medium" IS 'statement, press conference, post, interview, letter, speech, testimony, phone call, broadcast, article, book, report';
COMMENT ON COLUMN "quote_mentions"."given_to" IS 'outlet or agency that it was given to, by name';
COMMENT ON COLUMN "quote_mentions"."said_earliest" IS 'first day on which it can have been said; null where it is only known by when';
COMMENT ON COLUMN "quote_mentions"."said_latest" IS 'last day on which it can have been said';
COMMENT ON COLUMN "quote_mentions"."surface_sha256" IS 'hash of the words in UTF-8';
COMMENT ON COLUMN "quote_mentions"."quote_id" IS 'key into quotes';
COMMENT ON COLUMN "quote_mentions"."speaker_start" IS 'where that stands';
COMMENT ON COLUMN "quote_mentions"."speaker_end" IS 'one past its last character';
COMMENT ON COLUMN "quote_mentions"."speaker_basis" IS 'how the speaker was found: named | role | pronoun | surname | continued | collective | unnamed | unresolved';
COMMENT ON COLUMN "quotes"."quote_id" IS 'key of the utterance, the same on every machine and in every order of input';
COMMENT ON COLUMN "quotes"."text" IS 'the fullest direct version, without marks; null in a release for indirect speech, whose words are the reporter''s';
COMMENT ON COLUMN "quotes"."kind" IS 'whole sentences in marks, some words in marks, or reported without marks; of an utterance, its fullest version: direct | partial | indirect';
COMMENT ON COLUMN "quotes"."speaker_id" IS 'key into entities';
COMMENT ON COLUMN "quotes"."speaker_name" IS 'who said it, by the fullest name known; null where it cannot be told';
COMMENT ON COLUMN "quotes"."speaker_role" IS 'office or function, as printed: secretary-general, spokesman';
COMMENT ON COLUMN "quotes"."speaker_org" IS 'country, alliance or body spoken for, by name';
COMMENT ON COLUMN "quotes"."cue" IS 'the word that says that something was said: said, told, tweeted; of an utterance, the commonest';
COMMENT ON COLUMN "quotes"."attitude" IS 'what the speaker does with it, by that word: believes and hopes are thinks, plans and refuses are wants: says | thinks | wants | knows';
COMMENT ON COLUMN "quotes"."addressee" IS 'who was told, as printed: ARD public television';
COMMENT ON COLUMN "quotes"."medium" IS 'statement, press conference, post, interview, letter, speech, testimony, phone call, broadcast, article, book, report';
COMMENT ON COLUMN "quotes"."given_to" IS 'outlet or agency that it was given to, by name';
COMMENT ON COLUMN "quotes"."said_earliest" IS 'first day on which it can have been said; null where it is only known by when';
COMMENT ON COLUMN "quotes"."said_latest" IS 'last day on which it can have been said';
COMMENT ON COLUMN "quotes"."text_sha256" IS 'hash of that version in UTF-8';
COMMENT ON COLUMN "quotes"."variants" IS 'every wording printed, commonest first, with its counts; empty in a release for indirect speech';
COMMENT ON COLUMN "quotes"."disputed" IS 'reports disagree on the speaker, or on a number, a name or a ''not'' in otherwise equal words';
COMMENT ON COLUMN "quotes"."n_mentions" IS 'number of mentions';
COMMENT ON COLUMN "quotes"."n_articles" IS 'number of articles';
COMMENT ON COLUMN "quotes"."n_reports" IS 'number of reports that are no copies of one another';
COMMENT ON COLUMN "quotes"."n_origins" IS 'number of origins (a wire and all that was taken from it count once). A mention goes back to whom its sentence credits (credited_to), else to whom its report credits for the same elsewhere, else to the origin of its report, else to the report itself: reports that all print what AFP was told have one origin, and a report that credits Reuters and AFP for the same has two';
COMMENT ON COLUMN "quotes"."single_source" IS 'whether all of it goes back to one origin, however many print it: n_origins is 1';
COMMENT ON COLUMN "figure_mentions"."mention_id" IS 'key of the mention, the same on every machine and in every order of input';
COMMENT ON COLUMN "figure_mentions"."article_id" IS 'key into articles';
COMMENT ON COLUMN "figure_mentions"."char_start" IS 'first character in the canonical text of the article';
COMMENT ON COLUMN "figure_mentions"."char_end" IS 'one past the last character';
COMMENT ON COLUMN "figure_mentions"."surface" IS 'the words themselves: text[char_start:char_end]';
COMMENT ON COLUMN "figure_mentions"."rule" IS 'name of the rule that read the mention';
COMMENT ON COLUMN "figure_mentions"."credited_to" IS 'agency or outlet that its sentence credits for it, by name: told AFP, Press TV wrote';
COMMENT ON COLUMN "figure_mentions"."force_id" IS 'key into entities: whose men and women are counted';
COMMENT ON COLUMN "figure_mentions"."force_name" IS 'the force by name';
COMMENT ON COLUMN "figure_mentions"."unit" IS 'what is counted: troops, soldiers, personnel, fighters, police';
COMMENT ON COLUMN "figure_mentions"."value" IS 'the number as printed; null for vague ones such as ''thousands''';
COMMENT ON COLUMN "figure_mentions"."low" IS 'least number the words allow; null where they set no lower bound';
COMMENT ON COLUMN "figure_mentions"."high" IS 'greatest number the words allow; null where they set no upper bound';
COMMENT ON COLUMN "figure_mentions"."formations" IS 'battalions, brigades and the like, where these are counted; nothing is said then of persons';
COMMENT ON COLUMN "figure_mentions"."qualifier" IS 'how exact the words are; of a claim, those of its least exact report: exact | about | more_than | less_than | at_least | up_to | range | vague';
COMMENT ON COLUMN "figure_mentions"."measure" IS 'what is said of them: present | deployed | to_deploy | to_withdraw | withdrawn | authorised | trained | killed | wounded | captured | surrendered | missing | released | other';
COMMENT ON COLUMN "figure_mentions"."status" IS 'how real it is: reported | announced | planned | denied | hypothetical';
COMMENT ON COLUMN "figure_mentions"."place_id" IS 'key into entities: where they are, or are to go or leave';
COMMENT ON COLUMN "figure_mentions"."place_name" IS 'that place by name';
COMMENT ON COLUMN "figure_mentions"."as_of_earliest" IS 'first day that the figure can be of; of a claim, that any report gives it for';
COMMENT ON COLUMN "figure_mentions"."as_of_latest" IS 'last such day';
COMMENT ON COLUMN "figure_mentions"."deadline" IS 'day by which it is to be done';
COMMENT ON COLUMN "figure_mentions"."figure_id" IS 'key into troop_figures';
COMMENT ON COLUMN "figure_mentions"."as_of_basis" IS 'what the window of days rests on: text | published | none';
COMMENT ON COLUMN "figure_mentions"."claimed_by" IS 'who says so; null for the reporter''s own voice';
COMMENT ON COLUMN "figure_mentions"."claimed_by_id" IS 'key into entities';
COMMENT ON COLUMN "figure_mentions"."part_of" IS 'mentions in this article whose whole includes this figure';
COMMENT ON COLUMN "figure_mentions"."excludes" IS 'mentions in this article that this figure comes on top of';
COMMENT ON COLUMN "figure_mentions"."retracted_by" IS 'key into articles: the one by which the same outlet took the figure back; null for those that stand';
COMMENT ON COLUMN "figure_mentions"."corrected_to" IS 'key into figure_mentions: the figure that it put in its place';
COMMENT ON COLUMN "troop_figures"."figure_id" IS 'key of the claim, the same on every machine and in every order of input';
COMMENT ON COLUMN "troop_figures"."force_id" IS 'key into entities: whose men and women are counted';
COMMENT ON COLUMN "troop_figures"."force_name" IS 'the force by name';
COMMENT ON COLUMN "troop_figures"."unit" IS 'what is counted: troops, soldiers, personnel, fighters, police';
COMMENT ON COLUMN "troop_figures"."value" IS 'the number as printed; null for vague ones such as ''thousands''';
COMMENT ON COLUMN "troop_figures"."low" IS 'least number the words allow; null where they set no lower bound';
COMMENT ON COLUMN "troop_figures"."high" IS 'greatest number the words allow; null where they set no upper bound';
COMMENT ON COLUMN "troop_figures"."formations" IS 'battalions, brigades and the like, where these are counted; nothing is said then of persons';
COMMENT ON COLUMN "troop_figures"."qualifier" IS 'how exact the words are; of a claim, those of its least exact report: exact | about | more_than | less_than | at_least | up_to | range | vague';
COMMENT ON COLUMN "troop_figures"."measure" IS 'what is said of them: present | deployed | to_deploy | to_withdraw | withdrawn | authorised | trained | killed | wounded | captured | surrendered | missing | released | other';
COMMENT ON COLUMN "troop_figures"."status" IS 'how real it is: reported | announced | planned | denied | hypothetical';
COMMENT ON COLUMN "troop_figures"."place_id" IS 'key into entities: where they are, or are to go or leave';
COMMENT ON COLUMN "troop_figures"."place_name" IS 'that place by name';
COMMENT ON COLUMN "troop_figures"."as_of_earliest" IS 'first day that the figure can be of; of a claim, that any report gives it for';
COMMENT ON COLUMN "troop_figures"."as_of_latest" IS 'last such day';
COMMENT ON COLUMN "troop_figures"."deadline" IS 'day by which it is to be done';
COMMENT ON COLUMN "troop_figures"."claimed_by" IS 'who says so, sorted; a report in its own voice adds nobody';
COMMENT ON COLUMN "troop_figures"."phrases" IS 'the short phrases it was read from, sorted';
COMMENT ON COLUMN "troop_figures"."part_of" IS 'figures whose whole includes this one';
COMMENT ON COLUMN "troop_figures"."excludes" IS 'figures that this one comes on top of';
COMMENT ON COLUMN "troop_figures"."fact_id" IS 'shared by claims on one fact, whatever their numbers: how many of one force are in a place at one time, come, leave, or were lost';
COMMENT ON COLUMN "troop_figures"."conflict_id" IS 'shared by claims on one force, place and time that cannot all be true';
COMMENT ON COLUMN "troop_figures"."retracted" IS 'whether every outlet that printed it took it back; the claim stays, but takes no part in conflicts and levels';
COMMENT ON COLUMN "troop_figures"."history" IS 'what became of it, in the order of time: first_told | told_again | corrected | retracted | superseded | fixed_by_hand. `date` is the day of the report or of the fix, for superseded the day by which both were told; `article_id` the report; `figure_id` the other claim: what it was corrected to, or what superseded it; `value` the number told, the other claim''s for corrected and superseded, for a fix the one that the rules had read; `note` says it in a line';
COMMENT ON COLUMN "troop_figures"."n_mentions" IS 'number of mentions';
COMMENT ON COLUMN "troop_figures"."n_articles" IS 'number of articles';
COMMENT ON COLUMN "troop_figures"."n_reports" IS 'number of reports that are no copies of one another';
COMMENT ON COLUMN "troop_figures"."n_origins" IS 'number of origins (a wire and all that was taken from it count once). A mention goes back to whom its sentence credits (credited_to), else to whom its report credits for the same elsewhere, else to the origin of its report, else to the report itself: reports that all print what AFP was told have one origin, and a report that credits Reuters and AFP for the same has two';
COMMENT ON COLUMN "troop_figures"."single_source" IS 'whether all of it goes back to one origin, however many print it: n_origins is 1';
COMMENT ON COLUMN "troop_levels"."level_id" IS 'key of the level, the same on every machine and in every order of input';
COMMENT ON COLUMN "troop_levels"."force_id" IS 'key into entities';
COMMENT ON COLUMN "troop_levels"."force_name" IS 'the force by name';
COMMENT ON COLUMN "troop_levels"."place_id" IS 'key into entities';
COMMENT ON COLUMN "troop_levels"."place_name" IS 'the place by name';
COMMENT ON COLUMN "troop_levels"."period" IS 'month, as YYYY-MM';
COMMENT ON COLUMN "troop_levels"."low" IS 'least that any claim allows';
COMMENT ON COLUMN "troop_levels"."best" IS 'the value with the most independent origins; of equals the latest, then the greatest';
COMMENT ON COLUMN "troop_levels"."high" IS 'greatest that any claim allows';
COMMENT ON COLUMN "troop_levels"."figure_ids" IS 'the claims, sorted: keys into troop_figures';
COMMENT ON COLUMN "troop_levels"."arithmetic" IS 'whether parts and whole, or present and leaving, can be true together: consistent | inconsistent | untested';
COMMENT ON COLUMN "troop_levels"."arithmetic_note" IS 'the sum that was done, in a line';
COMMENT ON COLUMN "troop_levels"."n_reports_low" IS 'number of reports behind the least, independent of one another';
COMMENT ON COLUMN "troop_levels"."n_reports_best" IS 'number of reports behind the best, independent of one another';
COMMENT ON COLUMN "troop_levels"."n_reports_high" IS 'number of reports behind the greatest, independent of one another';
COMMENT ON COLUMN "troop_levels"."n_claims" IS 'number of claims that differ';
COMMENT ON COLUMN "troop_levels"."n_reports" IS 'number of reports that are no copies of one another';
COMMENT ON COLUMN "troop_levels"."n_origins" IS 'number of origins (a wire and all that was taken from it count once). A mention goes back to whom its sentence credits (credited_to), else to whom its report credits for the same elsewhere, else to the origin of its report, else to the report itself: reports that all print what AFP was told have one origin, and a report that credits Reuters and AFP for the same has two';
COMMENT ON COLUMN "event_mentions"."mention_id" IS 'key of the mention, the same on every machine and in every order of input';
COMMENT ON COLUMN "event_mentions"."article_id" IS 'key into articles';
COMMENT ON COLUMN "event_mentions"."char_start" IS 'first character in the canonical text of the article';
COMMENT ON COLUMN "event_mentions"."char_end" IS 'one past the last character';
COMMENT ON COLUMN "event_mentions"."rule" IS 'name of the rule that read the mention';
COMMENT ON COLUMN "event_mentions"."credited_to" IS 'agency or outlet that its sentence credits for it, by name: told AFP, Press TV wrote';
COMMENT ON COLUMN "event_mentions"."type" IS 'PLOVER type: AGREE | CONSULT | SUPPORT | CONCEDE | COOPERATE | AID | RETREAT | REQUEST | ACCUSE | REJECT | THREATEN | PROTEST | SANCTION | MOBILIZE | COERCE | ASSAULT';
COMMENT ON COLUMN "event_mentions"."mode" IS 'what kind within the type: withdraw, deploy, meet, bombing; null for the plain type';
COMMENT ON COLUMN "event_mentions"."actor_ids" IS 'who did it: keys into entities, sorted';
COMMENT ON COLUMN "event_mentions"."recipient_ids" IS 'to whom: keys into entities, sorted';
COMMENT ON COLUMN "event_mentions"."place_id" IS 'key into entities';
COMMENT ON COLUMN "event_mentions"."place_name" IS 'finest place named';
COMMENT ON COLUMN "event_mentions"."place_path" IS 'that place and what holds it, finest first: Marjah, Helmand, Afghanistan';
COMMENT ON COLUMN "event_mentions"."date_earliest" IS 'first day on which it can have happened, or is to happen';
COMMENT ON COLUMN "event_mentions"."date_latest" IS 'last such day; the deadline of plans';
COMMENT ON COLUMN "event_mentions"."date_precision" IS 'how exact the window is: day | month | year | range | before | about | unknown';
COMMENT ON COLUMN "event_mentions"."date_basis" IS 'what the window rests on; office: the term of somebody who had left it when the report was printed: text | office | published | none';
COMMENT ON COLUMN "event_mentions"."status" IS 'how real it is; of an event, the furthest that the latest report has it: announced | planned | conditional | ongoing | completed | denied | rejected';
COMMENT ON COLUMN "event_mentions"."outcome" IS 'null, or that the deed was tried and failed, or was tried and nobody says that it was done (then the status is denied or planned): attempted';
COMMENT ON COLUMN "event_mentions"."background" IS 'history recalled, not news; of an event, in every report';
COMMENT ON COLUMN "event_mentions"."killed_low" IS 'fewest killed that the words allow';
COMMENT ON COLUMN "event_mentions"."killed_high" IS 'most killed that the words allow';
COMMENT ON COLUMN "event_mentions"."wounded_low" IS 'fewest wounded';
COMMENT ON COLUMN "event_mentions"."wounded_high" IS 'most wounded';
COMMENT ON COLUMN "event_mentions"."detained_low" IS 'fewest detained or captured';
COMMENT ON COLUMN "event_mentions"."detained_high" IS 'most detained or captured';
COMMENT ON COLUMN "event_mentions"."displaced_low" IS 'fewest driven from their homes';
COMMENT ON COLUMN "event_mentions"."displaced_high" IS 'most driven from their homes';
COMMENT ON COLUMN "event_mentions"."surface_sha256" IS 'hash of the words in UTF-8: evidence without the words';
COMMENT ON COLUMN "event_mentions"."event_id" IS 'key into events';
COMMENT ON COLUMN "event_mentions"."joined_on" IS 'what put the mention into its event, beside a fitting actor, stage, place and time; nothing for the mention that the event began with: type | verbatim | recipient | recipient_words | place | fine_place | trigger | day | toll | actor_words | continues | follows | refers | topic | much_topic';
COMMENT ON COLUMN "event_mentions"."trigger" IS 'entry of the codebook that matched';
COMMENT ON COLUMN "event_mentions"."harm" IS 'people harmed, claim by claim, in the order of the text; characters that tell of them; how: killed | wounded | detained | kidnapped | displaced; kind: force | civilians | unsaid; who, as finely as the words say: force | military | police | armed_group | civilians | women | children | aid_workers | journalists | medics | officials | unsaid; force_id, where it is named: key into entities; low and high, null where open; qualifier of the number as in troop_figures; role: own | more (on top of others) | part (out of others in the list, not to be added) | total (the toll of the whole event) | again (told before in the same article); stage: current | superseded by a later toll; claimed_by: who says it, null for the reporter';
COMMENT ON COLUMN "event_mentions"."reported_by" IS 'whose words the clause is in, by name; null for the reporter''s own voice';
COMMENT ON COLUMN "events"."event_id" IS 'key of the event, the same on every machine and in every order of input';
COMMENT ON COLUMN "events"."type" IS 'PLOVER type: AGREE | CONSULT | SUPPORT | CONCEDE | COOPERATE | AID | RETREAT | REQUEST | ACCUSE | REJECT | THREATEN | PROTEST | SANCTION | MOBILIZE | COERCE | ASSAULT';
COMMENT ON COLUMN "events"."mode" IS 'what kind within the type: withdraw, deploy, meet, bombing; null for the plain type';
COMMENT ON COLUMN "events"."actor_ids" IS 'who did it: keys into entities, sorted';
COMMENT ON COLUMN "events"."recipient_ids" IS 'to whom: keys into entities, sorted';
COMMENT ON COLUMN "events"."place_id" IS 'key into entities';
COMMENT ON COLUMN "events"."place_name" IS 'finest place named';
COMMENT ON COLUMN "events"."place_path" IS 'that place and what holds it, finest first: Marjah, Helmand, Afghanistan';
COMMENT ON COLUMN "events"."date_earliest" IS 'first day on which it can have happened, or is to happen';
COMMENT ON COLUMN "events"."date_latest" IS 'last such day; the deadline of plans';
COMMENT ON COLUMN "events"."date_precision" IS 'how exact the window is: day | month | year | range | before | about | unknown';
COMMENT ON COLUMN "events"."date_basis" IS 'what the window rests on; office: the term of somebody who had left it when the report was printed: text | office | published | none';
COMMENT ON COLUMN "events"."status" IS 'how real it is; of an event, the furthest that the latest report has it: announced | planned | conditional | ongoing | completed | denied | rejected';
COMMENT ON COLUMN "events"."outcome" IS 'null, or that the deed was tried and failed, or was tried and nobody says that it was done (then the status is denied or planned): attempted';
COMMENT ON COLUMN "events"."background" IS 'history recalled, not news; of an event, in every report';
COMMENT ON COLUMN "events"."killed_low" IS 'fewest killed that the words allow';
COMMENT ON COLUMN "events"."killed_high" IS 'most killed that the words allow';
COMMENT ON COLUMN "events"."wounded_low" IS 'fewest wounded';
COMMENT ON COLUMN "events"."wounded_high" IS 'most wounded';
COMMENT ON COLUMN "events"."detained_low" IS 'fewest detained or captured';
COMMENT ON COLUMN "events"."detained_high" IS 'most detained or captured';
COMMENT ON COLUMN "events"."displaced_low" IS 'fewest driven from their homes';
COMMENT ON COLUMN "events"."displaced_high" IS 'most driven from their homes';
COMMENT ON COLUMN "events"."status_history" IS 'status by status with who says so, in the order of publication';
COMMENT ON COLUMN "events"."related" IS 'events that belong to this one without being it, and what this one is to them: the word given for a deed (plan_of) and the deed (execution_of), what is talked about (agenda_of) and the talks (discusses), what a statement tells of (subject_of) and the statement (about): plan_of | execution_of | agenda_of | discusses | subject_of | about';
COMMENT ON COLUMN "events"."harm" IS 'people harmed, claim by claim, in the order of publication; the bounds above come from the current ones; article, mention and day of publication of each, and whether it is history recalled; characters that tell of them; how: killed | wounded | detained | kidnapped | displaced; kind: force | civilians | unsaid; who, as finely as the words say: force | military | police | armed_group | civilians | women | children | aid_workers | journalists | medics | officials | unsaid; force_id, where it is named: key into entities; low and high, null where open; qualifier of the number as in troop_figures; role: own | more (on top of others) | part (out of others in the list, not to be added) | total (the toll of the whole event) | again (told before in the same article); stage: current | superseded by a later toll; claimed_by: who says it, null for the reporter';
COMMENT ON COLUMN "events"."quote_ids" IS 'quotations that share its evidence: keys into quotes';
COMMENT ON COLUMN "events"."figure_ids" IS 'figures that share its evidence: keys into troop_figures';
COMMENT ON COLUMN "events"."n_mentions" IS 'number of mentions';
COMMENT ON COLUMN "events"."n_articles" IS 'number of articles';
COMMENT ON COLUMN "events"."n_reports" IS 'number of reports that are no copies of one another';
COMMENT ON COLUMN "events"."n_origins" IS 'number of origins (a wire and all that was taken from it count once). A mention goes back to whom its sentence credits (credited_to), else to whom its report credits for the same elsewhere, else to the origin of its report, else to the report itself: reports that all print what AFP was told have one origin, and a report that credits Reuters and AFP for the same has two';
COMMENT ON COLUMN "events"."single_source" IS 'whether all of it goes back to one origin, however many print it: n_origins is 1';
COMMENT ON COLUMN "entities"."entity_id" IS 'key of the entity: ISO 3166-1 alpha-3 for countries, a code for bodies, person:<name>, place:<country>/<name>, the same on every machine and in every order of input';
COMMENT ON COLUMN "entities"."name" IS 'its usual English name';
COMMENT ON COLUMN "entities"."kind" IS 'what it is: country | alliance | mission | armed_group | armed_force | organisation | agency | person | place';
COMMENT ON COLUMN "entities"."iso3" IS 'ISO 3166-1 alpha-3 code: its own for a country, its country''s for others';
COMMENT ON COLUMN "entities"."parent_id" IS 'key into entities: what it is part of or speaks for';
COMMENT ON COLUMN "entities"."wikidata" IS 'Wikidata id';
COMMENT ON COLUMN "entities"."aliases" IS 'other names the record prints for it, sorted';
COMMENT ON COLUMN "entities"."basis" IS 'from the reference tables, or only from the text of articles: reference | text';
COMMENT ON COLUMN "changes"."table" IS 'the table that it stands in, or stood; the sets of copies (rep_...) stand under `reports`';
COMMENT ON COLUMN "changes"."id" IS 'its key';
COMMENT ON COLUMN "changes"."change" IS 'what became of it; merged: its mentions went to another key, `superseded_by`: added | changed | withdrawn | merged';
COMMENT ON COLUMN "changes"."columns" IS 'columns that differ, of those that both releases have, in the order of the table; none unless changed';
COMMENT ON COLUMN "changes"."old" IS 'what they were, as a JSON object; null unless changed, and for printed words in a release that takes articles back';
COMMENT ON COLUMN "changes"."new" IS 'what they are, as a JSON object; null unless changed';
COMMENT ON COLUMN "changes"."superseded_by" IS 'key in the same table that took its mentions over; null unless merged';
COMMENT ON COLUMN "changes"."reason" IS 'why, where that is known; always for what is gone';
COMMENT ON COLUMN "registry"."table" IS 'the table whose key it is; the sets of copies (rep_...) stand under `reports`';
COMMENT ON COLUMN "registry"."id" IS 'the key';
COMMENT ON COLUMN "registry"."first_seen" IS 'version of the first release that had it';
COMMENT ON COLUMN "registry"."last_seen" IS 'version of the last release that had it: this one''s, for all that are still there';
COMMENT ON COLUMN "registry"."last_changed" IS 'version in which its row was last added or changed, or went';
COMMENT ON COLUMN "registry"."superseded_by" IS 'key in the same table that took its mentions over, where its set was merged into another';
COMMENT ON COLUMN "registry"."withdrawn_reason" IS 'why it is no longer there; null for all that are';
COMMENT ON COLUMN "quality"."name" IS 'key of the score: its group and what is counted, the same on every machine and in every order of input';
COMMENT ON COLUMN "quality"."group" IS 'what it was measured on: the groups stand in tests/gold/README.md of the software';
COMMENT ON COLUMN "quality"."value" IS 'what was measured: a count or a share; more is better for all';
COMMENT ON COLUMN "quality"."floor" IS 'what it must not fall below; null for one without a floor yet';
COMMENT ON COLUMN "quality"."n" IS 'size of the gold: items that were annotated';
COMMENT ON COLUMN "quality"."gold_sha256" IS 'hash of the gold''s names and bytes, first 16 digits';
COMMENT ON COLUMN "quality"."code_sha256" IS 'hash of the rules and reference data that were measured, first 16 digits';
COMMENT ON COLUMN "quality"."at_this_code" IS 'whether these are the rules that made this release; if not, take the score as that of earlier rules';
COMMENT ON COLUMN shared_passages."overlap_id" IS 'key of the overlap, the same on every machine and in every order of input';
COMMENT ON COLUMN shared_passages."article_a" IS 'key into articles: the one whose key sorts first';
COMMENT ON COLUMN shared_passages."a_start" IS 'first character in article_a';
COMMENT ON COLUMN shared_passages."a_end" IS 'one past the last character in article_a';
COMMENT ON COLUMN shared_passages."article_b" IS 'key into articles';
COMMENT ON COLUMN shared_passages."b_start" IS 'first character in article_b';
COMMENT ON COLUMN shared_passages."b_end" IS 'one past the last character in article_b';
COMMENT ON COLUMN shared_passages."kind" IS 'running text, or words that both put in quotation marks: passage | quotation';
COMMENT ON COLUMN shared_passages."passage_id" IS 'the shared words: the same wherever articles share them';
COMMENT ON COLUMN shared_passages."n_words" IS 'number of words that are shared';
COMMENT ON COLUMN quote_evidence."quote_id" IS 'key of the utterance, the same on every machine and in every order of input';
COMMENT ON COLUMN quote_evidence."text" IS 'the fullest direct version, without marks; null in a release for indirect speech, whose words are the reporter''s';
COMMENT ON COLUMN quote_evidence."speaker_name" IS 'who said it, by the fullest name known; null where it cannot be told';
COMMENT ON COLUMN quote_evidence."as_printed" IS 'the words as this article prints them; null for indirect speech and for events';
COMMENT ON COLUMN quote_evidence."credited_to" IS 'agency or outlet that its sentence credits for it, by name: told AFP, Press TV wrote';
COMMENT ON COLUMN quote_evidence."outlet" IS 'who printed it, where that is known';
COMMENT ON COLUMN quote_evidence."title" IS 'headline as printed';
COMMENT ON COLUMN quote_evidence."published_at" IS 'when it was published; midnight where only the day is known; UTC where neither the time nor its source names a zone; null where only a window is known';
COMMENT ON COLUMN quote_evidence."url" IS 'address it was printed at, where that is known';
COMMENT ON COLUMN quote_evidence."article_id" IS 'key of the article, from the hash of its raw bytes, the same on every machine and in every order of input';
COMMENT ON COLUMN quote_evidence."char_start" IS 'first character in the canonical text of the article';
COMMENT ON COLUMN quote_evidence."char_end" IS 'one past the last character';
COMMENT ON COLUMN figure_evidence."figure_id" IS 'key of the claim, the same on every machine and in every order of input';
COMMENT ON COLUMN figure_evidence."force_name" IS 'the force by name';
COMMENT ON COLUMN figure_evidence."measure" IS 'what is said of them: present | deployed | to_deploy | to_withdraw | withdrawn | authorised | trained | killed | wounded | captured | surrendered | missing | released | other';
COMMENT ON COLUMN figure_evidence."value" IS 'the number as printed; null for vague ones such as ''thousands''';
COMMENT ON COLUMN figure_evidence."as_printed" IS 'the words as this article prints them; null for indirect speech and for events';
COMMENT ON COLUMN figure_evidence."claimed_by" IS 'who says so; null for the reporter''s own voice';
COMMENT ON COLUMN figure_evidence."credited_to" IS 'agency or outlet that its sentence credits for it, by name: told AFP, Press TV wrote';
COMMENT ON COLUMN figure_evidence."outlet" IS 'who printed it, where that is known';
COMMENT ON COLUMN figure_evidence."title" IS 'headline as printed';
COMMENT ON COLUMN figure_evidence."published_at" IS 'when it was published; midnight where only the day is known; UTC where neither the time nor its source names a zone; null where only a window is known';
COMMENT ON COLUMN figure_evidence."url" IS 'address it was printed at, where that is known';
COMMENT ON COLUMN figure_evidence."article_id" IS 'key of the article, from the hash of its raw bytes, the same on every machine and in every order of input';
COMMENT ON COLUMN figure_evidence."char_start" IS 'first character in the canonical text of the article';
COMMENT ON COLUMN figure_evidence."char_end" IS 'one past the last character';
COMMENT ON COLUMN event_evidence."event_id" IS 'key of the event, the same on every machine and in every order of input';
COMMENT ON COLUMN event_evidence."type" IS 'PLOVER type: AGREE | CONSULT | SUPPORT | CONCEDE | COOPERATE | AID | RETREAT | REQUEST | ACCUSE | REJECT | THREATEN | PROTEST | SANCTION | MOBILIZE | COERCE | ASSAULT';
COMMENT ON COLUMN event_evidence."mode" IS 'what kind within the type: withdraw, deploy, meet, bombing; null for the plain type';
COMMENT ON COLUMN event_evidence."status" IS 'how real it is; of an event, the furthest that the latest report has it: announced | planned | conditional | ongoing | completed | denied | rejected';
COMMENT ON COLUMN event_evidence."status_here" IS 'how real this report has it';
COMMENT ON COLUMN event_evidence."joined_on" IS 'what put the mention into its event, beside a fitting actor, stage, place and time; nothing for the mention that the event began with: type | verbatim | recipient | recipient_words | place | fine_place | trigger | day | toll | actor_words | continues | follows | refers | topic | much_topic';
COMMENT ON COLUMN event_evidence."surface_sha256" IS 'hash of the words in UTF-8: evidence without the words';
COMMENT ON COLUMN event_evidence."credited_to" IS 'agency or outlet that its sentence credits for it, by name: told AFP, Press TV wrote';
COMMENT ON COLUMN event_evidence."outlet" IS 'who printed it, where that is known';
COMMENT ON COLUMN event_evidence."title" IS 'headline as printed';
COMMENT ON COLUMN event_evidence."published_at" IS 'when it was published; midnight where only the day is known; UTC where neither the time nor its source names a zone; null where only a window is known';
COMMENT ON COLUMN event_evidence."url" IS 'address it was printed at, where that is known';
COMMENT ON COLUMN event_evidence."article_id" IS 'key of the article, from the hash of its raw bytes, the same on every machine and in every order of input';
COMMENT ON COLUMN event_evidence."char_start" IS 'first character in the canonical text of the article';
COMMENT ON COLUMN event_evidence."char_end" IS 'one past the last character';
COMMENT ON COLUMN event_history."event_id" IS 'key of the event, the same on every machine and in every order of input';
COMMENT ON COLUMN event_history."type" IS 'PLOVER type: AGREE | CONSULT | SUPPORT | CONCEDE | COOPERATE | AID | RETREAT | REQUEST | ACCUSE | REJECT | THREATEN | PROTEST | SANCTION | MOBILIZE | COERCE | ASSAULT';
COMMENT ON COLUMN event_history."mode" IS 'what kind within the type: withdraw, deploy, meet, bombing; null for the plain type';
COMMENT ON COLUMN event_history."actor_ids" IS 'who did it: keys into entities, sorted';
COMMENT ON COLUMN event_history."place_name" IS 'finest place named';
COMMENT ON COLUMN event_history."status" IS 'how real it is; of an event, the furthest that the latest report has it: announced | planned | conditional | ongoing | completed | denied | rejected';
COMMENT ON COLUMN event_history."published_latest" IS 'last day on which the report can have been published';
COMMENT ON COLUMN event_history."reported_by" IS 'who says so; null for the reporter''s own voice';
COMMENT ON COLUMN event_history."outlet" IS 'who printed it, where that is known';
COMMENT ON COLUMN event_history."url" IS 'address it was printed at, where that is known';
COMMENT ON COLUMN event_history."article_id" IS 'key of the article, from the hash of its raw bytes, the same on every machine and in every order of input';
COMMENT ON COLUMN event_history."mention_id" IS 'key of the mention, the same on every machine and in every order of input';
COMMENT ON COLUMN related_events."event_id" IS 'key of the event, the same on every machine and in every order of input';
COMMENT ON COLUMN related_events."type" IS 'PLOVER type: AGREE | CONSULT | SUPPORT | CONCEDE | COOPERATE | AID | RETREAT | REQUEST | ACCUSE | REJECT | THREATEN | PROTEST | SANCTION | MOBILIZE | COERCE | ASSAULT';
COMMENT ON COLUMN related_events."mode" IS 'what kind within the type: withdraw, deploy, meet, bombing; null for the plain type';
COMMENT ON COLUMN related_events."actor_ids" IS 'who did it: keys into entities, sorted';
COMMENT ON COLUMN related_events."status" IS 'how real it is; of an event, the furthest that the latest report has it: announced | planned | conditional | ongoing | completed | denied | rejected';
COMMENT ON COLUMN related_events."relation" IS 'what the event is to the other one';
COMMENT ON COLUMN related_events."other_event_id" IS 'key of the other event';
COMMENT ON COLUMN related_events."other_type" IS 'PLOVER type of the other event';
COMMENT ON COLUMN related_events."other_mode" IS 'mode of the other event';
COMMENT ON COLUMN related_events."other_actor_ids" IS 'who did the other event: keys into entities';
COMMENT ON COLUMN related_events."other_status" IS 'how real the other event is';
COMMENT ON COLUMN conflicts."conflict_id" IS 'shared by claims on one force, place and time that cannot all be true';
COMMENT ON COLUMN conflicts."force_name" IS 'the force by name';
COMMENT ON COLUMN conflicts."measure" IS 'what is said of them: present | deployed | to_deploy | to_withdraw | withdrawn | authorised | trained | killed | wounded | captured | surrendered | missing | released | other';
COMMENT ON COLUMN conflicts."qualifier" IS 'how exact the words are; of a claim, those of its least exact report: exact | about | more_than | less_than | at_least | up_to | range | vague';
COMMENT ON COLUMN conflicts."value" IS 'the number as printed; null for vague ones such as ''thousands''';
COMMENT ON COLUMN conflicts."low" IS 'least number the words allow; null where they set no lower bound';
COMMENT ON COLUMN conflicts."high" IS 'greatest number the words allow; null where they set no upper bound';
COMMENT ON COLUMN conflicts."place_name" IS 'that place by name';
COMMENT ON COLUMN conflicts."as_of_earliest" IS 'first day that the figure can be of; of a claim, that any report gives it for';
COMMENT ON COLUMN conflicts."as_of_latest" IS 'last such day';
COMMENT ON COLUMN conflicts."deadline" IS 'day by which it is to be done';
COMMENT ON COLUMN conflicts."claimed_by" IS 'who says so; null for the reporter''s own voice';
COMMENT ON COLUMN conflicts."printed_by" IS 'outlets that print it, or documents where the outlet is not known';
COMMENT ON COLUMN conflicts."n_articles" IS 'number of articles';
COMMENT ON COLUMN conflicts."n_reports" IS 'number of reports that are no copies of one another';
COMMENT ON COLUMN conflicts."n_origins" IS 'number of origins (a wire and all that was taken from it count once). A mention goes back to whom its sentence credits (credited_to), else to whom its report credits for the same elsewhere, else to the origin of its report, else to the report itself: reports that all print what AFP was told have one origin, and a report that credits Reuters and AFP for the same has two';
COMMENT ON COLUMN conflicts."single_source" IS 'whether all of it goes back to one origin, however many print it: n_origins is 1';
COMMENT ON COLUMN conflicts."fact_id" IS 'shared by claims on one fact, whatever their numbers: how many of one force are in a place at one time, come, leave, or were lost';
COMMENT ON COLUMN conflicts."figure_id" IS 'key of the claim, the same on every machine and in every order of input';
COMMENT ON COLUMN figure_history."figure_id" IS 'key of the claim, the same on every machine and in every order of input';
COMMENT ON COLUMN figure_history."force_name" IS 'the force by name';
COMMENT ON COLUMN figure_history."place_name" IS 'that place by name';
COMMENT ON COLUMN figure_history."measure" IS 'what is said of them: present | deployed | to_deploy | to_withdraw | withdrawn | authorised | trained | killed | wounded | captured | surrendered | missing | released | other';
COMMENT ON COLUMN figure_history."claim" IS 'the number that is claimed, as in troop_figures.value';
COMMENT ON COLUMN figure_history."retracted" IS 'whether every outlet that printed it took it back; the claim stays, but takes no part in conflicts and levels';
COMMENT ON COLUMN figure_history."date" IS 'day of the report or of the fix';
COMMENT ON COLUMN figure_history."what" IS 'what became of the claim';
COMMENT ON COLUMN figure_history."value" IS 'the number as printed; null for vague ones such as ''thousands''';
COMMENT ON COLUMN figure_history."other_figure_id" IS 'the other claim: what it was corrected to, or what superseded it';
COMMENT ON COLUMN figure_history."article_id" IS 'key of the article, from the hash of its raw bytes, the same on every machine and in every order of input';
COMMENT ON COLUMN figure_history."note" IS 'the same in a line';
COMMENT ON COLUMN single_source."id" IS 'key of the row';
COMMENT ON COLUMN single_source."table" IS 'the table that the key is of';
COMMENT ON COLUMN single_source."n_articles" IS 'number of articles';
COMMENT ON COLUMN single_source."n_reports" IS 'number of reports that are no copies of one another';
COMMENT ON COLUMN single_source."origin" IS 'the wire that the report traces to, by name; null where nothing tells one, or tells two';
COMMENT ON COLUMN gone."id" IS 'key of the row';
COMMENT ON COLUMN gone."table" IS 'the table that the key is of';
COMMENT ON COLUMN gone."last_seen" IS 'version of the last release that had it: this one''s, for all that are still there';
COMMENT ON COLUMN gone."superseded_by" IS 'key in the same table that took its mentions over, where its set was merged into another';
COMMENT ON COLUMN gone."withdrawn_reason" IS 'why it is no longer there; null for all that are';
