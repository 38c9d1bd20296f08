-- When each job is due, and which server does it: the table of db-scheduler, under its own names. Whoever
-- takes a job counts its version on, so that a server that was away too long cannot end it as its own.
CREATE TABLE scheduled_tasks (
  task_name            TEXT     NOT NULL,
  task_instance        TEXT     NOT NULL,
  task_data            ${bytes},
  execution_time       TIMESTAMPTZ NOT NULL,
  picked               BOOLEAN  NOT NULL,
  picked_by            TEXT,
  last_success         TIMESTAMPTZ,
  last_failure         TIMESTAMPTZ,
  consecutive_failures INTEGER,
  last_heartbeat       TIMESTAMPTZ,
  version              BIGINT   NOT NULL,
  priority             SMALLINT,
  PRIMARY KEY (task_name, task_instance)
);

CREATE INDEX scheduled_tasks_by_time ON scheduled_tasks (execution_time);
CREATE INDEX scheduled_tasks_by_heartbeat ON scheduled_tasks (last_heartbeat);
