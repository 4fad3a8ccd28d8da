-- IMA's measurement lists, each record once: what every quote that accounts for more of a boot's list added to it.

-- A segment is whole records from_record .. to_record - 1 of one boot's list, and where IMA's PCR stood after them. The
-- segments of a chain follow one another; a list that tells the same boot otherwise begins another. The key is the
-- compare-and-set: a chain cannot be extended twice from one record. A TPM that was cleared counts its boots anew, under
-- another attestation key. May go with the host's last attestation that names the boot.
CREATE TABLE ima_segment (
    host_id        uuid        NOT NULL,
    ak_name        bytea       NOT NULL,
    reset_count    bigint      NOT NULL,
    restart_count  bigint      NOT NULL,
    chain          integer     NOT NULL CHECK (chain > 0),
    from_record    bigint      NOT NULL CHECK (from_record >= 0),
    to_record      bigint      NOT NULL CHECK (to_record > from_record),
    size           integer     NOT NULL CHECK (size > 0),
    sha256         bytea       NOT NULL CHECK (length(sha256) = 32),
    deflated       bytea       NOT NULL,
    pcr_values     jsonb       NOT NULL,
    attestation_id uuid        NOT NULL,
    stored_at      timestamptz NOT NULL,
    PRIMARY KEY (host_id, ak_name, reset_count, restart_count, chain, from_record)
);
-- What one host brought lately: its quota, as for event logs.
CREATE INDEX ima_segment_quota ON ima_segment (host_id, stored_at);

CREATE FUNCTION ima_segment_is_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a segment of an IMA list is immutable';
END $$;
CREATE TRIGGER ima_segment_immutable BEFORE UPDATE ON ima_segment
    FOR EACH ROW EXECUTE FUNCTION ima_segment_is_immutable();

-- What of them an attestation used: its list was taken up after ima_from records and is bound up to ima_to. All null
-- where it had none.
ALTER TABLE attestation
    ADD COLUMN ima_chain integer,
    ADD COLUMN ima_from  bigint,
    ADD COLUMN ima_to    bigint,
    ADD COLUMN incomplete_logs jsonb NOT NULL DEFAULT '[]';
