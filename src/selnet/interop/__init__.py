"""The doors for data in and out. Sees every package; no package sees it.

Owns: reading tables (CSV, TSV) into patients and entries by a mapping (`tables/`), and `SourceRow`, which remembers what was
imported so that the same file does not make the same patients twice.
Does not own: what a valid answer is (record), the dictionary and its codes (packs), who may import (access).
Read by: config (the command line). A mapping is data: it lies with the pack that it maps to, in `packs/*/mappings/`.
"""
