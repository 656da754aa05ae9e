-- A case is read by whoever cares for its patient or was asked to, not by study staff; a draft only where it is written.
ALTER TABLE cases_case ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON cases_case FOR SELECT TO selnet_app USING (
  EXISTS (SELECT 1 FROM record_patient p WHERE p.id = patient_id
          AND (p.institution_id = ANY ((SELECT actor_institutions('patient.view'))::bigint[])
               OR p.id IN (SELECT actor_granted_patients())))
  AND (status <> 'draft' OR from_institution_id = ANY ((SELECT actor_institutions('case.open'))::bigint[]))
);
CREATE POLICY open ON cases_case FOR INSERT TO selnet_app
  WITH CHECK (from_institution_id = ANY ((SELECT actor_institutions('case.open'))::bigint[]) AND actor_writes(patient_id));
CREATE POLICY change ON cases_case FOR UPDATE TO selnet_app USING (actor_writes(patient_id));
CREATE POLICY work ON cases_case TO selnet_worker USING (true) WITH CHECK (true);

ALTER TABLE cases_casestep ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON cases_casestep FOR SELECT TO selnet_app USING (EXISTS (SELECT 1 FROM cases_case c WHERE c.id = case_id));
CREATE POLICY write ON cases_casestep FOR INSERT TO selnet_app WITH CHECK (actor_writes(patient_id));
CREATE POLICY work ON cases_casestep TO selnet_worker USING (true) WITH CHECK (true);

ALTER TABLE cases_assignment ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON cases_assignment FOR SELECT TO selnet_app
  USING (EXISTS (SELECT 1 FROM cases_case c WHERE c.id = case_id));
CREATE POLICY ask ON cases_assignment FOR INSERT TO selnet_app WITH CHECK (actor_writes(patient_id));
CREATE POLICY change ON cases_assignment FOR UPDATE TO selnet_app USING (actor_writes(patient_id));
CREATE POLICY work ON cases_assignment TO selnet_worker USING (true) WITH CHECK (true);

ALTER TABLE cases_message ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON cases_message FOR SELECT TO selnet_app USING (EXISTS (SELECT 1 FROM cases_case c WHERE c.id = case_id));
CREATE POLICY write ON cases_message FOR INSERT TO selnet_app
  WITH CHECK (author_id = actor_person() AND actor_writes(patient_id));
CREATE POLICY work ON cases_message TO selnet_worker USING (true) WITH CHECK (true);

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON cases_casestep FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON cases_message FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- How many opinions people still owe over the whole network. Counts only, for those who triage, so that nobody is overloaded
-- by a centre that cannot see the other centres' cases.
CREATE FUNCTION case_open_assignments(people bigint[]) RETURNS TABLE (person_id bigint, owed bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$
    SELECT a.person_id, count(*) FROM cases_assignment a JOIN cases_case c ON c.id = a.case_id
    WHERE a.person_id = ANY (people) AND a.answered_at IS NULL AND a.declined_at IS NULL
      AND c.status IN ('accepted', 'listed', 'more_information')
      AND (actor_person() IS NULL OR cardinality(actor_institutions('case.triage')) > 0)
    GROUP BY a.person_id
  $$;

-- Times of the cases sent since a moment, from or to the actor's institutions: no patient, no case, also after the case was
-- closed and the patient is seen no more. A case from and to the actor counts once.
CREATE FUNCTION case_times(since timestamptz)
  RETURNS TABLE (sent_at timestamptz, first_answer_due timestamptz, first_answered_at timestamptz, closure_due timestamptz,
                 decided_at timestamptz, closed_at timestamptz, paused boolean)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$
    SELECT c.sent_at, c.first_answer_due, c.first_answered_at, c.closure_due, c.decided_at, c.closed_at, c.paused_at IS NOT NULL
    FROM cases_case c
    WHERE c.sent_at >= since
      AND (c.to_institution_id = ANY (actor_institutions('case.triage'))
           OR c.from_institution_id = ANY (actor_institutions('case.open')))
  $$;

-- Late and open cases by centre, for those who keep the network or their country's part of it.
CREATE FUNCTION case_counts_by_centre(at timestamptz)
  RETURNS TABLE (institution_id bigint, open bigint, late bigint, longest timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$
    WITH owed AS (
      SELECT c.to_institution_id AS centre, c.paused_at,
             CASE WHEN c.first_answered_at IS NULL THEN least(c.first_answer_due, c.closure_due) ELSE c.closure_due END AS due
      FROM cases_case c WHERE c.status IN ('sent', 'more_information', 'accepted', 'listed')
    )
    SELECT o.centre, count(*), count(*) FILTER (WHERE o.paused_at IS NULL AND o.due < at),
           min(o.due) FILTER (WHERE o.paused_at IS NULL AND o.due < at)
    FROM owed o JOIN network_institution i ON i.id = o.centre
    WHERE actor_everywhere('network.manage')
       OR i.country_id IN (
            SELECT home.country_id FROM network_membership m JOIN network_institution home ON home.id = m.institution_id
            JOIN network_person p ON p.id = m.person_id AND p.is_active
            WHERE m.person_id = actor_person() AND m.ended_at IS NULL AND m.role = 'national_coordinator')
    GROUP BY o.centre
  $$;
