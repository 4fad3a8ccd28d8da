-- Who connects: the keys and addresses by which a consumer of verdicts knows a host.

-- The public key of a client certificate. Of one key there is one host.
--  key_identifier  SHA-1 of the key's bits (RFC 5280 §4.2.1.2, method 1): what RADIUS servers can tell
--  source          certified: the host's AK certified it (TPM2_Certify); inventory: an operator says so
--  ak_name         the AK that certified it: when the host enrols another one, the certification ends
CREATE TABLE client_key (
    spki_sha256    bytea       PRIMARY KEY CHECK (length(spki_sha256) = 32),
    key_identifier bytea       NOT NULL CHECK (length(key_identifier) = 20),
    host_id        uuid        NOT NULL REFERENCES host (id),
    source         text        NOT NULL CHECK (source IN ('certified', 'inventory')),
    ak_name        bytea,
    registered_at  timestamptz NOT NULL,
    registered_by  text        NOT NULL,
    CHECK ((source = 'certified') = (ak_name IS NOT NULL))
);
CREATE UNIQUE INDEX client_key_identifier ON client_key (key_identifier);
CREATE INDEX client_key_host ON client_key (host_id);

-- A link-layer address. Anyone can take one on: it binds weakly, and says so.
CREATE TABLE host_address (
    mac           text        PRIMARY KEY CHECK (mac ~ '^[0-9a-f]{2}(:[0-9a-f]{2}){5}$'),
    host_id       uuid        NOT NULL REFERENCES host (id),
    registered_at timestamptz NOT NULL,
    registered_by text        NOT NULL
);
CREATE INDEX host_address_host ON host_address (host_id);
