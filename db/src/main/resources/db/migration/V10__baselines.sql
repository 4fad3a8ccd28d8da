-- What hosts' boots had in common, under the id of the job that looked.
CREATE TABLE baseline (
    id        uuid        PRIMARY KEY,
    taken_at  timestamptz NOT NULL,
    hosts     integer     NOT NULL,
    content   jsonb       NOT NULL
);

-- What a drafted version would have accepted of single hosts: copied to host_value when it is approved.
CREATE TABLE proposed_host_value (
    set_name       text    NOT NULL,
    number         integer NOT NULL,
    host_id        uuid    NOT NULL REFERENCES host (id),
    component      integer NOT NULL CHECK (component BETWEEN 0 AND 999),
    records        jsonb   NOT NULL,
    attestation_id uuid    NOT NULL,
    PRIMARY KEY (set_name, number, host_id, component),
    FOREIGN KEY (set_name, number) REFERENCES reference_version (set_name, number)
);

-- What is approved with a version is what was proposed with it.
CREATE FUNCTION proposed_host_value_is_of_a_draft() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' OR NOT EXISTS (SELECT 1 FROM reference_version v
            WHERE v.set_name = NEW.set_name AND v.number = NEW.number AND v.state = 'draft') THEN
        RAISE EXCEPTION 'values of hosts are proposed with a draft, and immutable';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER proposed_host_value_immutable BEFORE INSERT OR UPDATE OR DELETE ON proposed_host_value
    FOR EACH ROW EXECUTE FUNCTION proposed_host_value_is_of_a_draft();
