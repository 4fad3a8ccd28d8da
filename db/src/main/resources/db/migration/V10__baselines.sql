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
