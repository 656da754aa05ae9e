"""Pages of the network: institutions, people, invitations, one's own profile and notices."""
