-- Written for SQLite and PostgreSQL alike: times are milliseconds since 1970, ${bytes} is BLOB or BYTEA.

CREATE TABLE owners (
  id         TEXT   NOT NULL PRIMARY KEY,
  created_at BIGINT NOT NULL,
  seen_at    BIGINT NOT NULL
);

CREATE INDEX owners_by_seen_at ON owners (seen_at);

CREATE TABLE pictures (
  id         TEXT    NOT NULL PRIMARY KEY,
  owner_id   TEXT    NOT NULL REFERENCES owners (id) ON DELETE CASCADE,
  width      INTEGER NOT NULL,
  height     INTEGER NOT NULL,
  png        ${bytes} NOT NULL,
  created_at BIGINT  NOT NULL
);

CREATE INDEX pictures_by_owner ON pictures (owner_id, created_at);

-- picture is "builtin:NAME" or "picture:ID"; a picture may go while its network stays.
CREATE TABLE networks (
  id            TEXT   NOT NULL PRIMARY KEY,
  owner_id      TEXT   NOT NULL REFERENCES owners (id) ON DELETE CASCADE,
  name          TEXT   NOT NULL,
  document      TEXT   NOT NULL,
  seed          BIGINT NOT NULL,
  picture       TEXT   NOT NULL,
  fit           TEXT   NOT NULL,
  normalisation TEXT   NOT NULL,
  updated_at    BIGINT NOT NULL
);

CREATE INDEX networks_by_owner ON networks (owner_id, updated_at);

-- Every change of a network in the order it was made, only ever added to.
CREATE TABLE edits (
  network_id TEXT    NOT NULL REFERENCES networks (id) ON DELETE CASCADE,
  number     INTEGER NOT NULL,
  edit       TEXT    NOT NULL,
  made_at    BIGINT  NOT NULL,
  PRIMARY KEY (network_id, number)
);
