-- A shared network is a frozen copy that belongs to an owner of its own, "share:" and its id, and is
-- forgotten like everything of an owner who was not here for thirty days. This says who shared what.
CREATE TABLE shares (
  network_id     TEXT    NOT NULL PRIMARY KEY REFERENCES networks (id) ON DELETE CASCADE,
  sharer_id      TEXT    NOT NULL REFERENCES owners (id) ON DELETE CASCADE,
  source_id      TEXT    NOT NULL,
  source_version INTEGER NOT NULL,
  created_at     BIGINT  NOT NULL
);

CREATE UNIQUE INDEX shares_by_source ON shares (sharer_id, source_id, source_version);
