-- What people decide: golden measurements, trust anchors, tokens, keys, and the record of it all.

CREATE TABLE reference_set (
    name        text        PRIMARY KEY CHECK (name ~ '^[a-z0-9]([a-z0-9._-]{0,126}[a-z0-9])?$'),
    created_at  timestamptz NOT NULL,
    created_by  text        NOT NULL
);

-- Immutable but for its state: content is what was shown when it was approved.
CREATE TABLE reference_version (
    set_name       text        NOT NULL REFERENCES reference_set (name),
    number         integer     NOT NULL CHECK (number > 0),
    state          text        NOT NULL CHECK (state IN ('draft', 'proposed', 'approved', 'retired')),
    selector       jsonb       NOT NULL,
    components     jsonb       NOT NULL,
    content_sha256 bytea       NOT NULL CHECK (length(content_sha256) = 32),
    provenance     jsonb       NOT NULL,
    author         text        NOT NULL,
    created_at     timestamptz NOT NULL,
    proposed_at    timestamptz,
    approved_at    timestamptz,
    retired_at     timestamptz,
    version        integer     NOT NULL DEFAULT 0,
    PRIMARY KEY (set_name, number)
);
CREATE INDEX reference_version_golden ON reference_version (state) WHERE state = 'approved';

CREATE FUNCTION reference_version_is_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.selector, NEW.components, NEW.content_sha256, NEW.provenance, NEW.author, NEW.created_at)
       IS DISTINCT FROM
       (OLD.selector, OLD.components, OLD.content_sha256, OLD.provenance, OLD.author, OLD.created_at) THEN
        RAISE EXCEPTION 'a reference set version is immutable';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER reference_version_immutable BEFORE UPDATE ON reference_version
    FOR EACH ROW EXECUTE FUNCTION reference_version_is_immutable();

-- Author ≠ approver, in the database. An exemption is named: nobody had signed in yet, or the setting asks for one.
CREATE TABLE reference_approval (
    set_name       text        NOT NULL,
    number         integer     NOT NULL,
    approver       text        NOT NULL,
    author         text        NOT NULL,
    content_sha256 bytea       NOT NULL,
    exemption      text        CHECK (exemption IN ('bootstrap', 'single-approver')),
    at             timestamptz NOT NULL,
    PRIMARY KEY (set_name, number, approver),
    FOREIGN KEY (set_name, number) REFERENCES reference_version (set_name, number),
    CONSTRAINT author_is_not_approver CHECK (approver <> author OR exemption IS NOT NULL)
);

CREATE TABLE trust_anchor (
    sha256      bytea       PRIMARY KEY CHECK (length(sha256) = 32),
    certificate bytea       NOT NULL,
    subject     text        NOT NULL,
    role        text        NOT NULL CHECK (role IN ('root', 'intermediate')),
    maker       text        NOT NULL,
    virtual     boolean     NOT NULL,
    recognised  boolean     NOT NULL,
    not_after   timestamptz NOT NULL,
    added_at    timestamptz NOT NULL,
    added_by    text        NOT NULL
);

CREATE TABLE access_token (
    id           uuid        PRIMARY KEY,
    name         text        NOT NULL,
    token_sha256 bytea       NOT NULL UNIQUE CHECK (length(token_sha256) = 32),
    scopes       text[]      NOT NULL,
    bootstrap    boolean     NOT NULL DEFAULT false,
    created_at   timestamptz NOT NULL,
    created_by   text        NOT NULL,
    expires_at   timestamptz,
    revoked_at   timestamptz,
    last_used_at timestamptz
);
CREATE UNIQUE INDEX access_token_bootstrap ON access_token (bootstrap) WHERE bootstrap;

-- Keys every replica shares: the challenge MAC and the result signer.
CREATE TABLE server_key (
    kid         text        PRIMARY KEY,
    purpose     text        NOT NULL CHECK (purpose IN ('challenge-mac', 'result-signing', 'cursor-mac')),
    material    bytea       NOT NULL,
    public_jwk  jsonb,
    created_at  timestamptz NOT NULL,
    retires_at  timestamptz
);

CREATE TABLE audit_event (
    id      uuid        NOT NULL,
    at      timestamptz NOT NULL,
    actor   text        NOT NULL,
    action  text        NOT NULL,
    object  text        NOT NULL,
    before  jsonb,
    after   jsonb,
    PRIMARY KEY (at, id)
) PARTITION BY RANGE (at);
