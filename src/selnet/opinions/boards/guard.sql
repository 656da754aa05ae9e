-- Boards, members, meetings and who sat in them hold no patient; what is said of a patient is read by whoever sees them.

ALTER TABLE boards_agendaitem ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON boards_agendaitem FOR SELECT TO selnet_app USING (EXISTS (SELECT 1 FROM record_patient p WHERE p.id = patient_id));
CREATE POLICY write ON boards_agendaitem FOR INSERT TO selnet_app WITH CHECK (actor_writes(patient_id));
CREATE POLICY change ON boards_agendaitem FOR UPDATE TO selnet_app USING (actor_writes(patient_id));
CREATE POLICY work ON boards_agendaitem TO selnet_worker USING (true) WITH CHECK (true);

ALTER TABLE boards_decision ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON boards_decision FOR SELECT TO selnet_app USING (EXISTS (SELECT 1 FROM record_patient p WHERE p.id = patient_id));
CREATE POLICY write ON boards_decision FOR INSERT TO selnet_app WITH CHECK (actor_writes(patient_id));
CREATE POLICY change ON boards_decision FOR UPDATE TO selnet_app USING (actor_writes(patient_id));
CREATE POLICY work ON boards_decision TO selnet_worker USING (true) WITH CHECK (true);

ALTER TABLE boards_modalitydecision ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON boards_modalitydecision FOR SELECT TO selnet_app USING (EXISTS (SELECT 1 FROM record_patient p WHERE p.id = patient_id));
CREATE POLICY write ON boards_modalitydecision FOR INSERT TO selnet_app WITH CHECK (actor_writes(patient_id));
CREATE POLICY change ON boards_modalitydecision FOR UPDATE TO selnet_app USING (actor_writes(patient_id));
CREATE POLICY work ON boards_modalitydecision TO selnet_worker USING (true) WITH CHECK (true);

ALTER TABLE boards_addendum ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON boards_addendum FOR SELECT TO selnet_app USING (EXISTS (SELECT 1 FROM record_patient p WHERE p.id = patient_id));
CREATE POLICY write ON boards_addendum FOR INSERT TO selnet_app WITH CHECK (actor_writes(patient_id));
CREATE POLICY change ON boards_addendum FOR UPDATE TO selnet_app USING (actor_writes(patient_id));
CREATE POLICY work ON boards_addendum TO selnet_worker USING (true) WITH CHECK (true);

ALTER TABLE boards_letter ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON boards_letter FOR SELECT TO selnet_app USING (EXISTS (SELECT 1 FROM record_patient p WHERE p.id = patient_id));
CREATE POLICY write ON boards_letter FOR INSERT TO selnet_app WITH CHECK (actor_writes(patient_id));
CREATE POLICY change ON boards_letter FOR UPDATE TO selnet_app USING (actor_writes(patient_id));
CREATE POLICY work ON boards_letter TO selnet_worker USING (true) WITH CHECK (true);

ALTER TABLE boards_execution ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON boards_execution FOR SELECT TO selnet_app USING (EXISTS (SELECT 1 FROM record_patient p WHERE p.id = patient_id));
CREATE POLICY write ON boards_execution FOR INSERT TO selnet_app WITH CHECK (actor_writes(patient_id));
CREATE POLICY change ON boards_execution FOR UPDATE TO selnet_app USING (actor_writes(patient_id));
CREATE POLICY work ON boards_execution TO selnet_worker USING (true) WITH CHECK (true);

-- What a chair signed stays as signed, whoever asks.
CREATE FUNCTION refuse_signed_decision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR (OLD.signed_at IS NOT NULL AND (to_jsonb(NEW) - 'reminded_at') IS DISTINCT FROM (to_jsonb(OLD) - 'reminded_at')) THEN
    RAISE EXCEPTION 'a signed decision is not changed; write an addendum' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER signed_stays BEFORE UPDATE OR DELETE ON boards_decision FOR EACH ROW EXECUTE FUNCTION refuse_signed_decision();

CREATE FUNCTION refuse_signed_modality() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM boards_decision d WHERE d.id = coalesce(NEW.decision_id, OLD.decision_id) AND d.signed_at IS NOT NULL) THEN
    RAISE EXCEPTION 'a signed decision is not changed; write an addendum' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER signed_stays BEFORE INSERT OR UPDATE OR DELETE ON boards_modalitydecision FOR EACH ROW EXECUTE FUNCTION refuse_signed_modality();

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON boards_addendum FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON boards_execution FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON boards_letter FOR EACH ROW EXECUTE FUNCTION refuse_change();
