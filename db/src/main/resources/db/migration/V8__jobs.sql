-- Long work over the whole fleet: what is to be done, how far it is, what came of it.

-- coalesced: while such a job waits, another with the same key is the same. run counts how often it was taken up: only
-- the last may write. position: where it stood, for whoever takes it up again.
CREATE TABLE job (
    id               uuid        PRIMARY KEY,
    kind             text        NOT NULL,
    params           jsonb       NOT NULL,
    coalesced        text,
    state            text        NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
    run              integer     NOT NULL DEFAULT 0,
    total            bigint,
    done             bigint      NOT NULL DEFAULT 0,
    position         text,
    message          text        NOT NULL DEFAULT '',
    result           jsonb,
    created_at       timestamptz NOT NULL,
    created_by       text        NOT NULL,
    started_at       timestamptz,
    finished_at      timestamptz,
    cancel_requested boolean     NOT NULL DEFAULT false
);
CREATE INDEX job_created ON job (created_at DESC, id DESC);
CREATE INDEX job_finished ON job (finished_at) WHERE finished_at IS NOT NULL;
CREATE UNIQUE INDEX job_waits_once ON job (coalesced) WHERE state = 'queued';

-- db-scheduler's own: which job is due, which replica runs it, whether that one is alive.
CREATE TABLE scheduled_tasks (
    task_name            text        NOT NULL,
    task_instance        text        NOT NULL,
    task_data            bytea,
    execution_time       timestamptz NOT NULL,
    picked               boolean     NOT NULL,
    picked_by            text,
    last_success         timestamptz,
    last_failure         timestamptz,
    consecutive_failures integer,
    last_heartbeat       timestamptz,
    version              bigint      NOT NULL,
    priority             smallint,
    PRIMARY KEY (task_name, task_instance)
);
CREATE INDEX scheduled_tasks_due ON scheduled_tasks (execution_time);
CREATE INDEX scheduled_tasks_alive ON scheduled_tasks (last_heartbeat);

-- What a dry run found of each host.
CREATE TABLE dry_run_host (
    job_id         uuid NOT NULL REFERENCES job (id) ON DELETE CASCADE,
    host_id        uuid NOT NULL,
    host           text NOT NULL,
    before         text NOT NULL,
    after          text NOT NULL,
    outcome        text NOT NULL,
    reason         text NOT NULL DEFAULT '',
    after_rollout  text,
    rollout_reason text NOT NULL DEFAULT '',
    PRIMARY KEY (job_id, host_id)
);
CREATE INDEX dry_run_host_outcome ON dry_run_host (job_id, outcome, host_id);

-- An attestation's judgement follows what is golden; its evidence never changes. What it was found to show at first
-- stays beside.
ALTER TABLE attestation
    ADD COLUMN first_judgement jsonb,
    ADD COLUMN reappraised_at  timestamptz;
