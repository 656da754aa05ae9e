"""Who may open which page of the platform, and why. To be read by a data-protection officer.

Every address of the platform is named below, under the rule that decides about it, with the people of `scene.py` for whom it
opens. For everybody else the page does not exist: they get the same answer as for a key that was made up. Whoever has not signed
in is sent to the sign-in page. `test_matrix.py` asks every address as every person and compares.

A line is the name of an address, then the patient (or thing) of the scene that it is asked for, when it is about one.
`reads`: for whom the page opens. `acts`: for whom sending it does something; left out, the page only reads.
"""

from dataclasses import dataclass, field
from typing import Any

People = frozenset[str]


def people(names: str) -> People:
    return frozenset(names.split())


NOBODY = people("")
EVERYBODY = people(
    "ana dora bea lola boris paula ramon diego sergio marta rita chema chiara gloria hugo carla xenia nuria ada otto stella "
    "pol felix"
)
MEMBERS = EVERYBODY - {"felix"}  # those who hold a role; felix left

# --- by role

TREATING = people("ana dora bea")  # see the patients of Ana's hospital
ABROAD = people("chiara gloria hugo")  # clinicians of another hospital
EXPERTS = people("paula ramon diego sergio marta rita")
CENTRE = EXPERTS | {"boris", "chema"}
CLINICIANS = {"ana"} | ABROAD | CENTRE | {"carla", "xenia"}
OWN_PATIENTS = CLINICIANS | {"dora", "bea"}  # whose role sees patients of the own institution
OPENS_CASES = people("ana boris carla sergio marta rita") | ABROAD
LEADS_BOARDS = people("boris chema")  # Chema's board: its centre's coordinator and its chair
GIVES_ROLES = people("ada nuria boris carla")
REVIEWERS = people("otto lola")

# --- by relation to a patient

BOARD = people("chema sergio marta rita")
SEE_MAIN = TREATING | BOARD | {"boris", "paula", "gloria", "stella"}
KEEP_MAIN = TREATING
SEE_DECIDED = TREATING | {"boris", "chema"}


@dataclass(frozen=True)
class Rule:
    why: str
    urls: str
    reads: People | None = None  # None: the address takes no GET
    acts: People | None = None  # None: the address only reads
    body: dict[str, Any] = field(default_factory=dict)  # what is sent; a value in {braces} is a key of the scene
    public: bool = False  # opens without signing in


