"""Who opens the pages for everybody, of the network and of the trail, and why."""

from cast_and_rules import EVERYBODY, GIVES_ROLES, MEMBERS, REVIEWERS, Rule, people

NETWORK = (
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
)  # fmt: skip
