-- A deleted network can be brought back as long as anything of its owner's is kept. When it was
-- deleted; those that are there have none.
ALTER TABLE networks ADD COLUMN deleted_at BIGINT;
