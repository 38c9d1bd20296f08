-- What the numbers of the last layer stand for, a name a line; empty where nobody has said.
ALTER TABLE versions ADD COLUMN classes TEXT NOT NULL DEFAULT '';
