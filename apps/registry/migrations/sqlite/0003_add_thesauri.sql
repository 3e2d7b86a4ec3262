-- Thesauri that the operator has added to the national lexicon. Private: they stand in no log.
CREATE TABLE thesaurus (
  id TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  licence TEXT NOT NULL,
  source TEXT NOT NULL,
  version TEXT NOT NULL,
  digest TEXT NOT NULL, -- SHA-256 of the file, hexadecimal
  fingerprint TEXT NOT NULL, -- SHA-256 over its concepts, hexadecimal
  concepts INTEGER NOT NULL,
  labels TEXT NOT NULL, -- JSON: how many, by language
  imported_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE thesaurus_concept (
  thesaurus TEXT NOT NULL REFERENCES thesaurus (id),
  name TEXT NOT NULL,
  iri TEXT NOT NULL,
  labels TEXT NOT NULL, -- JSON: [language, script, label], the preferred one of a language first
  PRIMARY KEY (thesaurus, name)
) STRICT, WITHOUT ROWID;
