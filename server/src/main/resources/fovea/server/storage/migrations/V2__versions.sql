-- Every state that a network was ever in, only ever added to: undo goes to the parent (0: there is
-- none), redo to the latest child. what and subject say in a word and a name what made it.
CREATE TABLE versions (
  network_id    TEXT    NOT NULL REFERENCES networks (id) ON DELETE CASCADE,
  number        INTEGER NOT NULL,
  parent        INTEGER NOT NULL,
  what          TEXT    NOT NULL,
  subject       TEXT    NOT NULL,
  label         TEXT,
  document      TEXT    NOT NULL,
  seed          BIGINT  NOT NULL,
  picture       TEXT    NOT NULL,
  fit           TEXT    NOT NULL,
  normalisation TEXT    NOT NULL,
  made_at       BIGINT  NOT NULL,
  PRIMARY KEY (network_id, number)
);

CREATE INDEX versions_by_parent ON versions (network_id, parent);

INSERT INTO versions
  (network_id, number, parent, what, subject, document, seed, picture, fit, normalisation, made_at)
SELECT id, 1, 0, 'start', '', document, seed, picture, fit, normalisation, updated_at
FROM networks;

-- A network is the version that it points at.
ALTER TABLE networks ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE networks DROP COLUMN document;
ALTER TABLE networks DROP COLUMN seed;
ALTER TABLE networks DROP COLUMN picture;
ALTER TABLE networks DROP COLUMN fit;
ALTER TABLE networks DROP COLUMN normalisation;

-- Versions hold what the log of edits said, and what came of each.
DROP TABLE edits;
