-- A task is the word of one of the course, or the goals of one that a teacher has set: longer than it was.
ALTER TABLE networks ADD COLUMN task_text TEXT NOT NULL DEFAULT '';
UPDATE networks SET task_text = task;
ALTER TABLE networks DROP COLUMN task;
ALTER TABLE networks RENAME COLUMN task_text TO task;

-- The task that a room is at; whether all see what was handed in.
ALTER TABLE rooms ADD COLUMN task TEXT NOT NULL DEFAULT '';
ALTER TABLE rooms ADD COLUMN solutions_shown INTEGER NOT NULL DEFAULT 0;

-- What somebody has handed in: the room's own copy, as it was then.
CREATE TABLE room_solutions (
  room_id    VARCHAR(64) NOT NULL REFERENCES rooms (id) ON DELETE CASCADE,
  member_id  VARCHAR(64) NOT NULL,
  nickname   VARCHAR(40) NOT NULL,
  network_id VARCHAR(64) NOT NULL REFERENCES networks (id) ON DELETE CASCADE,
  handed_at  BIGINT      NOT NULL,
  PRIMARY KEY (room_id, member_id)
);

-- Who asks a member to work with them; whose network they work on; what they look at there.
ALTER TABLE room_members ADD COLUMN asked_by VARCHAR(64) NOT NULL DEFAULT '';
ALTER TABLE room_members ADD COLUMN host     VARCHAR(64) NOT NULL DEFAULT '';
ALTER TABLE room_members ADD COLUMN looks_at VARCHAR(100) NOT NULL DEFAULT '';

CREATE INDEX room_members_by_host ON room_members (room_id, host);
