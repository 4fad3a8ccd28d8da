-- The keys that sign results, in a PKCS#12 key store. Its password is not here: the database alone signs nothing, and
-- whoever writes to it adds no key.

DELETE FROM server_key WHERE purpose = 'result-signing';
ALTER TABLE server_key DROP CONSTRAINT server_key_purpose_check;
ALTER TABLE server_key ADD CONSTRAINT server_key_purpose_check CHECK (purpose IN ('challenge-mac', 'cursor-mac'));
ALTER TABLE server_key DROP COLUMN public_jwk;

--  version  goes up with every change, by which the replicas see that there is one
CREATE TABLE result_key_store (
    single     boolean     PRIMARY KEY DEFAULT true CHECK (single),
    version    bigint      NOT NULL CHECK (version > 0),
    pkcs12     bytea       NOT NULL CHECK (length(pkcs12) BETWEEN 1 AND 65536),
    updated_at timestamptz NOT NULL
);
