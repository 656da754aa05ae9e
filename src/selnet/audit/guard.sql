INSERT INTO audit_chainhead (position, hash) VALUES (0, '');

-- The text that is hashed: every column but the hash itself. verify.py builds the same text from what it reads.
CREATE FUNCTION audit_text(e audit_auditevent) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT concat_ws(E'\x1f', e.position, e.id, to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), e.actor,
    coalesce(e.person_id::text, ''), e.action, e.object_kind, e.object_id, coalesce(e.patient_id::text, ''),
    coalesce(e.institution_id::text, ''), e.details::text, e.previous_hash)
$$;

-- Chained when the transaction commits: the lock on the head is held for that moment only, so readers never queue.
CREATE FUNCTION audit_chain() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE head audit_chainhead; event audit_auditevent;
BEGIN
  SELECT * INTO head FROM audit_chainhead FOR UPDATE;
  SELECT * INTO event FROM audit_auditevent WHERE id = NEW.id;
  event.position := head.position + 1;
  event.previous_hash := head.hash;
  event.hash := encode(sha256(convert_to(audit_text(event), 'UTF8')), 'hex');
  UPDATE audit_auditevent SET position = event.position, previous_hash = event.previous_hash, hash = event.hash WHERE id = NEW.id;
  UPDATE audit_chainhead SET position = event.position, hash = event.hash;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER audit_chain AFTER INSERT ON audit_auditevent
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit_chain();

CREATE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.position IS NULL AND NEW.position IS NOT NULL THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'the audit trail is append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON audit_auditevent FOR EACH ROW EXECUTE FUNCTION audit_append_only();

ALTER TABLE audit_auditevent ENABLE ROW LEVEL SECURITY;
CREATE POLICY review ON audit_auditevent FOR SELECT TO selnet_app USING (
  institution_id = ANY ((SELECT actor_institutions('audit.review'))::bigint[]) OR (SELECT actor_everywhere('audit.review'))
);
-- The treating centre sees who looked at its own patients: those there who may open the name.
CREATE POLICY treat ON audit_auditevent FOR SELECT TO selnet_app USING (
  patient_id IS NOT NULL AND institution_id = ANY ((SELECT actor_institutions('identity.open'))::bigint[])
);
-- In one's own name, or in the platform's: nobody writes into the trail that somebody else did it.
CREATE POLICY write ON audit_auditevent FOR INSERT TO selnet_app WITH CHECK (
  position IS NULL
  AND CASE WHEN person_id IS NULL THEN actor LIKE 'system:%'
           ELSE person_id = actor_person() AND actor IN ('person:' || person_id, 'token:' || person_id) END
);
CREATE POLICY work_read ON audit_auditevent FOR SELECT TO selnet_worker USING (true);
CREATE POLICY work_write ON audit_auditevent FOR INSERT TO selnet_worker WITH CHECK (position IS NULL);
