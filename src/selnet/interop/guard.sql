-- Where a patient came from is seen by whoever sees the patient, and written by those who may import at the treating institution.
ALTER TABLE interop_sourcerow ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON interop_sourcerow FOR SELECT TO selnet_app
  USING (EXISTS (SELECT 1 FROM record_patient p WHERE p.id = patient_id));
CREATE POLICY import ON interop_sourcerow FOR INSERT TO selnet_app
  WITH CHECK (EXISTS (SELECT 1 FROM record_patient p WHERE p.id = patient_id
                      AND p.institution_id = ANY ((SELECT actor_institutions('entry.import'))::bigint[])));
CREATE POLICY work ON interop_sourcerow TO selnet_worker USING (true) WITH CHECK (true);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON interop_sourcerow FOR EACH ROW EXECUTE FUNCTION refuse_change();
