"""Who opens the pages of cases and boards, and why."""

from cast_and_rules import BOARD, CENTRE, CLINICIANS, GIVES_ROLES, LEADS_BOARDS, OPENS_CASES, SEE_DECIDED, TREATING, Rule, people

OPINIONS = (
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
