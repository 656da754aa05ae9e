-- Who acts, as the database sees it. Set by access.database.acting for one transaction.
CREATE FUNCTION actor_person() RETURNS bigint LANGUAGE sql STABLE
  AS $$ SELECT nullif(current_setting('selnet.person', true), '')::bigint $$;

-- The institutions at which the actor holds a permission. Definer's rights: the rule must not depend on what the actor sees.
CREATE FUNCTION actor_institutions(wanted text) RETURNS bigint[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$
    SELECT coalesce(array_agg(DISTINCT m.institution_id), '{}')
    FROM network_membership m
    JOIN network_person p ON p.id = m.person_id AND p.is_active
    JOIN network_rolepermission r ON r.role = m.role AND r.permission = wanted
    WHERE m.person_id = actor_person() AND m.ended_at IS NULL
  $$;

-- Whether the actor holds the permission at the network's own office, which reaches every institution.
CREATE FUNCTION actor_everywhere(wanted text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$
    SELECT EXISTS (
      SELECT 1 FROM network_institution i
      WHERE i.kind = 'network_office' AND i.id = ANY (actor_institutions(wanted))
    )
  $$;

-- A notice belongs to the person told. Anyone may tell somebody something.
ALTER TABLE network_notice ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_notices ON network_notice FOR SELECT TO selnet_app USING (person_id = actor_person());
CREATE POLICY read_notices ON network_notice FOR UPDATE TO selnet_app USING (person_id = actor_person());
CREATE POLICY tell ON network_notice FOR INSERT TO selnet_app WITH CHECK (actor_person() IS NOT NULL);
CREATE POLICY work ON network_notice TO selnet_worker USING (true) WITH CHECK (true);
