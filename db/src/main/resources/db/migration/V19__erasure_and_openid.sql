-- A host that is forgotten, but for that it was.

--  audit_hash  of the entry that tells of it
CREATE TABLE host_tombstone (
    host_id    uuid        PRIMARY KEY,
    erased_at  timestamptz NOT NULL,
    erased_by  text        NOT NULL,
    audit_hash bytea       NOT NULL CHECK (length(audit_hash) = 32)
);

CREATE FUNCTION host_tombstone_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a tombstone stays as it is';
END $$;
CREATE TRIGGER host_tombstone_stays BEFORE UPDATE OR DELETE ON host_tombstone
    FOR EACH ROW EXECUTE FUNCTION host_tombstone_stays();

-- Everything a host proved and everything it claimed, in the tables of every module. What people decided of it stays, by
-- its id: waivers, changes, the audit log. Its keys stay too, so that no other host is ever taken for it.
CREATE FUNCTION erase_host(erased uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    logs bytea[];
BEGIN
    SELECT coalesce(array_agg(sha256), '{}') INTO logs FROM (
        SELECT firmware_log AS sha256 FROM attestation WHERE host_id = erased
        UNION SELECT userspace_log FROM attestation WHERE host_id = erased AND userspace_log IS NOT NULL) used;
    DELETE FROM attestation WHERE host_id = erased;
    -- A log is of every host that brought it: what others have too stays theirs.
    DELETE FROM event_log l WHERE (l.sha256 = ANY (logs) OR l.first_host = erased)
        AND NOT EXISTS (SELECT FROM attestation a WHERE a.firmware_log = l.sha256 OR a.userspace_log = l.sha256);
    DELETE FROM ima_segment WHERE host_id = erased;
    DELETE FROM challenge_use WHERE host_id = erased;
    DELETE FROM certification_use WHERE host_id = erased;
    DELETE FROM verdict_transition WHERE host_id = erased;
    DELETE FROM rejected_submission WHERE host_id = erased;
    DELETE FROM host_value WHERE host_id = erased;
    DELETE FROM dry_run_host WHERE host_id = erased;
    DELETE FROM drift_member WHERE host_id = erased;
    DELETE FROM client_key WHERE host_id = erased;
    DELETE FROM host_address WHERE host_id = erased;
    DELETE FROM radius_session WHERE host_id = erased;
    UPDATE host SET
        name = NULL, name_source = NULL, labels = '{}', labels_source = NULL,
        claimed_name = 'erased', claimed_labels = '{}', ek_certificate = NULL, identity = 'unverified',
        identity_detail = '', verdict = 'PENDING', last_attestation = NULL, evidence_issued_at = NULL,
        evidence_valid_until = NULL, reset_count = NULL, restart_count = NULL, clock = NULL,
        matched = '{}', trusted_attestation = NULL, version = version + 1
    WHERE id = erased;
END $$;

-- Whom an OpenID provider knows a person as: issuer and subject. Null for those who have a password here.
ALTER TABLE person ADD COLUMN oidc_subject text UNIQUE;
