-- Cookies that were given out in place of others, and those others; by digests of their secrets. Until one
-- comes back for the first time, previous says in whose place it was given. retired_at is 0 while it is good.
CREATE TABLE cookies (
  digest     VARCHAR(64) NOT NULL PRIMARY KEY,
  owner_id   VARCHAR(64) NOT NULL REFERENCES owners (id) ON DELETE CASCADE,
  previous   VARCHAR(64) NOT NULL,
  retired_at BIGINT      NOT NULL
);
