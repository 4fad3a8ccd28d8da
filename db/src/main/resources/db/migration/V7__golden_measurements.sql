-- What evidence matched and how it departed, and what was accepted of single hosts.

-- matched: the version of each set that the boot is of. notes: what a person should know besides the reasons.
-- not_checked_events: how many events of which component an exclusion passed over.
ALTER TABLE attestation
    ADD COLUMN matched            jsonb NOT NULL DEFAULT '{}',
    ADD COLUMN notes              jsonb NOT NULL DEFAULT '[]',
    ADD COLUMN not_checked_events jsonb NOT NULL DEFAULT '[]',
    ADD COLUMN fingerprint        bytea CHECK (length(fingerprint) = 32);

-- The version of each set that the host's last TRUSTED boot was of, and the evidence of it: what a later one left.
ALTER TABLE host
    ADD COLUMN matched             jsonb NOT NULL DEFAULT '{}',
    ADD COLUMN trusted_attestation uuid;

-- What was accepted of one host for a host-unique component: records in the order of its slots.
CREATE TABLE host_value (
    host_id        uuid        NOT NULL REFERENCES host (id),
    component      integer     NOT NULL CHECK (component BETWEEN 0 AND 999),
    records        jsonb       NOT NULL,
    attestation_id uuid        NOT NULL,
    accepted_at    timestamptz NOT NULL,
    accepted_by    text        NOT NULL,
    PRIMARY KEY (host_id, component)
);
