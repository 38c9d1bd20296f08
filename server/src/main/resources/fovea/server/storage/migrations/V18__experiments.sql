-- What experiments have brought: a row for each number, kept for everybody under the experiment's key, which
-- changes with anything that would change a number.
CREATE TABLE experiment_rows (
  experiment VARCHAR(64) NOT NULL,
  arm        VARCHAR(64) NOT NULL,
  seed       INTEGER     NOT NULL,
  measure    VARCHAR(64) NOT NULL,
  number     DOUBLE PRECISION NOT NULL,
  PRIMARY KEY (experiment, arm, seed, measure)
);

-- The trained weights of each arm's first seed, as a safetensors file.
CREATE TABLE experiment_weights (
  experiment VARCHAR(64) NOT NULL,
  arm        VARCHAR(64) NOT NULL,
  file       ${bytes}    NOT NULL,
  PRIMARY KEY (experiment, arm)
);

-- Experiments that somebody has asked for, until they are done; which server does it, and when it last said so.
CREATE TABLE experiments_asked (
  experiment VARCHAR(64) NOT NULL PRIMARY KEY,
  owner_id   VARCHAR(64) NOT NULL,
  asked_at   BIGINT      NOT NULL,
  server     VARCHAR(64) NOT NULL,
  beat       BIGINT      NOT NULL
);
