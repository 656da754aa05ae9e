-- Patients whom the actor sees by a grant: named in it, or triaging at the institution that it names. A grant alone opens nothing
-- to somebody who holds no role that sees patients any more. (Every definer's function names pg_temp last: a temporary table of
-- the same name must not stand in for ours.)
CREATE FUNCTION actor_granted_patients() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$
    SELECT g.patient_id FROM record_accessgrant g
    WHERE g.ended_at IS NULL AND (g.expires_at IS NULL OR g.expires_at > now())
      AND (g.person_id = actor_person() OR g.institution_id = ANY (actor_institutions('case.triage')))
      AND cardinality(actor_institutions('patient.view')) > 0
  $$;

-- Whether the newest answer of the patient about the scope is "given".
CREATE FUNCTION patient_agrees(patient uuid, wanted text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$
    SELECT coalesce((SELECT c.state = 'given' FROM record_consent c WHERE c.patient_id = patient AND c.scope = wanted
                     ORDER BY c.recorded_at DESC LIMIT 1), false)
  $$;

-- Only for emergency access: tells that a pseudonym exists to whoever may break the glass, and nothing else about it.
CREATE FUNCTION patient_for_emergency(wanted text) RETURNS TABLE (id uuid, institution_id bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$
    SELECT p.id, p.institution_id FROM record_patient p
    WHERE p.pseudonym = wanted AND cardinality(actor_institutions('patient.break_glass')) > 0
  $$;

-- Only for reviewers of the trail: pseudonyms of the patients of the institutions they review, and nothing else about them.
CREATE FUNCTION pseudonyms_for_review(wanted uuid[]) RETURNS TABLE (id uuid, pseudonym text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$
    SELECT p.id, p.pseudonym FROM record_patient p
    WHERE p.id = ANY (wanted)
      AND (actor_everywhere('audit.review') OR p.institution_id = ANY (actor_institutions('audit.review')))
  $$;
CREATE FUNCTION patient_for_review(wanted text) RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$
    SELECT p.id FROM record_patient p
    WHERE p.pseudonym = wanted
      AND (actor_everywhere('audit.review') OR p.institution_id = ANY (actor_institutions('audit.review')))
  $$;

-- Where a patient is treated, only for those who review the trail of that institution.
CREATE FUNCTION institution_for_review(patient uuid) RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$
    SELECT p.institution_id FROM record_patient p
    WHERE p.id = patient
      AND (actor_everywhere('audit.review') OR p.institution_id = ANY (actor_institutions('audit.review')))
  $$;

ALTER TABLE record_patient ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON record_patient FOR SELECT TO selnet_app USING (
  institution_id = ANY ((SELECT actor_institutions('patient.view'))::bigint[])
  OR id IN (SELECT actor_granted_patients())
  OR CASE WHEN (SELECT actor_everywhere('study.read')) THEN patient_agrees(id, 'registry') ELSE false END
);
CREATE POLICY open ON record_patient FOR INSERT TO selnet_app
  WITH CHECK (institution_id = ANY ((SELECT actor_institutions('patient.create'))::bigint[]));
CREATE POLICY move ON record_patient FOR UPDATE TO selnet_app
  USING (institution_id = ANY ((SELECT actor_institutions('patient.create'))::bigint[]));
CREATE POLICY work ON record_patient TO selnet_worker USING (true) WITH CHECK (true);

-- The centre keeps the name: grants, boards and studies do not reach the vault.
ALTER TABLE record_identity ENABLE ROW LEVEL SECURITY;
CREATE POLICY keep ON record_identity TO selnet_app
  USING (EXISTS (SELECT 1 FROM record_patient p WHERE p.id = patient_id
                 AND p.institution_id = ANY ((SELECT actor_institutions('identity.open'))::bigint[])))
  WITH CHECK (EXISTS (SELECT 1 FROM record_patient p WHERE p.id = patient_id
                      AND p.institution_id = ANY ((SELECT actor_institutions('identity.open'))::bigint[])));
CREATE POLICY work ON record_identity TO selnet_worker USING (true) WITH CHECK (true);

-- What the name was is kept, sealed: for the operator, on the patient's or the law's request. Nobody reads it on a page.
ALTER TABLE record_formeridentity ENABLE ROW LEVEL SECURITY;
CREATE POLICY work ON record_formeridentity TO selnet_worker USING (true) WITH CHECK (true);
CREATE FUNCTION keep_former_identity() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.changed_at <> OLD.changed_at THEN  -- a rotation of keys changes the seal, not what is sealed
    INSERT INTO record_formeridentity (patient_id, sealed, changed_at) VALUES (OLD.patient_id, OLD.sealed, OLD.changed_at);
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION refuse_other_than_seal() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' OR (to_jsonb(NEW) - 'sealed') IS DISTINCT FROM (to_jsonb(OLD) - 'sealed') THEN
    RAISE EXCEPTION 'former identities are kept' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON record_formeridentity FOR EACH ROW EXECUTE FUNCTION refuse_other_than_seal();
CREATE TRIGGER keep_former_identity BEFORE UPDATE ON record_identity FOR EACH ROW EXECUTE FUNCTION keep_former_identity();

ALTER TABLE record_consent ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON record_consent FOR SELECT TO selnet_app
  USING (EXISTS (SELECT 1 FROM record_patient p WHERE p.id = patient_id));
CREATE POLICY answer ON record_consent FOR INSERT TO selnet_app
  WITH CHECK (EXISTS (SELECT 1 FROM record_patient p WHERE p.id = patient_id
                      AND p.institution_id = ANY ((SELECT actor_institutions('consent.record'))::bigint[])));
CREATE POLICY work ON record_consent TO selnet_worker USING (true) WITH CHECK (true);

-- Whoever sees the patient reads the entries; those of the treating centre and those asked for help write.
CREATE FUNCTION actor_writes(patient uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$
    SELECT EXISTS (SELECT 1 FROM record_patient p WHERE p.id = patient
                   AND p.institution_id = ANY (actor_institutions('entry.edit')))
           OR patient IN (SELECT actor_granted_patients())
  $$;
ALTER TABLE record_entry ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON record_entry FOR SELECT TO selnet_app
  USING (EXISTS (SELECT 1 FROM record_patient p WHERE p.id = patient_id));
CREATE POLICY write ON record_entry FOR INSERT TO selnet_app WITH CHECK (actor_writes(patient_id));
CREATE POLICY change ON record_entry FOR UPDATE TO selnet_app USING (actor_writes(patient_id));
CREATE POLICY work ON record_entry TO selnet_worker USING (true) WITH CHECK (true);

ALTER TABLE record_entryversion ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON record_entryversion FOR SELECT TO selnet_app
  USING (EXISTS (SELECT 1 FROM record_patient p WHERE p.id = patient_id));
CREATE POLICY work ON record_entryversion FOR SELECT TO selnet_worker USING (true);

-- A signed consent bears the name, so it is read where the name may be read.
-- Study staff read forms, not files: a name may stand in them.
ALTER TABLE record_attachment ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON record_attachment FOR SELECT TO selnet_app USING (
  EXISTS (SELECT 1 FROM record_patient p WHERE p.id = patient_id
          AND (p.institution_id = ANY ((SELECT actor_institutions('patient.view'))::bigint[])
               OR p.id IN (SELECT actor_granted_patients()))
          AND (kind <> 'consent_scan' OR p.institution_id = ANY ((SELECT actor_institutions('identity.open'))::bigint[])))
);
CREATE POLICY add ON record_attachment FOR INSERT TO selnet_app WITH CHECK (actor_writes(patient_id));
CREATE POLICY change ON record_attachment FOR UPDATE TO selnet_app USING (actor_writes(patient_id));
CREATE POLICY work ON record_attachment TO selnet_worker USING (true) WITH CHECK (true);

ALTER TABLE record_accessgrant ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON record_accessgrant FOR SELECT TO selnet_app USING (
  person_id = actor_person()
  OR institution_id = ANY ((SELECT actor_institutions('case.triage'))::bigint[])
  OR (why = 'break_glass' AND cardinality((SELECT actor_institutions('audit.review'))) > 0
      AND institution_for_review(patient_id) IS NOT NULL)
  OR EXISTS (SELECT 1 FROM record_patient p WHERE p.id = patient_id)
);
-- One shares what one was given to work on. An emergency, for oneself and with a reason, reaches further, and is not passed on.
CREATE FUNCTION actor_shares(patient uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$
    SELECT EXISTS (SELECT 1 FROM record_patient p WHERE p.id = patient
                   AND p.institution_id = ANY (actor_institutions('entry.edit')))
           OR patient IN (SELECT actor_granted_patients())
              AND EXISTS (SELECT 1 FROM record_accessgrant g WHERE g.patient_id = patient AND g.ended_at IS NULL
                          AND g.why <> 'break_glass'
                          AND (g.person_id = actor_person() OR g.institution_id = ANY (actor_institutions('case.triage'))))
  $$;
CREATE POLICY share ON record_accessgrant FOR INSERT TO selnet_app WITH CHECK (
  actor_shares(patient_id)
  OR (why = 'break_glass' AND person_id = actor_person()
      AND cardinality((SELECT actor_institutions('patient.break_glass'))) > 0)
);
CREATE POLICY finish ON record_accessgrant FOR UPDATE TO selnet_app USING (
  actor_writes(patient_id)
  OR (why = 'break_glass' AND cardinality((SELECT actor_institutions('audit.review'))) > 0
      AND institution_for_review(patient_id) IS NOT NULL)
);
CREATE POLICY work ON record_accessgrant TO selnet_worker USING (true) WITH CHECK (true);

-- A grant ends; it is never widened, prolonged or opened again.
CREATE FUNCTION grant_only_ends() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.ended_at IS NOT NULL OR (to_jsonb(NEW) - 'ended_at') IS DISTINCT FROM (to_jsonb(OLD) - 'ended_at') THEN
    RAISE EXCEPTION 'a grant only ends' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER grant_only_ends BEFORE UPDATE ON record_accessgrant FOR EACH ROW WHEN (current_user = 'selnet_app')
  EXECUTE FUNCTION grant_only_ends();

-- Every state of an entry is kept, whoever writes and by whatever way; and it stays the entry of its patient.
CREATE FUNCTION entry_counts_up() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.patient_id, NEW.form, NEW.instance) IS DISTINCT FROM (OLD.id, OLD.patient_id, OLD.form, OLD.instance) THEN
    RAISE EXCEPTION 'entry % stays where it was written', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.version <> OLD.version + 1 THEN
    RAISE EXCEPTION 'entry % was changed by somebody else: version % is not %', OLD.id, OLD.version, NEW.version - 1
      USING ERRCODE = 'serialization_failure';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER entry_counts_up BEFORE UPDATE ON record_entry FOR EACH ROW EXECUTE FUNCTION entry_counts_up();

CREATE FUNCTION keep_entry_version() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO record_entryversion (entry_id, patient_id, version, answers, status, pack_version, saved_at, saved_by_id, change_reason, removed)
  VALUES (NEW.id, NEW.patient_id, NEW.version, NEW.answers, NEW.status, NEW.pack_version, NEW.saved_at, NEW.saved_by_id, NEW.change_reason, NEW.removed);
  RETURN NEW;
END $$;
CREATE TRIGGER keep_entry_version AFTER INSERT OR UPDATE ON record_entry FOR EACH ROW EXECUTE FUNCTION keep_entry_version();

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON record_entryversion FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON record_consent FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_deleted BEFORE DELETE ON record_entry FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_deleted BEFORE DELETE ON record_patient FOR EACH ROW EXECUTE FUNCTION refuse_change();
