-- What came of the last layer in a run of that version, by which a goal about a picture is judged; empty
-- where nobody has asked for it.
ALTER TABLE versions ADD COLUMN outcome VARCHAR(80) NOT NULL DEFAULT '';

-- The task of a room stays in the room; networks keep the one that they were started for.
UPDATE networks SET task = '' WHERE task LIKE 'own:%'
  AND id NOT IN (SELECT network_id FROM room_solutions);

-- When a member had a page of the room open last. Beside the members, so that nobody who changes them
-- waits for it.
CREATE TABLE room_seen (
  room_id  VARCHAR(64) NOT NULL,
  owner_id VARCHAR(64) NOT NULL,
  seen_at  BIGINT      NOT NULL,
  PRIMARY KEY (room_id, owner_id),
  FOREIGN KEY (room_id, owner_id) REFERENCES room_members (room_id, owner_id) ON DELETE CASCADE
);
