-- How client keys came to be registered.

-- What the certificate calls its holder, for people to see.
ALTER TABLE client_key ADD COLUMN subject text CHECK (length(subject) <= 400);

-- Single use of a challenge for certifying a key: a certification seen on its way must not bring back, within the
-- challenge's lifetime, a key that was taken away. Apart from challenge_use, since the same challenge serves evidence.
CREATE TABLE certification_use (
    host_id          uuid        NOT NULL REFERENCES host (id),
    challenge_sha256 bytea       NOT NULL CHECK (length(challenge_sha256) = 32),
    spki_sha256      bytea       NOT NULL CHECK (length(spki_sha256) = 32),
    expires_at       timestamptz NOT NULL,
    PRIMARY KEY (host_id, challenge_sha256)
);
CREATE INDEX certification_use_expiry ON certification_use (expires_at);
