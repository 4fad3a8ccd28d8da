-- Sessions of the pages, and a role that reads everything and decides nothing.

ALTER TABLE person DROP CONSTRAINT person_roles_check;
ALTER TABLE person ADD CONSTRAINT person_roles_check CHECK (cardinality(roles) > 0
    AND roles <@ ARRAY ['viewer', 'operator', 'approver', 'auditor', 'admin']);

-- Found by the digest of what the cookie holds: whoever reads this table gets into nobody's session.
--  confirmed_at  when the person last gave the password
--  shown_once    what the next page shows and no later one, sealed with a key that only the cookie gives
CREATE TABLE web_session (
    id            uuid        PRIMARY KEY,
    secret_sha256 bytea       NOT NULL UNIQUE CHECK (length(secret_sha256) = 32),
    person        text        REFERENCES person (name),
    token_id      uuid        REFERENCES access_token (id),
    created_at    timestamptz NOT NULL,
    last_used_at  timestamptz NOT NULL,
    confirmed_at  timestamptz,
    source        text        NOT NULL,
    agent         text        NOT NULL CHECK (length(agent) <= 200),
    shown_once    bytea       CHECK (length(shown_once) <= 4096),
    CHECK (num_nonnulls(person, token_id) = 1)
);
CREATE INDEX web_session_of_person ON web_session (person) WHERE person IS NOT NULL;
CREATE INDEX web_session_by_use ON web_session (last_used_at);

-- Whatever changes a password or disables a person, no session goes on after it.
CREATE FUNCTION person_sessions_end() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM web_session WHERE person = NEW.name;
    RETURN NULL;
END $$;
CREATE TRIGGER person_ends_sessions AFTER UPDATE ON person FOR EACH ROW
    WHEN (NEW.password_hash IS DISTINCT FROM OLD.password_hash OR NEW.disabled_at IS DISTINCT FROM OLD.disabled_at)
    EXECUTE FUNCTION person_sessions_end();
