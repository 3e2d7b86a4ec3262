-- Most terms have a few postings: they stand with the term, so that a search reads and a merge writes one row of each.

ALTER TABLE search_term ADD COLUMN postings BLOB; -- a block as in search_posting; null: they stand there

UPDATE search_term SET postings = (SELECT keys FROM search_posting WHERE term = search_term.id)
WHERE documents <= 64 AND (SELECT count(*) FROM search_posting WHERE term = search_term.id) = 1;

DELETE FROM search_posting WHERE term IN (SELECT id FROM search_term WHERE postings IS NOT NULL);
