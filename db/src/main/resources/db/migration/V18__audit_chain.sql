-- The record of decisions becomes a chain: each row holds the digest of the one before it, so that none can be altered,
-- taken out or moved without every later one showing it.
--
-- Nullable, for replicas of the version before write rows without; whoever knows the chain takes those up.
--  sequence       1, 2, 3 … in the order of commits
--  source         the address the request came from; absent for what the server did itself
--  previous_hash  of the row before; 32 zero bytes for the first
--  hash           SHA-256 over the canonical form of the row as it is exported, but for itself

ALTER TABLE audit_event
    ADD COLUMN sequence bigint CHECK (sequence > 0),
    ADD COLUMN source text,
    ADD COLUMN previous_hash bytea CHECK (length(previous_hash) = 32),
    ADD COLUMN hash bytea CHECK (length(hash) = 32),
    ADD CONSTRAINT audit_event_chained CHECK (num_nonnulls(sequence, previous_hash, hash) IN (0, 3));
CREATE INDEX audit_event_sequence ON audit_event (sequence);
CREATE INDEX audit_event_unchained ON audit_event (at, id) WHERE sequence IS NULL;
CREATE INDEX audit_event_actor ON audit_event (actor, sequence);
CREATE INDEX audit_event_object ON audit_event (object text_pattern_ops, sequence);

-- The last row. Whoever adds one locks it, at the end of a transaction.
CREATE TABLE audit_head (
    single   boolean     PRIMARY KEY DEFAULT true CHECK (single),
    sequence bigint      NOT NULL CHECK (sequence >= 0),
    hash     bytea       NOT NULL CHECK (length(hash) = 32),
    at       timestamptz NOT NULL
);
INSERT INTO audit_head (sequence, hash, at) VALUES (0, decode(repeat('00', 32), 'hex'), now());

-- What stands for rows that are not kept any more, so that those after them still verify.
CREATE TABLE audit_checkpoint (
    sequence bigint      PRIMARY KEY CHECK (sequence > 0),
    hash     bytea       NOT NULL CHECK (length(hash) = 32),
    at       timestamptz NOT NULL
);

CREATE FUNCTION audit_head_moves_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR NEW.sequence <= OLD.sequence THEN
        RAISE EXCEPTION 'the audit log only grows';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER audit_head_moved BEFORE UPDATE OR DELETE ON audit_head
    FOR EACH ROW EXECUTE FUNCTION audit_head_moves_on();

CREATE FUNCTION audit_event_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- A row that an earlier version wrote gets its place in the chain, once.
    IF TG_TABLE_NAME <> 'audit_checkpoint' AND TG_OP = 'UPDATE' THEN
        IF OLD.sequence IS NULL AND NEW.sequence IS NOT NULL
           AND (NEW.id, NEW.at, NEW.actor, NEW.action, NEW.object, NEW.before, NEW.after, NEW.source)
               IS NOT DISTINCT FROM
               (OLD.id, OLD.at, OLD.actor, OLD.action, OLD.object, OLD.before, OLD.after, OLD.source) THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'the audit log is only added to';
END $$;
CREATE TRIGGER audit_event_append_only BEFORE UPDATE OR DELETE ON audit_event
    FOR EACH ROW EXECUTE FUNCTION audit_event_is_append_only();
CREATE TRIGGER audit_event_not_truncated BEFORE TRUNCATE ON audit_event
    FOR EACH STATEMENT EXECUTE FUNCTION audit_event_is_append_only();
CREATE TRIGGER audit_checkpoint_append_only BEFORE UPDATE OR DELETE ON audit_checkpoint
    FOR EACH ROW EXECUTE FUNCTION audit_event_is_append_only();

-- Drops the months that ended before a moment, and keeps what the rest is verified by: the last row dropped, and any
-- whose successor is kept or that is later in the chain than a row that is.
CREATE FUNCTION prune_audit(before timestamptz) RETURNS integer LANGUAGE plpgsql SET timezone = 'UTC' AS $$
DECLARE
    part    record;
    ended   timestamptz;
    dropped integer := 0;
BEGIN
    PERFORM FROM audit_head FOR UPDATE;
    FOR part IN
        SELECT c.oid::regclass AS name, right(c.relname, 7) AS month
        FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = 'audit_event'::regclass ORDER BY c.relname
    LOOP
        ended := (replace(part.month, '_', '-') || '-01')::timestamptz + interval '1 month';
        CONTINUE WHEN ended > before;
        EXECUTE format($sql$
            INSERT INTO audit_checkpoint (sequence, hash, at)
            SELECT p.sequence, p.hash, now() FROM %1$s p
            WHERE p.sequence IS NOT NULL AND p.sequence >= coalesce(
                (SELECT min(sequence) - 1 FROM audit_event WHERE tableoid <> '%1$s'::regclass),
                (SELECT max(sequence) FROM %1$s))
            ON CONFLICT DO NOTHING$sql$, part.name);
        EXECUTE format('DROP TABLE %s', part.name);
        dropped := dropped + 1;
    END LOOP;
    RETURN dropped;
END $$;

-- An auditor asks who approved what a host was judged by.
CREATE INDEX change_by_subject ON change (subject);
