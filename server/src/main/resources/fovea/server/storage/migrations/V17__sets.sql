-- A set of pictures to learn from: a visitor's own, or a room's ("room:" and its id). The names of its classes,
-- a line each; a label is the place of a name. pictures is how many there are, next the number of the next one.
CREATE TABLE sets (
  id         VARCHAR(64)  NOT NULL PRIMARY KEY,
  owner_id   VARCHAR(64)  NOT NULL REFERENCES owners (id) ON DELETE CASCADE,
  name       VARCHAR(100) NOT NULL,
  classes    VARCHAR(1000) NOT NULL,
  channels   INTEGER      NOT NULL,
  side       INTEGER      NOT NULL,
  closed     INTEGER      NOT NULL,
  pictures   INTEGER      NOT NULL,
  next       BIGINT       NOT NULL,
  changed_at BIGINT       NOT NULL
);

CREATE INDEX sets_by_owner ON sets (owner_id, changed_at);

-- A byte for each number, as the engine orders them. member is who has given it, as the room calls them.
CREATE TABLE set_pictures (
  set_id VARCHAR(64) NOT NULL REFERENCES sets (id) ON DELETE CASCADE,
  number BIGINT      NOT NULL,
  label  INTEGER     NOT NULL,
  member VARCHAR(64) NOT NULL,
  pixels ${bytes}    NOT NULL,
  PRIMARY KEY (set_id, number)
);

CREATE INDEX set_pictures_by_label ON set_pictures (set_id, number, label, member);
