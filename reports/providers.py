"""What the usual mail providers want of a program that logs in: said where a log-in is refused, and before it is tried.

Known in November 2026 and not looked up since: each says where to look, and none is needed for a log-in that works.
"""

_OTHERWISE = "Many providers want an app password here, made in the account's security settings."
_BY_HOST = {
    "gmail.com": (
        "Google wants an app password here, not the one of the account: switch 2-Step Verification on, then make one at "
        "https://myaccount.google.com/apppasswords."
    ),
    "outlook.com": (
        "Microsoft takes no password here any more: it wants OAuth2, so say mail.token_command. See the help page of "
        "Outlook.com on POP, IMAP and SMTP."
    ),
    "office365.com": (
        "Microsoft 365 takes no password here unless its administrator allows it, and from the end of December 2026 it is "
        "off by default: ask for SMTP AUTH, or say mail.token_command for OAuth2."
    ),
    "mail.me.com": "Apple wants an app-specific password here: make one at https://account.apple.com under Sign-In and Security.",
    "yahoo.com": "Yahoo wants an app password here: make one in the account's security settings.",
    "aol.com": "AOL wants an app password here: make one in the account's security settings.",
    "fastmail.com": "Fastmail wants an app password here: make one under Settings, Privacy & Security.",
    "zoho.com": "Zoho wants an app-specific password here where two-factor log-in is on.",
    "protonmail.ch": "Proton wants an SMTP token here, made for an address of your own domain; or use Proton Mail Bridge on this machine.",
}


def password(host: str) -> str:
    """What this server's provider wants as a password, in a sentence."""
    name = host.lower().rstrip(".")
    return next((words for end, words in _BY_HOST.items() if name == end or name.endswith(f".{end}")), _OTHERWISE)


def is_known(host: str) -> bool:
    return password(host) != _OTHERWISE
