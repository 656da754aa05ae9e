"""Pages of the record, one module a page or a family of pages.

Each looks things up through selectors that refuse what the actor may not see, lets a service do the change, and redirects.
"""
