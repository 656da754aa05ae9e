-- The three roles. On an external server an administrator runs this once, gives each a password and creates the database
-- with selnet_owner as its owner.
DO $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'selnet_owner') THEN
    CREATE ROLE selnet_owner LOGIN NOSUPERUSER NOBYPASSRLS CREATEDB;
  END IF;
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'selnet_app') THEN
    CREATE ROLE selnet_app LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
  END IF;
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'selnet_worker') THEN
    CREATE ROLE selnet_worker LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
  END IF;
END $$;

-- By default PostgreSQL writes a statement that failed into its log, and so the values in it, which are patients'. For these
-- roles its log keeps what went wrong, without statement, row or key, and no statement for being slow.
DO $$
DECLARE serving text;
BEGIN
  FOREACH serving IN ARRAY ARRAY['selnet_owner', 'selnet_app', 'selnet_worker'] LOOP
    EXECUTE format('ALTER ROLE %I SET log_min_error_statement = ''panic''', serving);
    EXECUTE format('ALTER ROLE %I SET log_error_verbosity = ''terse''', serving);
    EXECUTE format('ALTER ROLE %I SET log_statement = ''none''', serving);
    EXECUTE format('ALTER ROLE %I SET log_min_duration_statement = -1', serving);
  END LOOP;
END $$;
