-- What the record says in one look: claims that cannot all be true, side by side.
SELECT force_name, measure, qualifier, value, place_name, n_articles, n_reports, conflict_id FROM conflicts LIMIT 10;
