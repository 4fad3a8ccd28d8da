-- Why somebody approved, or turned down: written with the decision, and no more altered than the decision is.

ALTER TABLE change_approval ADD COLUMN reason text CHECK (length(reason) BETWEEN 1 AND 500);
ALTER TABLE change ADD COLUMN reason text CHECK (length(reason) BETWEEN 1 AND 500);

CREATE FUNCTION change_reason_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.reason IS DISTINCT FROM OLD.reason AND OLD.state <> 'proposed' THEN
        RAISE EXCEPTION 'the reason of a decision is given with it';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER change_reason_final BEFORE UPDATE ON change FOR EACH ROW EXECUTE FUNCTION change_reason_is_final();
