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

-- `overlaps` is a word of SQL and has to stand in double quotation marks; this is the same under another name.
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
