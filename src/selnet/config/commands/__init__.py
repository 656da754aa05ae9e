"""One module a command: `configure(parser)`, `run(args)`, ROLE when it needs the database (owner, app, worker), NAME when the
module may not be called so."""
