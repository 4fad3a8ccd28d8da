-- Hosts that departed from what is approved, those alike together; and what of it is let pass for a while.

-- The identical set of unmatched digests: of each fingerprint at most one cluster is open.
-- Nothing here changes with each member, so that any number of hosts can join at once: sizes are counted when read.
CREATE TABLE drift_cluster (
    id          bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    fingerprint bytea       NOT NULL CHECK (length(fingerprint) = 32),
    title       text        NOT NULL,
    summary     jsonb       NOT NULL,
    differing   text[]      NOT NULL,
    same        text[]      NOT NULL,
    pcrs        integer[]   NOT NULL,
    first_seen  timestamptz NOT NULL,
    closed_at   timestamptz,
    -- When a member that no proposed version accounts for was first told of; and of how many hosts.
    alerted_at  timestamptz,
    alerted_for integer     NOT NULL DEFAULT 1 CHECK (alerted_for > 0),
    -- The version drafted from it: fleet-a@4.
    drafted     text
);
CREATE UNIQUE INDEX drift_cluster_open ON drift_cluster (fingerprint) WHERE closed_at IS NULL;
CREATE INDEX drift_cluster_closed ON drift_cluster (closed_at) WHERE closed_at IS NOT NULL;

-- Where a host is now.
--  attestation_id  the evidence by which it joined, or the first of the boot since
--  boot_seen       when the boot was first seen; null where it drifted without one
--  grave           what forbids waivers and approval in bulk
--  announced       the proposed versions that account for its boot
--  dbx             beside its last trusted boot
CREATE TABLE drift_member (
    host_id        uuid        PRIMARY KEY REFERENCES host (id),
    cluster_id     bigint      NOT NULL REFERENCES drift_cluster (id),
    attestation_id uuid        NOT NULL,
    since          timestamptz NOT NULL,
    boot_seen      timestamptz,
    grave          text[]      NOT NULL,
    announced      text[]      NOT NULL,
    secure_boot    text        NOT NULL CHECK (secure_boot IN ('on', 'off', 'unknown')),
    dbx            text        NOT NULL CHECK (dbx IN ('same', 'changed', 'unknown'))
);
CREATE INDEX drift_member_cluster ON drift_member (cluster_id, host_id);

-- Members that count: of those revoked, or approved anew, the verdict is another by now.
CREATE VIEW drift_present AS
    SELECT m.*, h.labels, h.evidence_issued_at
    FROM drift_member m JOIN host h ON h.id = m.host_id
    WHERE h.verdict = 'DRIFTED' AND h.state IN ('ACTIVE', 'MAINTENANCE');

-- Hosts that left a cluster by contradicting themselves.
CREATE TABLE drift_rejected (
    id         bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    cluster_id bigint      NOT NULL REFERENCES drift_cluster (id),
    host_id    uuid        NOT NULL REFERENCES host (id),
    at         timestamptz NOT NULL
);
CREATE INDEX drift_rejected_cluster ON drift_rejected (cluster_id, at);

-- A bounded, expiring exception for admission: it never changes a verdict. One person grants one for a fingerprint, and
-- no second.
CREATE TABLE waiver (
    id          uuid        PRIMARY KEY,
    cluster_id  bigint      NOT NULL REFERENCES drift_cluster (id),
    fingerprint bytea       NOT NULL CHECK (length(fingerprint) = 32),
    reason      text        NOT NULL CHECK (reason <> ''),
    granted_at  timestamptz NOT NULL,
    granted_by  text        NOT NULL,
    expires_at  timestamptz NOT NULL CHECK (expires_at > granted_at),
    revoked_at  timestamptz,
    revoked_by  text,
    CONSTRAINT waiver_not_renewed UNIQUE (fingerprint, granted_by)
);
CREATE INDEX waiver_cluster ON waiver (cluster_id);

-- Whom it is for, and the versions each was judged by.
CREATE TABLE waiver_host (
    waiver_id uuid   NOT NULL REFERENCES waiver (id),
    host_id   uuid   NOT NULL REFERENCES host (id),
    sets      text[] NOT NULL,
    PRIMARY KEY (host_id, waiver_id)
);

-- What was granted stays as it was granted; it can only be ended.
CREATE FUNCTION waiver_only_ends() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a waiver is revoked, never deleted';
    END IF;
    IF (NEW.id, NEW.cluster_id, NEW.fingerprint, NEW.reason, NEW.granted_at, NEW.granted_by, NEW.expires_at)
       IS DISTINCT FROM
       (OLD.id, OLD.cluster_id, OLD.fingerprint, OLD.reason, OLD.granted_at, OLD.granted_by, OLD.expires_at)
       OR OLD.revoked_at IS NOT NULL THEN
        RAISE EXCEPTION 'a waiver does not change but to end';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER waiver_ends BEFORE UPDATE OR DELETE ON waiver FOR EACH ROW EXECUTE FUNCTION waiver_only_ends();

CREATE FUNCTION waiver_host_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'nobody joins or leaves a waiver';
END $$;
CREATE TRIGGER waiver_host_final BEFORE UPDATE OR DELETE ON waiver_host
    FOR EACH ROW EXECUTE FUNCTION waiver_host_is_final();
