-- What this server signs with; the key of sessions proves that a cookie was given out here.
CREATE TABLE keys (
  name TEXT PRIMARY KEY,
  bytes ${bytes} NOT NULL
);
