"""Who may open which page of the platform, and why. To be read by a data-protection officer.

Every address of the platform is named below, under the rule that decides about it, with the people of `scene.py` for whom it
opens. For everybody else the page does not exist: they get the same answer as for a key that was made up. Whoever has not signed
in is sent to the sign-in page. `test_matrix.py` asks every address as every person and compares.

A line is the name of an address, then the patient (or thing) of the scene that it is asked for, when it is about one.
`reads`: for whom the page opens. `acts`: for whom sending it does something; left out, the page only reads.
"""

from rules_of_network import NETWORK
from rules_of_opinions import OPINIONS
from rules_of_record import RECORD

RULES = (*NETWORK, *RECORD, *OPINIONS)

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
