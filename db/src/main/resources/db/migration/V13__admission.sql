-- Who asks for decisions, and what every replica must hear of to answer from memory.

-- A policy engine and what it wants of decisions.
--  maximum_evidence_age  seconds; older evidence counts as STALE
--  revision              another with each change: what a change is made to
CREATE TABLE consumer (
    name                 text        PRIMARY KEY CHECK (name ~ '^[a-z0-9]([a-z0-9._-]{0,61}[a-z0-9])?$'
                                         AND name <> 'default'),
    mode                 text        NOT NULL CHECK (mode IN ('monitor', 'enforce')),
    maximum_evidence_age bigint      NOT NULL CHECK (maximum_evidence_age > 0),
    outage               text        NOT NULL CHECK (outage IN ('quarantine', 'deny')),
    allowed_bindings     text[]      NOT NULL
                             CHECK (allowed_bindings <@ ARRAY['certificate', 'inventory', 'name', 'mac']),
    policy               jsonb       NOT NULL,
    allow_vlan           text        CHECK (allow_vlan ~ '^[A-Za-z0-9._-]{1,32}$'),
    quarantine_vlan      text        CHECK (quarantine_vlan ~ '^[A-Za-z0-9._-]{1,32}$'),
    revision             uuid        NOT NULL,
    created_at           timestamptz NOT NULL,
    created_by           text        NOT NULL
);

-- The consumer a token speaks for. No reference: the token outlives it, revoked.
ALTER TABLE access_token ADD COLUMN consumer text
    CHECK (consumer IS NULL OR scopes = ARRAY['admission']);
CREATE INDEX access_token_consumer ON access_token (consumer) WHERE consumer IS NOT NULL;

-- What changed, by the transaction that changed it: a reader finds what its last snapshot did not show, in whatever
-- order transactions commit. Append-only and pruned; an index on host itself would end its in-place updates.
--  host_id  whose admission may be another now; null for the consumers and their tokens
CREATE TABLE admission_change (
    xid     xid8 NOT NULL DEFAULT pg_current_xact_id(),
    host_id uuid
);
CREATE INDEX admission_change_xid ON admission_change (xid);

-- Changes of transactions before this one are gone: whose last snapshot is older reads everything again.
CREATE TABLE admission_pruned (
    only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    before   xid8    NOT NULL
);
INSERT INTO admission_pruned (before) VALUES ('0');

-- Each attestation comes by here, so nothing is notified here: transactions that notify commit one after another.
CREATE FUNCTION admission_host_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO admission_change (host_id) VALUES (NEW.id);
    RETURN NULL;
END $$;
CREATE TRIGGER admission_changed AFTER INSERT OR UPDATE ON host
    FOR EACH ROW EXECUTE FUNCTION admission_host_changed();

-- A hint, which may be lost: readers look five times a second whether they hear it or not.
CREATE FUNCTION admission_hint() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('touchstone_admission', '');
    RETURN NULL;
END $$;
CREATE TRIGGER admission_hint AFTER UPDATE ON host FOR EACH ROW
    WHEN ((OLD.verdict, OLD.state) IS DISTINCT FROM (NEW.verdict, NEW.state))
    EXECUTE FUNCTION admission_hint();

-- Of a table whose rows have a host: the one it was of, and the one it is of.
CREATE FUNCTION admission_part_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        INSERT INTO admission_change (host_id) VALUES (OLD.host_id);
    END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO admission_change (host_id) VALUES (NEW.host_id);
    END IF;
    PERFORM pg_notify('touchstone_admission', '');
    RETURN NULL;
END $$;
CREATE TRIGGER admission_changed AFTER INSERT OR UPDATE OR DELETE ON client_key
    FOR EACH ROW EXECUTE FUNCTION admission_part_changed();
CREATE TRIGGER admission_changed AFTER INSERT OR UPDATE OR DELETE ON host_address
    FOR EACH ROW EXECUTE FUNCTION admission_part_changed();
CREATE TRIGGER admission_changed AFTER INSERT ON waiver_host
    FOR EACH ROW EXECUTE FUNCTION admission_part_changed();
CREATE TRIGGER admission_changed AFTER INSERT OR DELETE ON drift_member
    FOR EACH ROW EXECUTE FUNCTION admission_part_changed();
CREATE TRIGGER admission_moved AFTER UPDATE ON drift_member FOR EACH ROW
    WHEN ((OLD.cluster_id, OLD.grave) IS DISTINCT FROM (NEW.cluster_id, NEW.grave))
    EXECUTE FUNCTION admission_part_changed();

CREATE FUNCTION admission_waiver_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO admission_change (host_id) SELECT host_id FROM waiver_host WHERE waiver_id = NEW.id;
    PERFORM pg_notify('touchstone_admission', '');
    RETURN NULL;
END $$;
CREATE TRIGGER admission_changed AFTER UPDATE ON waiver
    FOR EACH ROW EXECUTE FUNCTION admission_waiver_changed();

CREATE FUNCTION admission_consumer_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO admission_change (host_id) VALUES (NULL);
    PERFORM pg_notify('touchstone_admission', '');
    RETURN NULL;
END $$;
CREATE TRIGGER admission_changed AFTER INSERT OR UPDATE OR DELETE ON consumer
    FOR EACH ROW EXECUTE FUNCTION admission_consumer_changed();
CREATE TRIGGER admission_issued AFTER INSERT ON access_token FOR EACH ROW
    WHEN (NEW.consumer IS NOT NULL) EXECUTE FUNCTION admission_consumer_changed();
CREATE TRIGGER admission_ended AFTER UPDATE ON access_token FOR EACH ROW
    WHEN ((OLD.consumer, OLD.revoked_at, OLD.expires_at, OLD.scopes)
          IS DISTINCT FROM (NEW.consumer, NEW.revoked_at, NEW.expires_at, NEW.scopes))
    EXECUTE FUNCTION admission_consumer_changed();
CREATE TRIGGER admission_deleted AFTER DELETE ON access_token FOR EACH ROW
    WHEN (OLD.consumer IS NOT NULL) EXECUTE FUNCTION admission_consumer_changed();
