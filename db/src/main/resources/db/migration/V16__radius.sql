-- Sessions that a RADIUS server let in on our word, and the asking of their NAS to end them.

-- A NAS that takes Dynamic Authorization requests (RFC 5176): nothing is ever sent to any other address.
--  secret           shared with it; shown to nobody
--  quarantine_vlan  where a session is moved to; sessions are ended where there is none
CREATE TABLE radius_nas (
    name            text        PRIMARY KEY CHECK (name ~ '^[a-z0-9]([a-z0-9._-]{0,61}[a-z0-9])?$'),
    address         inet        NOT NULL UNIQUE CHECK (masklen(address) = CASE family(address) WHEN 4 THEN 32 ELSE 128 END),
    port            integer     NOT NULL CHECK (port BETWEEN 1 AND 65535),
    secret          bytea       NOT NULL CHECK (length(secret) BETWEEN 16 AND 128),
    quarantine_vlan text        CHECK (quarantine_vlan ~ '^[A-Za-z0-9._-]{1,32}$'),
    updated_at      timestamptz NOT NULL,
    updated_by      text        NOT NULL
);

-- A session as its NAS names it.
--  decision  what it was let in by: allow, or quarantine
--  verdict   of the host then
--  waived    whether a waiver alone let it in
--  moved     whether it was allowed and its NAS has moved it into quarantine since
--  until     when its NAS asks again, and forgets it if the answer is no
CREATE TABLE radius_session (
    id              uuid        PRIMARY KEY,
    consumer        text        NOT NULL,
    nas             text        NOT NULL REFERENCES radius_nas (name) ON DELETE CASCADE,
    calling_station text        NOT NULL,
    acct_session    text        NOT NULL,
    user_name       text        NOT NULL,
    host_id         uuid        NOT NULL REFERENCES host (id),
    decision        text        NOT NULL CHECK (decision IN ('allow', 'quarantine')),
    verdict         text        NOT NULL,
    waived          boolean     NOT NULL,
    moved           boolean     NOT NULL DEFAULT false,
    admitted_at     timestamptz NOT NULL,
    until           timestamptz NOT NULL,
    CHECK (calling_station <> '' OR acct_session <> ''),
    CONSTRAINT radius_session_of_nas UNIQUE (consumer, nas, calling_station, acct_session)
);
CREATE INDEX radius_session_host ON radius_session (host_id, admitted_at);
CREATE INDEX radius_session_until ON radius_session (until);
CREATE INDEX radius_session_waived ON radius_session (id) WHERE waived;

-- A session that must not go on as it is. There is at most one order for it; it stays until the NAS has done it, or has
-- said that it will not. Nothing refers to the session: a change of a host must not fail because one ended meanwhile.
--  disconnect  whether it must end; otherwise it may be moved into quarantine
--  due_at      when it is to be asked of the NAS; whoever takes it up puts it off for a while, in case they die of it
--  failed_at   when it was given up
CREATE TABLE radius_order (
    session_id uuid        PRIMARY KEY,
    disconnect boolean     NOT NULL,
    reason     text        NOT NULL,
    ordered_at timestamptz NOT NULL,
    due_at     timestamptz NOT NULL,
    attempts   integer     NOT NULL DEFAULT 0,
    failed_at  timestamptz,
    failure    text        NOT NULL DEFAULT ''
);
CREATE INDEX radius_order_due ON radius_order (due_at) WHERE failed_at IS NULL;

-- Whether a session that was let in by this decision, when the host had that verdict, must not go on now. One that was
-- moved ends also when its host is trusted again: it comes back at once, into the network it came from.
CREATE FUNCTION radius_session_ends(decision text, admitted text, moved boolean, verdict text, state text) RETURNS boolean
    LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE decision
        WHEN 'allow' THEN state NOT IN ('ACTIVE', 'MAINTENANCE') OR (verdict <> 'TRUSTED' AND verdict <> admitted)
        ELSE state IN ('REVOKED', 'RETIRED') OR verdict = 'REJECTED' OR (moved AND verdict = 'TRUSTED')
    END
$$;

-- Orders what a change of a host calls for, in the transaction of that change and whatever its cause.
CREATE FUNCTION radius_order_for_host() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO radius_order (session_id, disconnect, reason, ordered_at, due_at)
    SELECT s.id,
           s.decision = 'quarantine' OR NEW.verdict = 'REJECTED' OR NEW.state IN ('REVOKED', 'RETIRED'),
           NEW.state || ' ' || NEW.verdict, clock_timestamp(), clock_timestamp()
    FROM radius_session s
    WHERE s.host_id = NEW.id AND radius_session_ends(s.decision, s.verdict, s.moved, NEW.verdict, NEW.state)
    ON CONFLICT (session_id) DO UPDATE
        SET disconnect = radius_order.disconnect OR EXCLUDED.disconnect, reason = EXCLUDED.reason,
            due_at = EXCLUDED.due_at, attempts = 0, failed_at = NULL, failure = '';
    RETURN NULL;
END $$;
CREATE TRIGGER radius_order_for_host AFTER UPDATE ON host FOR EACH ROW
    WHEN (OLD.verdict IS DISTINCT FROM NEW.verdict OR OLD.state IS DISTINCT FROM NEW.state)
    EXECUTE FUNCTION radius_order_for_host();
