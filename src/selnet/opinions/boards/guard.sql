-- Boards, members, meetings and who sat in them hold no patient; what is said of a patient is read by whoever sees them.

ALTER TABLE boards_agendaitem ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON boards_agendaitem FOR SELECT TO selnet_app USING (EXISTS (SELECT 1 FROM record_patient p WHERE p.id = patient_id));
CREATE POLICY write ON boards_agendaitem FOR INSERT TO selnet_app WITH CHECK (actor_writes(patient_id));
CREATE POLICY change ON boards_agendaitem FOR UPDATE TO selnet_app USING (actor_writes(patient_id));
CREATE POLICY work ON boards_agendaitem TO selnet_worker USING (true) WITH CHECK (true);

ALTER TABLE boards_decision ENABLE ROW LEVEL SECURITY;
-- Until it is signed, a decision is the board's: those who sit in it and those who take part in boards at its centre.
CREATE FUNCTION actor_sits(item uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$
    SELECT EXISTS (
      SELECT 1 FROM boards_agendaitem i JOIN boards_meeting m ON m.id = i.meeting_id JOIN boards_board b ON b.id = m.board_id
      WHERE i.id = item
        AND (b.institution_id = ANY (actor_institutions('board.take_part'))
             OR EXISTS (SELECT 1 FROM boards_boardmember s
                        WHERE s.board_id = b.id AND s.person_id = actor_person() AND s.left_at IS NULL)))
  $$;
CREATE POLICY see ON boards_decision FOR SELECT TO selnet_app USING (
  EXISTS (SELECT 1 FROM record_patient p WHERE p.id = patient_id) AND (signed_at IS NOT NULL OR actor_sits(item_id))
);
CREATE POLICY write ON boards_decision FOR INSERT TO selnet_app WITH CHECK (actor_writes(patient_id));
CREATE POLICY change ON boards_decision FOR UPDATE TO selnet_app USING (actor_writes(patient_id));
CREATE POLICY work ON boards_decision TO selnet_worker USING (true) WITH CHECK (true);

ALTER TABLE boards_modalitydecision ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON boards_modalitydecision FOR SELECT TO selnet_app
  USING (EXISTS (SELECT 1 FROM boards_decision d WHERE d.id = decision_id));
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

CREATE FUNCTION refuse_signed_modality() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  -- the former decision too: a row moved elsewhere would be gone from what was signed
  IF EXISTS (SELECT 1 FROM boards_decision d WHERE d.id IN (NEW.decision_id, OLD.decision_id) AND d.signed_at IS NOT NULL) THEN
    RAISE EXCEPTION 'a signed decision is not changed; write an addendum' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER signed_stays BEFORE INSERT OR UPDATE OR DELETE ON boards_modalitydecision FOR EACH ROW EXECUTE FUNCTION refuse_signed_modality();

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON boards_addendum FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON boards_execution FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON boards_letter FOR EACH ROW EXECUTE FUNCTION refuse_change();
