"""Puts the parts together: settings, addresses, the embedded server, the command line, the demo network.

Owns: which packages are installed, how the process starts, the roles and grants in the database, navigation by role.
Does not own: any rule of the domain.
Read by: nobody. It sees everything.
"""
