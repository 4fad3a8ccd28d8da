-- People, and what takes more than one of them. The rule is held here as well, whatever the code above it does.

CREATE TABLE person (
    name                 text        PRIMARY KEY CHECK (name ~ '^[a-z0-9]([a-z0-9._@-]{0,62}[a-z0-9])?$'),
    password_hash        text        NOT NULL,
    roles                text[]      NOT NULL CHECK (cardinality(roles) > 0
                             AND roles <@ ARRAY ['viewer', 'operator', 'approver', 'admin']),
    must_change_password boolean     NOT NULL DEFAULT true,
    -- Attempts since the last that succeeded; counted before the password is looked at.
    attempts             integer     NOT NULL DEFAULT 0,
    locked_until         timestamptz,
    first_signed_in_at   timestamptz,
    last_signed_in_at    timestamptz,
    created_at           timestamptz NOT NULL,
    created_by           text        NOT NULL,
    disabled_at          timestamptz
);

-- That a person has signed in ends what the bootstrap token may approve; it is not forgotten.
CREATE FUNCTION person_is_remembered() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR NEW.name <> OLD.name
       OR (OLD.first_signed_in_at IS NOT NULL
           AND NEW.first_signed_in_at IS DISTINCT FROM OLD.first_signed_in_at) THEN
        RAISE EXCEPTION 'a person is disabled, never forgotten';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER person_remembered BEFORE UPDATE OR DELETE ON person
    FOR EACH ROW EXECUTE FUNCTION person_is_remembered();

-- Whose hand a token is in: who made it, or who made the token that made it.
ALTER TABLE access_token ADD COLUMN responsible text;

CREATE TABLE change (
    id             uuid        PRIMARY KEY,
    kind           text        NOT NULL,
    subject        text        NOT NULL,
    title          text        NOT NULL,
    payload        jsonb       NOT NULL,
    base           jsonb       NOT NULL,
    content_sha256 bytea       NOT NULL CHECK (length(content_sha256) = 32),
    expected_from  timestamptz,
    expected_until timestamptz,
    author         text        NOT NULL,
    proposer       text,
    state          text        NOT NULL CHECK (state IN ('draft', 'proposed', 'approved', 'rejected', 'withdrawn')),
    created_at     timestamptz NOT NULL,
    proposed_at    timestamptz,
    decided_at     timestamptz,
    decided_by     text,
    version        integer     NOT NULL DEFAULT 0,
    CHECK (state IN ('draft', 'withdrawn') OR proposer IS NOT NULL),
    UNIQUE (id, author, proposer, content_sha256)
);
CREATE UNIQUE INDEX change_proposed_once ON change (kind, subject) WHERE state = 'proposed';
CREATE INDEX change_by_time ON change (created_at DESC, id);

-- An approval names all it is about, and the foreign key holds it to that: neither the content nor the people can be
-- others than the change's.
CREATE TABLE change_approval (
    change_id      uuid        NOT NULL,
    approver       text        NOT NULL,
    author         text        NOT NULL,
    proposer       text        NOT NULL,
    content_sha256 bytea       NOT NULL,
    exemption      text        CHECK (exemption IN ('bootstrap', 'single-approver')),
    at             timestamptz NOT NULL,
    PRIMARY KEY (change_id, approver),
    CONSTRAINT approval_of_what_was_shown FOREIGN KEY (change_id, author, proposer, content_sha256)
        REFERENCES change (id, author, proposer, content_sha256),
    CONSTRAINT change_author_is_not_approver
        CHECK (exemption IS NOT NULL OR (approver <> author AND approver <> proposer))
);

-- How many people it takes, the author included. Only raised, unless by an approved change.
CREATE TABLE approval_rule (
    only_one  boolean     PRIMARY KEY DEFAULT true CHECK (only_one),
    required  integer     NOT NULL CHECK (required BETWEEN 1 AND 10),
    change_id uuid        REFERENCES change (id),
    since     timestamptz NOT NULL
);

CREATE FUNCTION approvals_required() RETURNS integer LANGUAGE sql STABLE AS
    $$ SELECT coalesce((SELECT required FROM approval_rule), 2) $$;

CREATE FUNCTION approval_rule_is_not_lowered() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'the number of approvals required is not forgotten';
    END IF;
    IF NEW.required < OLD.required AND NOT EXISTS (
        SELECT FROM change c
        WHERE c.id = NEW.change_id AND c.kind = 'approvals-required' AND c.state = 'approved'
          AND (c.payload ->> 'required')::integer = NEW.required
          AND NEW.change_id IS DISTINCT FROM OLD.change_id AND c.decided_at >= OLD.since) THEN
        RAISE EXCEPTION 'the number of approvals required is lowered by an approved change only';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER approval_rule_not_lowered BEFORE UPDATE OR DELETE ON approval_rule
    FOR EACH ROW EXECUTE FUNCTION approval_rule_is_not_lowered();

