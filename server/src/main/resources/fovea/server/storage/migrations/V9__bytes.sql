-- What a row's contents take, so that a visitor's are added up without reading them: the indices hold
-- all that the sums and the search for the oldest need.
ALTER TABLE versions ADD COLUMN bytes BIGINT NOT NULL DEFAULT 0;
ALTER TABLE pictures ADD COLUMN bytes BIGINT NOT NULL DEFAULT 0;

UPDATE versions SET bytes = octet_length(document) + octet_length(weights) + octet_length(steps);
UPDATE pictures SET bytes = octet_length(png);

CREATE INDEX versions_by_age ON versions (network_id, label, made_at, number, bytes);
CREATE INDEX pictures_by_bytes ON pictures (owner_id, bytes);
CREATE INDEX tensors_by_bytes ON tensors (owner_id, size);
