-- Views over the Parquet files of this release. In its folder: duckdb -init views.sql
-- From elsewhere: SET file_search_path = '<folder>'; then read this file.
{% for name, meaning in tables.items() %}
CREATE OR REPLACE VIEW "{{ name }}" AS SELECT * FROM read_parquet('{{ name }}.parquet');
COMMENT ON VIEW "{{ name }}" IS '{{ meaning | replace("'", "''") }}';
{% endfor %}

-- `overlaps` is a word of SQL and has to stand in double quotation marks; this is the same under another name.
CREATE OR REPLACE VIEW shared_passages AS SELECT * FROM "overlaps";

-- Every quotation where it is printed, with who printed it.
CREATE OR REPLACE VIEW quote_evidence AS
SELECT q.quote_id, q.text, q.speaker_name, m.surface AS as_printed, a.outlet, a.title, a.published_at, a.url, m.article_id, m.char_start, m.char_end
FROM quotes q JOIN quote_mentions m USING (quote_id) JOIN articles a USING (article_id);

-- Every claim about a force where it is printed, with who printed it.
CREATE OR REPLACE VIEW figure_evidence AS
SELECT f.figure_id, f.force_name, f.measure, f.value, m.surface AS as_printed, m.claimed_by, a.outlet, a.title, a.published_at, a.url, m.article_id,
       m.char_start, m.char_end
FROM troop_figures f JOIN figure_mentions m USING (figure_id) JOIN articles a USING (article_id);

-- Every event where it is told. The words are not ours to give; their place and hash are.
CREATE OR REPLACE VIEW event_evidence AS
SELECT e.event_id, e.type, e.mode, e.status, m.status AS status_here, m.surface_sha256, a.outlet, a.title, a.published_at, a.url, m.article_id,
       m.char_start, m.char_end
FROM events e JOIN event_mentions m USING (event_id) JOIN articles a USING (article_id);

-- Claims that cannot all be true, side by side.
CREATE OR REPLACE VIEW conflicts AS
SELECT conflict_id, force_name, measure, qualifier, value, low, high, place_name, as_of_earliest, as_of_latest, deadline, claimed_by, n_articles,
       n_reports, n_origins, figure_id
FROM troop_figures WHERE conflict_id IS NOT NULL ORDER BY conflict_id, measure, value, figure_id;
