-- How networks learn. A network has one training at most, its last: another id for each, and a token that
-- counts how often a server has taken it up, so that one which was away too long keeps nothing any more.
-- document and seed are the network that learns, whatever its owner makes of it meanwhile. began is the version
-- that undoing leads back to, version the one that holds its weights (0: none yet), shown the moment that was
-- asked for (-1: always the last). log holds what came of its steps, as JSON; checkpoint, as safetensors, all
-- that it needs to go on.
CREATE TABLE trainings (
  network_id VARCHAR(64) NOT NULL PRIMARY KEY REFERENCES networks (id) ON DELETE CASCADE,
  owner_id   VARCHAR(64) NOT NULL REFERENCES owners (id) ON DELETE CASCADE,
  id         VARCHAR(64) NOT NULL,
  token      BIGINT      NOT NULL,
  server     VARCHAR(64) NOT NULL,
  beat       BIGINT      NOT NULL,
  document   TEXT        NOT NULL,
  seed       BIGINT      NOT NULL,
  began      INTEGER     NOT NULL,
  version    INTEGER     NOT NULL,
  shown      INTEGER     NOT NULL,
  plan       TEXT        NOT NULL,
  state      VARCHAR(10) NOT NULL,
  wish       VARCHAR(10) NOT NULL,
  sentence   TEXT        NOT NULL,
  step       INTEGER     NOT NULL,
  steps      INTEGER     NOT NULL,
  log        TEXT        NOT NULL,
  checkpoint ${bytes}    NOT NULL,
  bytes      BIGINT      NOT NULL
);

CREATE INDEX trainings_by_owner ON trainings (owner_id, bytes);
CREATE INDEX trainings_by_state ON trainings (state, server, beat);

-- The weights of a training behind a step, as versions name theirs, and how well they did.
CREATE TABLE moments (
  network_id          VARCHAR(64) NOT NULL REFERENCES trainings (network_id) ON DELETE CASCADE,
  step                INTEGER     NOT NULL,
  weights             TEXT        NOT NULL,
  loss                DOUBLE PRECISION NOT NULL,
  accuracy            DOUBLE PRECISION NOT NULL,
  validation_accuracy DOUBLE PRECISION NOT NULL,
  PRIMARY KEY (network_id, step)
);
