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
