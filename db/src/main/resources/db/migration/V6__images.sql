-- Boot images and lists of file digests, by what they say; the files themselves are not kept.

-- Content-addressed: adding the same file again changes nothing.
CREATE TABLE image (
    sha256      bytea       PRIMARY KEY CHECK (length(sha256) = 32),
    size        bigint      NOT NULL CHECK (size > 0),
    name        text        NOT NULL,
    label       text        NOT NULL,
    kind        text        NOT NULL CHECK (kind IN
                    ('debian-package', 'unified-kernel', 'kernel', 'efi-image', 'initrd')),
    description jsonb       NOT NULL,
    added_at    timestamptz NOT NULL,
    added_by    text        NOT NULL
);
CREATE INDEX image_newest ON image (added_at DESC, sha256 DESC);

-- From a digest seen in a log to the image it comes from.
CREATE TABLE image_digest (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    digest       bytea  NOT NULL,
    image_sha256 bytea  NOT NULL REFERENCES image (sha256),
    kind         text   NOT NULL CHECK (kind IN ('file', 'authenticode', 'section', 'root-hash', 'pcr-11')),
    part         text   NOT NULL,
    name         text   NOT NULL,
    text         text
);
CREATE INDEX image_digest_lookup ON image_digest (digest);

-- A version of a list never changes; the digests of one content are stored once.
CREATE TABLE digest_list_content (
    sha256  bytea  PRIMARY KEY CHECK (length(sha256) = 32),
    files   bigint NOT NULL CHECK (files > 0),
    skipped bigint NOT NULL
);
CREATE TABLE digest_list_file (
    content_sha256 bytea  NOT NULL REFERENCES digest_list_content (sha256),
    number         bigint NOT NULL,
    digest         bytea  NOT NULL CHECK (length(digest) >= 32),
    path           text   NOT NULL,
    PRIMARY KEY (content_sha256, number)
);
CREATE INDEX digest_list_file_lookup ON digest_list_file (digest);
CREATE TABLE digest_list (
    name           text        NOT NULL CHECK (name ~ '^[a-z0-9]([a-z0-9._-]{0,126}[a-z0-9])?$'),
    version        integer     NOT NULL CHECK (version > 0),
    content_sha256 bytea       NOT NULL REFERENCES digest_list_content (sha256),
    added_at       timestamptz NOT NULL,
    added_by       text        NOT NULL,
    PRIMARY KEY (name, version)
);

CREATE FUNCTION digest_list_is_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a version of a digest list is immutable';
END $$;
CREATE TRIGGER digest_list_immutable BEFORE UPDATE ON digest_list
    FOR EACH ROW EXECUTE FUNCTION digest_list_is_immutable();
CREATE TRIGGER digest_list_file_immutable BEFORE UPDATE ON digest_list_file
    FOR EACH ROW EXECUTE FUNCTION digest_list_is_immutable();
