"""The network: countries, institutions, the people in them and the roles they hold there.

Owns: `Country`, `Institution`, `Person` (who signs in), `Membership` (a role at an institution, with a beginning and an end),
`Invitation`, hand-over and deactivation, and what people are told (`Notice`, its settings, mails and digest).
Does not own: what a role may do (access), which centre is designated for which tumour (centres), patients (record).
Read by: everything above. The middleware here turns a signed-in person into the `Actor` of a request and tells the database.
"""