CREATE FUNCTION change_approval_is_allowed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        RAISE EXCEPTION 'an approval is never altered';
    END IF;
    PERFORM FROM change WHERE id = NEW.change_id AND state = 'proposed' FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'only a proposed change is approved';
    END IF;
    IF NEW.exemption = 'single-approver' AND approvals_required() <> 1 THEN
        RAISE EXCEPTION 'one approver is not enough';
    END IF;
    IF NEW.exemption = 'bootstrap' AND EXISTS (SELECT FROM person WHERE first_signed_in_at IS NOT NULL) THEN
        RAISE EXCEPTION 'people have signed in: the bootstrap token approves no more';
    END IF;
    -- Whoever has never signed in is nobody who could approve.
    IF NEW.exemption IS NULL AND NOT EXISTS (
        SELECT FROM person WHERE name = NEW.approver AND disabled_at IS NULL AND first_signed_in_at IS NOT NULL
          AND 'approver' = ANY (roles)) THEN
        RAISE EXCEPTION 'the approver is no person who may approve';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER change_approval_allowed BEFORE INSERT OR UPDATE OR DELETE ON change_approval
    FOR EACH ROW EXECUTE FUNCTION change_approval_is_allowed();

CREATE FUNCTION change_only_moves_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a change is never deleted';
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'draft' THEN
            RAISE EXCEPTION 'a change begins as a draft';
        END IF;
        RETURN NEW;
    END IF;
    IF (NEW.id, NEW.kind, NEW.subject, NEW.title, NEW.payload, NEW.base, NEW.content_sha256, NEW.expected_from,
        NEW.expected_until, NEW.author, NEW.created_at)
       IS DISTINCT FROM
       (OLD.id, OLD.kind, OLD.subject, OLD.title, OLD.payload, OLD.base, OLD.content_sha256, OLD.expected_from,
        OLD.expected_until, OLD.author, OLD.created_at)
       OR (OLD.state <> 'draft' AND NEW.proposer IS DISTINCT FROM OLD.proposer) THEN
        RAISE EXCEPTION 'a change is immutable';
    END IF;
    IF NEW.state <> OLD.state AND NOT (
        (OLD.state = 'draft' AND NEW.state IN ('proposed', 'withdrawn'))
        OR (OLD.state = 'proposed' AND NEW.state IN ('approved', 'rejected', 'withdrawn'))) THEN
        RAISE EXCEPTION 'a change that is % does not become %', OLD.state, NEW.state;
    END IF;
    IF NEW.state = 'approved' AND OLD.state <> 'approved'
       AND NOT EXISTS (SELECT FROM change_approval WHERE change_id = NEW.id AND exemption IS NOT NULL)
       AND (SELECT count(*) FROM change_approval WHERE change_id = NEW.id) < approvals_required() - 1 THEN
        RAISE EXCEPTION 'a change lacks approvals';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER change_moves_on BEFORE INSERT OR UPDATE OR DELETE ON change
    FOR EACH ROW EXECUTE FUNCTION change_only_moves_on();

-- Golden by a change only. What was approved before there were changes stays so.
ALTER TABLE reference_version ADD COLUMN retires_at timestamptz;

CREATE FUNCTION reference_version_is_approved_by_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM change c
        WHERE c.kind = 'reference-version' AND c.state = 'approved'
          AND c.subject = NEW.set_name || '@' || NEW.number
          AND c.payload ->> 'contentSha256' = encode(NEW.content_sha256, 'hex')) THEN
        RAISE EXCEPTION 'a reference set version becomes golden by an approved change only';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER reference_version_insert_approved BEFORE INSERT ON reference_version
    FOR EACH ROW WHEN (NEW.state = 'approved') EXECUTE FUNCTION reference_version_is_approved_by_change();
CREATE TRIGGER reference_version_update_approved BEFORE UPDATE ON reference_version
    FOR EACH ROW WHEN (NEW.state = 'approved' AND OLD.state <> 'approved')
    EXECUTE FUNCTION reference_version_is_approved_by_change();

-- The components a fleet requires; a host it selects with one uncovered is never TRUSTED.
CREATE TABLE coverage (
    name       text        PRIMARY KEY CHECK (name ~ '^[a-z0-9]([a-z0-9._-]{0,126}[a-z0-9])?$'),
    selector   jsonb       NOT NULL,
    components integer[]   NOT NULL CHECK (cardinality(components) > 0),
    change_id  uuid        NOT NULL REFERENCES change (id)
);
