"""Files as they arrive: told from their content, proved, cleaned, kept once.

Owns: which kinds of file are taken (PDF, JPEG, PNG, TIFF, DICOM, plain text, CSV), the proof that a file is what it
says and nothing else besides, the removal of what names a patient inside pictures, and the store that keeps each content
once under its SHA-256.
Does not own: whose file it is and who may read it (record.attachments).
Read by: record.attachments only.
"""
