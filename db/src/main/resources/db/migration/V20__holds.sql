-- Drift that somebody has taken on: left as it is for now, which admission already keeps out.

CREATE TABLE drift_hold (
    cluster_id bigint      PRIMARY KEY REFERENCES drift_cluster (id),
    owner      text        NOT NULL CHECK (length(owner) BETWEEN 1 AND 100),
    note       text        NOT NULL CHECK (length(note) <= 500),
    held_at    timestamptz NOT NULL,
    held_by    text        NOT NULL
);
