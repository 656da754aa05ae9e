"""The writes of the network, one module a subject. Each service takes the actor first, checks, changes and records."""
