-- What somebody has read or solved in the course: a row for each thing, such as "step:size/floor". The task
-- is the one that a network was started for.
CREATE TABLE progress (
  owner_id VARCHAR(64) NOT NULL REFERENCES owners (id) ON DELETE CASCADE,
  item VARCHAR(80) NOT NULL,
  result VARCHAR(4000) NOT NULL,
  made_at BIGINT NOT NULL,
  PRIMARY KEY (owner_id, item)
);

ALTER TABLE networks ADD COLUMN task VARCHAR(40) NOT NULL DEFAULT '';
