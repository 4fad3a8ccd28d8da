-- What the memory of a whole fleet needs besides the feed of changes (V13).

-- Rows that go all at once are told of by no row: whoever follows reads everything again.
CREATE FUNCTION admission_hosts_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE admission_pruned SET before = ((pg_current_xact_id()::text::numeric + 1)::text)::xid8;
    PERFORM pg_notify('touchstone_admission', '');
    RETURN NULL;
END $$;
CREATE TRIGGER admission_hosts_gone AFTER TRUNCATE ON host
    FOR EACH STATEMENT EXECUTE FUNCTION admission_hosts_gone();
CREATE TRIGGER admission_members_gone AFTER TRUNCATE ON drift_member
    FOR EACH STATEMENT EXECUTE FUNCTION admission_hosts_gone();

-- How many hosts not retired had which verdict, every five minutes: what a verdict comes to with time is in no row.
CREATE TABLE posture_sample (
    at       timestamptz PRIMARY KEY,
    trusted  integer     NOT NULL,
    drifted  integer     NOT NULL,
    rejected integer     NOT NULL,
    stale    integer     NOT NULL,
    pending  integer     NOT NULL
);