RULES = (
    # ------------------------------------------------------------------ for everybody
    Rule(
        "Before signing in there are: the link of an invitation, the language switch, the calendar feed of whoever knows its "
        "secret address (it holds no patient), and the gallery of components with invented values.",
        "invitation the invitation",
        reads=EVERYBODY,
        acts=EVERYBODY,
        public=True,
    ),
    Rule("See above: the language switch.", "set_language", acts=EVERYBODY, public=True),
    Rule(
        "See above: the feed and the gallery only read.",
        """
        boards:calendar_feed
        ui:gallery
        """,
        reads=EVERYBODY,
        public=True,
    ),
    Rule(
        "Whoever has an account has pages of their own: worklist, notices, profile, and the page that says what roles may do.",
        """
        cases:worklist
        notices:list
        network:me
        network:welcome
        network:roles
        """,
        reads=EVERYBODY,
    ),
    Rule(
        "One changes one's own profile, one's own settings, one's own notices.",
        """
        network:profile_edit
        network:notice_settings
        """,
        reads=EVERYBODY,
        acts=EVERYBODY,
    ),
    Rule("As above.", "notices:all_read", acts=EVERYBODY),
    Rule(
        "A notice is read by the person told, a browser is signed out by the person signed in.",
        "notices:open",
        reads=people("ana"),
        acts=people("ana"),
    ),
    Rule("As above.", "network:session_end", acts=people("ana")),
    # ------------------------------------------------------------------ the network
    Rule(
        "The directory of institutions and people is for those who hold a role in the network. It holds no patient.",
        """
        network:institutions
        network:institution
        network:person
        """,
        reads=MEMBERS,
    ),
    Rule("As above; a search is sent, so that no name stands in an address.", "network:people", reads=MEMBERS, acts=MEMBERS),
    Rule(
        "Countries and institutions are kept by the network's administrator.",
        """
        network:country_new
        network:institution_new
        network:institution_edit
        """,
        reads=people("ada"),
        acts=people("ada"),
    ),
    Rule("As above: so are closed accounts.", "network:person_activate", acts=people("ada")),
    Rule(
        "Roles are given by the administrator, by a national coordinator in the country, by a coordinator at the own centre; "
        "where exactly is judged when the form is sent.",
        """
        network:invitation_new
        network:role_new
        """,
        reads=GIVES_ROLES,
        acts=GIVES_ROLES,
    ),
    Rule(
        "Ana's account and the invitation to her hospital are managed by the administrator and by Peru's coordinator; not by a "
        "coordinator of another institution, and not by Ana.",
        """
        network:person_deactivate
        network:person_hand_over
        """,
        reads=people("ada nuria"),
        acts=people("ada nuria"),
    ),
    Rule(
        "As above.",
        """
        network:role_end
        network:invitation_withdraw
        network:invitation_again
        """,
        acts=people("ada nuria"),
    ),
    # ------------------------------------------------------------------ the trail
    Rule(
        "The trail is reviewed by data-protection officers: at the office all of it, at a hospital its own part. They see "
        "pseudonyms and what was done, never a record.",
        "audit:trail",
        reads=REVIEWERS,
        acts=REVIEWERS,
    ),
    Rule(
        "An emergency access is ended by the officers who were told of it: the network's, and those of the treating hospital.",
        "record:end_emergency main",
        acts=REVIEWERS,
    ),
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
        record:attachment main
        record:preview main
        cases:case main
        """,
        reads=SEE_MAIN,
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
    # ------------------------------------------------------------------ cases
    Rule("Cases are listed for whoever asks, triages or answers.", "cases:cases", reads=CLINICIANS),
    Rule(
        "How late each centre is, in numbers alone, is for those who may invite; numbers stand there only for the "
        "administrator and national coordinators.",
        "cases:centre_clocks",
        reads=GIVES_ROLES,
    ),
    Rule("A case is opened by clinicians for patients of their own institution.", "cases:choose_patient",
         reads=OPENS_CASES, acts=OPENS_CASES),
    Rule(
        "As above.",
        """
        cases:new alone
        cases:new main
        """,
        reads=people("ana"),
        acts=people("ana"),
    ),
    Rule("A draft is read where it is written, by those who may send it.", "cases:case draft", reads=people("ana")),
    Rule("As above.", "cases:edit draft", reads=people("ana"), acts=people("ana")),
    Rule("As above.", "cases:send draft", acts=people("ana")),
    Rule("Whoever sees the patient reads the case.", "cases:case accepted", reads=TREATING | {"boris", "paula"}),
    Rule("As above.", "cases:case decided", reads=SEE_DECIDED),
    Rule("The coordinator of the centre it was sent to triages a case.", "cases:accept sent", acts=people("boris")),
    Rule(
        "As above.",
        """
        cases:redirect sent
        cases:decline sent
        cases:ask_more accepted
        cases:assign accepted
        cases:conclude accepted
        """,
        reads=people("boris"),
        acts=people("boris"),
    ),
    Rule("As above.", "cases:remind accepted", acts=people("boris")),
    Rule(
        "Who asked answers the centre and may withdraw.",
        """
        cases:supply more
        cases:withdraw accepted
        """,
        reads=people("ana"),
        acts=people("ana"),
    ),
    Rule("Either side closes a case that was answered.", "cases:close decided", reads=people("ana boris"),
         acts=people("ana boris")),
    Rule("Either side and the experts asked write in the thread.", "cases:message accepted", acts=people("ana boris paula")),
    Rule("As above: the board reads it.", "cases:message main", acts=people("ana boris paula")),
    Rule(
        "An opinion is given or declined by the person asked, by nobody else.",
        """
        cases:answer accepted
        cases:answer main
        cases:decline_assignment accepted
        """,
        reads=people("paula"),
        acts=people("paula"),
    ),
    # ------------------------------------------------------------------ boards
    Rule(
        "Boards are for those whose role takes part in them.",
        "boards:boards",
        reads=CENTRE | {"carla", "xenia", "gloria"},
    ),
    Rule("As above: a calendar of one's own meetings.", "boards:calendar", reads=CENTRE | {"carla", "xenia", "gloria"},
         acts=CENTRE | {"carla", "xenia", "gloria"}),
    Rule("As above.", "boards:calendar_revoke", acts=CENTRE | {"carla", "xenia", "gloria"}),
    Rule("A board is made by coordinators and chairs.", "boards:new", reads=people("boris chema carla xenia"),
         acts=people("boris chema carla xenia")),
    Rule(
        "A board and the times of its meetings are seen by its centre's coordinator and experts; of its agenda each sees only "
        "the patients that are open to them.",
        """
        boards:board
        boards:meeting
        """,
        reads=CENTRE,
    ),
    Rule(
        "The board is prepared and led by the coordinator and the chair of its centre.",
        """
        boards:schedule
        boards:cancel
        boards:postpone main
        """,
        reads=LEADS_BOARDS,
        acts=LEADS_BOARDS,
    ),
    Rule(
        "As above.",
        """
        boards:add_member
        boards:end_membership
        boards:open
        boards:close
        boards:attendance
        boards:start main
        boards:take_off main
        """,
        acts=LEADS_BOARDS,
    ),
    Rule("As above.", "boards:add_case accepted", acts=LEADS_BOARDS & {"boris"}, body={"case": "{case_id}"}),
    Rule("As above.", "boards:move main", acts=LEADS_BOARDS, body={"item": "{item_id}", "move": "first"}),
    Rule(
        "A case is presented to the board's members and to the centre's experts who see the patient; not to who sees the "
        "patient for another reason. What is decided is written by those who lead the board.",
        "boards:present main",
        reads=BOARD | {"boris", "paula"},
        acts=LEADS_BOARDS,
        body={"version": "0", "summary": "Woman of 52."},
    ),
    Rule("As above.", "boards:clock main", reads=BOARD | {"boris", "paula"}),
    Rule("A decision is signed by a chair of the board.", "boards:sign main", reads=people("chema"), acts=people("chema")),
    Rule(
        "A signed decision and its letter are read by the treating hospital, the coordinator and the chair who signed.",
        """
        boards:decision decided
        boards:letter decided
        """,
        reads=SEE_DECIDED,
    ),
    Rule("As above, in another language too.", "boards:make_letter decided", acts=SEE_DECIDED, body={"language": "pt"}),
    Rule("Something is added to a decision by those who lead the board.", "boards:addendum decided", acts=LEADS_BOARDS),
    Rule("What of the advice was carried out is answered by the clinicians of the treating hospital.",
         "boards:answer_executions decided", acts=people("ana")),
    Rule("As above: the list of what waits for an answer, of the own patients.", "boards:executions", reads=CLINICIANS),
)  # fmt: skip

# Pages of django-allauth, about one's own account alone. tests/network judges them; the library tests them.
OF_ALLAUTH = {
    "account_login": "signing in",
    "account_logout": "signing out",
    "account_inactive": "says that an account is closed",
    "account_signup": "says that people are invited",
    "account_reauthenticate": "proves again who one is",
    "account_change_password": "one's own password",
    "account_set_password": "one's own password, after OpenID Connect",
    "account_reset_password": "asks for a mail to one's own address",
    "account_reset_password_done": "says that the mail is on its way",
    "account_reset_password_from_key": "opens with the secret of that mail",
    "account_reset_password_from_key_done": "says that the password is changed",
    "mfa_index": "one's own second factors",
    "mfa_authenticate": "the second step of signing in",
    "mfa_reauthenticate": "proves again who one is",
    "mfa_activate_totp": "one's own authenticator app",
    "mfa_deactivate_totp": "one's own authenticator app",
    "mfa_view_recovery_codes": "one's own recovery codes",
    "mfa_generate_recovery_codes": "one's own recovery codes",
    "mfa_download_recovery_codes": "one's own recovery codes",
    "mfa_list_webauthn": "one's own passkeys",
    "mfa_add_webauthn": "one's own passkeys",
    "mfa_edit_webauthn": "one's own passkeys",
    "mfa_remove_webauthn": "one's own passkeys; ours keeps the last one, see tests/network/test_sign_in.py",
    "mfa_login_webauthn": "signing in with a passkey",
    "mfa_reauthenticate_webauthn": "proves again who one is",
    "usersessions_list": "the browsers in which one is signed in",
    "socialaccount_login_cancelled": "of signing in by OpenID Connect",
    "socialaccount_login_error": "of signing in by OpenID Connect",
    "socialaccount_signup": "closed: people are invited",
    "socialaccount_connections": "one's own accounts elsewhere",
    "openid_connect_login": "signing in by OpenID Connect",
    "openid_connect_callback": "signing in by OpenID Connect",
}
