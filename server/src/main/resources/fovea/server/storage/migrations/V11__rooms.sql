-- A class at work. Its numbers count its changes: each row says at which number it changed last, so
-- whoever has seen number 7 looks for what is higher. A row of rooms is locked by whoever counts on, so
-- numbers become visible in their order. pushed_network is a copy, the room's own, of what everybody was
-- sent last, pushed_from.
CREATE TABLE rooms (
  id             VARCHAR(64) NOT NULL PRIMARY KEY,
  owner_id       VARCHAR(64) NOT NULL REFERENCES owners (id) ON DELETE CASCADE,
  code           VARCHAR(7)  NOT NULL UNIQUE,
  secret         VARCHAR(64) NOT NULL,
  number         BIGINT      NOT NULL,
  changed        BIGINT      NOT NULL,
  message        VARCHAR(400) NOT NULL,
  spotlight      VARCHAR(1000) NOT NULL,
  question       VARCHAR(400) NOT NULL,
  paused         INTEGER     NOT NULL,
  pushed_network VARCHAR(64) NOT NULL,
  pushed_from    VARCHAR(64) NOT NULL,
  made_at        BIGINT      NOT NULL
);

-- network_id is what the member shows to the teacher; taken what was pushed, and the id of their copy; hand_at
-- is 0 while no hand is raised; message is for them alone; answer to the room's question.
CREATE TABLE room_members (
  room_id    VARCHAR(64) NOT NULL REFERENCES rooms (id) ON DELETE CASCADE,
  owner_id   VARCHAR(64) NOT NULL REFERENCES owners (id) ON DELETE CASCADE,
  id         VARCHAR(64) NOT NULL,
  teaches    INTEGER     NOT NULL,
  nickname   VARCHAR(40) NOT NULL,
  network_id VARCHAR(64) NOT NULL,
  taken      VARCHAR(64) NOT NULL,
  hand_at    BIGINT      NOT NULL,
  message    VARCHAR(400) NOT NULL,
  answer     VARCHAR(100) NOT NULL,
  changed    BIGINT      NOT NULL,
  joined_at  BIGINT      NOT NULL,
  PRIMARY KEY (room_id, owner_id)
);

CREATE UNIQUE INDEX room_members_by_name ON room_members (room_id, nickname);
CREATE UNIQUE INDEX room_members_by_id ON room_members (room_id, id);
CREATE INDEX room_members_by_owner ON room_members (owner_id, joined_at);
CREATE INDEX room_members_by_network ON room_members (network_id);
