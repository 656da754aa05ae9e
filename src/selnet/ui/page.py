"""What base.html reads from the context: `nav`, `viewer`, `languages`. Filled by config's context processor."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NavItem:
    """One place of the person's role. `count` is what waits there, shown when over zero."""

    label: str
    url: str
    current: bool = False
    count: int = 0


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks: name for themselves, role and place as the header says them."""

    name: str
    role_label: str
    institution: str
    account_url: str = ""
    sign_out_url: str = ""


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """A language of the interface, named in itself."""

    code: str
    name: str
    current: bool = False
