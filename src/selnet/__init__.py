"""SELNET: a platform that runs a rare-tumour network on one patient record."""
