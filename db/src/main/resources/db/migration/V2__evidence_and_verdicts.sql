-- What hosts proved and what became of it. History is partitioned by time from the first row; every hot table
-- carries host_id in its key, so that it can be sharded by host without a code change.

-- Event logs, content-addressed: the digest is the one we computed.
CREATE TABLE event_log (
    sha256      bytea       PRIMARY KEY CHECK (length(sha256) = 32),
    size        integer     NOT NULL CHECK (size >= 0),
    deflated    bytea       NOT NULL,
    first_seen  timestamptz NOT NULL,
    first_host  uuid        NOT NULL
);
-- What one host brought lately: its quota.
CREATE INDEX event_log_quota ON event_log (first_host, first_seen);

CREATE TABLE attestation (
    id               uuid        NOT NULL,
    host_id          uuid        NOT NULL,
    received_at      timestamptz NOT NULL,
    issued_at        timestamptz NOT NULL,
    valid_until      timestamptz NOT NULL,
    kind             text        NOT NULL CHECK (kind IN ('first-of-boot', 'routine', 'late')),
    verdict          text        NOT NULL CHECK (verdict IN ('TRUSTED', 'DRIFTED', 'REJECTED', 'PENDING')),
    reasons          jsonb       NOT NULL,
    not_checked      jsonb       NOT NULL,
    divergence       jsonb,
    reset_count      bigint      NOT NULL,
    restart_count    bigint      NOT NULL,
    clock            bigint      NOT NULL,
    firmware_version text        NOT NULL,
    attest           bytea       NOT NULL,
    signature        bytea       NOT NULL,
    pcrs             jsonb       NOT NULL,
    firmware_log     bytea       NOT NULL,
    userspace_log    bytea,
    reference_sets   jsonb       NOT NULL,
    claimed_facts    jsonb,
    result           text        NOT NULL,
    PRIMARY KEY (host_id, received_at, id)
) PARTITION BY RANGE (received_at);
CREATE INDEX attestation_id ON attestation (id);

-- Single use of a challenge, in the evidence transaction. Unpartitioned: uniqueness must hold over all time.
CREATE TABLE challenge_use (
    host_id           uuid        NOT NULL,
    challenge_sha256  bytea       NOT NULL CHECK (length(challenge_sha256) = 32),
    quote_sha256      bytea       NOT NULL,
    submission_sha256 bytea       NOT NULL,
    replayed          boolean     NOT NULL,
    attestation_id    uuid        NOT NULL,
    answer            text        NOT NULL,
    expires_at        timestamptz NOT NULL,
    PRIMARY KEY (host_id, challenge_sha256)
);
CREATE INDEX challenge_use_expiry ON challenge_use (expires_at);

CREATE TABLE verdict_transition (
    id             uuid        NOT NULL,
    host_id        uuid        NOT NULL,
    at             timestamptz NOT NULL,
    from_verdict   text        NOT NULL,
    to_verdict     text        NOT NULL,
    cause          text        NOT NULL CHECK (cause IN
                       ('evidence', 'approval', 'revocation', 're-enrolment', 're-appraisal', 'retirement')),
    attestation_id uuid,
    detail         text        NOT NULL DEFAULT '',
    PRIMARY KEY (host_id, at, id)
) PARTITION BY RANGE (at);

-- Submissions under a host's id that its AK did not sign: counted by hour and code, so that nobody can fill the disk.
CREATE TABLE rejected_submission (
    host_id     uuid        NOT NULL,
    hour        timestamptz NOT NULL,
    code        text        NOT NULL,
    count       bigint      NOT NULL,
    last_at     timestamptz NOT NULL,
    last_source text        NOT NULL,
    last_detail text        NOT NULL,
    PRIMARY KEY (host_id, hour, code)
) PARTITION BY RANGE (hour);

-- Written in the transaction of what it tells; read by whoever notifies.
CREATE TABLE outbox (
    id        bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at        timestamptz NOT NULL,
    kind      text        NOT NULL,
    host_id   uuid,
    payload   jsonb       NOT NULL
);

-- Makes the monthly partitions around a moment; called at start and daily, safe to call at once from many replicas.
-- Its own time zone: month bounds must not depend on who calls.
CREATE FUNCTION ensure_partitions(around timestamptz) RETURNS void LANGUAGE plpgsql SET timezone = 'UTC' AS $$
DECLARE
    parent text;
    first  timestamptz;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('touchstone.ensure_partitions'));
    FOREACH parent IN ARRAY ARRAY['attestation', 'verdict_transition', 'rejected_submission', 'audit_event'] LOOP
        FOR ahead IN -1..2 LOOP
            first := date_trunc('month', around AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' + make_interval(months => ahead);
            EXECUTE format('CREATE TABLE IF NOT EXISTS %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)',
                parent || to_char(first AT TIME ZONE 'UTC', '"_"YYYY"_"MM'), parent, first, first + interval '1 month');
        END LOOP;
    END LOOP;
END $$;
