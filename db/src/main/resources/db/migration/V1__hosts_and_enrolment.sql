-- Who may be attested: hosts, what admits them, and enrolments under way.
-- Binary identities (Names, digests) are bytea; JSON holds only what no query selects by, except granted labels.

CREATE TABLE host (
    id                  uuid        PRIMARY KEY,
    -- Granted by a pin, a token or an operator; never the agent's claim. Null until granted.
    name                text        CHECK (name ~ '^[A-Za-z0-9]([A-Za-z0-9._-]{0,251}[A-Za-z0-9])?$'),
    name_source         text        CHECK (name_source IN ('pin', 'token', 'operator')),
    labels              jsonb       NOT NULL DEFAULT '{}',
    labels_source       text        CHECK (labels_source IN ('pin', 'token', 'operator')),
    claimed_name        text        NOT NULL,
    claimed_labels      jsonb       NOT NULL DEFAULT '{}',
    state               text        NOT NULL CHECK (state IN
                            ('AWAITING_APPROVAL', 'ACTIVE', 'MAINTENANCE', 'REVOKED', 'RETIRED')),
    waiting_for         text        CHECK (waiting_for IN ('approval', 'name-taken')),

    ek_name             bytea       NOT NULL,
    ek_public           bytea       NOT NULL,
    ek_spki_sha256      bytea       NOT NULL CHECK (length(ek_spki_sha256) = 32),
    ek_certificate      bytea,
    identity            text        NOT NULL CHECK (identity IN ('hardware', 'virtual', 'unverified')),
    identity_detail     text        NOT NULL DEFAULT '',
    ak_name             bytea       NOT NULL,
    ak_public           bytea       NOT NULL,

    -- The verdict in force by evidence; STALE is computed on read from evidence_issued_at.
    verdict             text        NOT NULL DEFAULT 'PENDING' CHECK (verdict IN
                            ('TRUSTED', 'DRIFTED', 'REJECTED', 'PENDING')),
    verdict_since       timestamptz NOT NULL,
    last_attestation    uuid,
    evidence_issued_at  timestamptz,
    evidence_valid_until timestamptz,

    -- High-water mark of (resetCount, restartCount, clock), compare-and-set in the evidence transaction.
    reset_count         bigint,
    restart_count       bigint,
    clock               bigint,
    rolled_back         boolean     NOT NULL DEFAULT false,

    created_at          timestamptz NOT NULL,
    version             integer     NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX host_name_unique ON host (name) WHERE state <> 'RETIRED';
CREATE UNIQUE INDEX host_ek_unique   ON host (ek_name) WHERE state <> 'RETIRED';
CREATE UNIQUE INDEX host_ak_unique   ON host (ak_name);
CREATE INDEX host_verdict            ON host (verdict, id);
CREATE INDEX host_labels             ON host USING gin (labels jsonb_path_ops);

-- An AK that a host once had is never another host's, also after a reinstall replaced it.
CREATE TABLE retired_attestation_key (
    ak_name     bytea       PRIMARY KEY,
    host_id     uuid        NOT NULL REFERENCES host (id),
    retired_at  timestamptz NOT NULL
);

CREATE TABLE ek_pin (
    ek_spki_sha256 bytea       PRIMARY KEY CHECK (length(ek_spki_sha256) = 32),
    host_name      text        NOT NULL UNIQUE,
    labels         jsonb       NOT NULL DEFAULT '{}',
    created_at     timestamptz NOT NULL,
    created_by     text        NOT NULL
);

CREATE TABLE enrollment_token (
    id           uuid        PRIMARY KEY,
    token_sha256 bytea       NOT NULL UNIQUE CHECK (length(token_sha256) = 32),
    labels       jsonb       NOT NULL DEFAULT '{}',
    uses_left    integer     NOT NULL CHECK (uses_left >= 0),
    expires_at   timestamptz NOT NULL,
    name_pattern text,
    cidr         text,
    created_at   timestamptz NOT NULL,
    created_by   text        NOT NULL
);

-- One credential activation under way. The secret is kept only as a digest.
CREATE TABLE enrollment (
    id              uuid        PRIMARY KEY,
    created_at      timestamptz NOT NULL,
    expires_at      timestamptz NOT NULL,
    source          text        NOT NULL,
    ek_name         bytea       NOT NULL,
    ek_public       bytea       NOT NULL,
    ek_spki_sha256  bytea       NOT NULL,
    ek_certificate  bytea,
    identity        text        NOT NULL,
    identity_detail text        NOT NULL,
    ak_name         bytea       NOT NULL,
    ak_public       bytea       NOT NULL,
    claimed_name    text        NOT NULL,
    claimed_labels  jsonb       NOT NULL,
    token_id        uuid        REFERENCES enrollment_token (id),
    secret_sha256   bytea       NOT NULL CHECK (length(secret_sha256) = 32),
    used_at         timestamptz
);
CREATE INDEX enrollment_expiry ON enrollment (expires_at);
