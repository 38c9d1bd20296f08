-- Numbers that networks were given in place of those of their seed: float32, little-endian, each
-- content once an owner. The versions say which slices of which parameters they are.
CREATE TABLE tensors (
  owner_id TEXT    NOT NULL REFERENCES owners (id) ON DELETE CASCADE,
  digest   TEXT    NOT NULL,
  size     BIGINT  NOT NULL,
  numbers  ${bytes} NOT NULL,
  PRIMARY KEY (owner_id, digest)
);

-- One line a slice: "DIGEST [SHAPE] PARAMETER[INDEX]".
ALTER TABLE versions ADD COLUMN weights TEXT NOT NULL DEFAULT '';
