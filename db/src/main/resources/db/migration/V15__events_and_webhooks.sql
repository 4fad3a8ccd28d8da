-- What happened, in an order that does not change, and whom it is told.

-- What it is about, as type/id: events of one subject are told in the order they happened.
ALTER TABLE outbox ADD COLUMN subject text;
UPDATE outbox SET kind = 'host.verdict.changed' WHERE kind = 'verdict-changed';
UPDATE outbox SET subject = CASE WHEN payload ? 'cluster' THEN 'drift-cluster/' || (payload ->> 'cluster')
                                 ELSE 'host/' || host_id END;

-- What was told already and is not to be told again.
CREATE TABLE outbox_once (
    key text        PRIMARY KEY,
    at  timestamptz NOT NULL
);
CREATE INDEX outbox_once_at ON outbox_once (at);

-- Rows of the outbox, moved here by whoever holds event_head: numbered without gaps, and never changed.
CREATE TABLE event (
    sequence bigint      PRIMARY KEY CHECK (sequence > 0),
    id       uuid        NOT NULL,
    type     text        NOT NULL,
    subject  text        NOT NULL,
    at       timestamptz NOT NULL,
    data     jsonb       NOT NULL
);
CREATE INDEX event_at ON event (at);

CREATE FUNCTION event_is_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'an event does not change';
END $$;
CREATE TRIGGER event_immutable BEFORE UPDATE ON event FOR EACH ROW EXECUTE FUNCTION event_is_immutable();

-- The last number given. Its row's lock is the right to give the next; the events themselves may be forgotten.
CREATE TABLE event_head (
    only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    last     bigint  NOT NULL
);
INSERT INTO event_head (last) VALUES (0);

--  secret           the key of its signatures; the one before it signs as well until previous_until
--  disabled_reason  why nothing is sent, where nobody asked for that
CREATE TABLE webhook (
    id              uuid        PRIMARY KEY,
    url             text        NOT NULL,
    types           text[]      NOT NULL CHECK (cardinality(types) > 0),
    description     text        NOT NULL,
    enabled         boolean     NOT NULL,
    disabled_reason text        NOT NULL DEFAULT '',
    secret          bytea       NOT NULL CHECK (length(secret) = 32),
    previous_secret bytea       CHECK (length(previous_secret) = 32),
    previous_until  timestamptz,
    created_at      timestamptz NOT NULL,
    created_by      text        NOT NULL,
    version         integer     NOT NULL DEFAULT 0,
    CHECK ((previous_secret IS NULL) = (previous_until IS NULL))
);

-- An event for a webhook. Whoever takes one up counts an attempt and moves due_at to when it is given up for lost; only
-- the last attempt's outcome counts.
--  failures  since it was queued last
CREATE TABLE webhook_delivery (
    webhook_id uuid        NOT NULL REFERENCES webhook (id) ON DELETE CASCADE,
    sequence   bigint      NOT NULL REFERENCES event (sequence) ON DELETE CASCADE,
    subject    text        NOT NULL,
    state      text        NOT NULL CHECK (state IN ('pending', 'delivered', 'dead')),
    attempts   integer     NOT NULL DEFAULT 0,
    failures   integer     NOT NULL DEFAULT 0,
    queued_at  timestamptz NOT NULL,
    due_at     timestamptz NOT NULL,
    tried_at   timestamptz,
    detail     text        NOT NULL DEFAULT '',
    PRIMARY KEY (webhook_id, sequence)
);
CREATE INDEX webhook_delivery_due ON webhook_delivery (webhook_id, due_at, sequence) WHERE state = 'pending';
CREATE INDEX webhook_delivery_subject ON webhook_delivery (webhook_id, subject, sequence) WHERE state = 'pending';
CREATE INDEX webhook_delivery_dead ON webhook_delivery (webhook_id, sequence) WHERE state = 'dead';
CREATE INDEX webhook_delivery_event ON webhook_delivery (sequence);

-- From when on there was something to tell of a cluster, and the host it was about.
ALTER TABLE drift_cluster
    ADD COLUMN alert_from timestamptz,
    ADD COLUMN alert_host uuid;
