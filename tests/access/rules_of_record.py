"""Who opens the pages of a patient, and why."""

from cast_and_rules import CLINICIANS, KEEP_MAIN, OPENS_CASES, OWN_PATIENTS, SEE_DECIDED, SEE_MAIN, TREATING, Rule, people

RECORD = (
    # ------------------------------------------------------------------ patients
    Rule(
        "The list of patients opens to whoever's role sees patients: of the own institution, or for studies. What stands in it "
        "is decided patient by patient. Officers review the trail, so the list is not theirs.",
        "record:patients",
        reads=OWN_PATIENTS | {"stella"},
    ),
    Rule("As above: finding one by pseudonym or number.", "record:find", acts=OWN_PATIENTS | {"stella"}),
    Rule(
        "A patient is opened by those who treat and by data managers, at their own institution.",
        "record:new",
        reads=OPENS_CASES | {"dora"},
        acts=OPENS_CASES | {"dora"},
    ),
    Rule(
        "In an emergency every clinician may open a record, with a reason. Data managers, biobank and office may not.",
        "record:emergency",
        reads=CLINICIANS,
        acts=CLINICIANS,
    ),
    Rule(
        "A patient of whom nobody was asked is seen by the treating hospital alone. The registry was refused, so the "
        "statistician does not see it either.",
        """
        record:patient alone
        record:entry_history alone
        record:access alone
        record:attachment alone
        record:preview alone
        """,
        reads=TREATING,
    ),
    Rule(
        "A case that was sent opens the patient to those who triage at the centre it was sent to, a draft to nobody.",
        "record:patient draft",
        reads=TREATING,
    ),
    Rule("As above.", "record:patient sent", reads=TREATING | {"boris"}),
    Rule("Being asked opens the patient to that expert, not to the colleagues.", "record:patient accepted",
         reads=TREATING | {"boris", "paula"}),
    Rule("While the referrer is asked for more, the case stays with the centre.", "record:patient more",
         reads=TREATING | {"boris"}),
    Rule(
        "When the meeting is over, its members see the patient no more; the chair who signed does until the advice was carried "
        "out, the coordinator until the case is closed.",
        """
        record:patient decided
        record:attachment decided
        """,
        reads=SEE_DECIDED,
    ),
    Rule(
        "The main patient is seen by the treating hospital, the coordinator, the expert asked (not by who declined), the board "
        "on whose agenda it is, whoever opened it in an emergency that still runs, and the statistician, because the patient "
        "agreed to the registry.",
        """
        record:patient main
        record:entry_history main
        record:access main
        """,
        reads=SEE_MAIN,
    ),
    Rule(
        "As above, but not the statistician: in files and conversations a name may stand, so study staff read forms only.",
        """
        record:attachment main
        record:preview main
        cases:case main
        """,
        reads=SEE_MAIN - {"stella"},
    ),
    Rule("As above; the form is filled in by those who keep the record.", "record:entry main", reads=SEE_MAIN, acts=KEEP_MAIN),
    Rule("As above; consent is recorded by those who treat.", "record:consents main", reads=SEE_MAIN, acts=people("ana")),
    Rule(
        "The centre keeps the name: it and the signed consent that bears it open to those of the treating hospital whose role "
        "may open names. Not to data managers, experts or boards, and not in an emergency.",
        """
        record:identity main
        record:identity alone
        """,
        reads=people("ana"),
        acts=people("ana"),
    ),
    Rule(
        "As above.",
        """
        record:attachment main's signed consent
        record:preview main's signed consent
        """,
        reads=people("ana"),
    ),
    Rule("As above.", "record:remove_attachment main's signed consent", acts=people("ana")),
    Rule(
        "The record is kept by those of the treating hospital who may edit entries.",
        "record:choose_form main",
        reads=KEEP_MAIN,
    ),
    Rule("As above.", "record:new_entry main", reads=KEEP_MAIN, acts=KEEP_MAIN),
    Rule("As above.", "record:remove_entry main", acts=KEEP_MAIN, body={"version": "{entry_version}", "reason": "Twice."}),
    Rule("As above.", "record:restore_entry main", acts=KEEP_MAIN, body={"version": "{entry_version}", "old": "1"}),
    Rule("As above: a file is taken off by them or by whoever added it.", "record:remove_attachment main", acts=KEEP_MAIN),
    Rule(
        "A form is verified by the hospital's data manager.",
        "record:entry_status main",
        acts=people("dora"),
        body={"version": "{entry_version}", "status": "verified"},
    ),
    Rule(
        "A file is added by those who keep the record and by those who were asked for help. The statistician changes nothing.",
        "record:add_attachment main",
        reads=SEE_MAIN - {"stella"},
        acts=SEE_MAIN - {"stella"},
    ),
)  # fmt: skip
