"""What a committee is called as an organisation."""


def body_name(name: str, above: str) -> str:
    """One called 协调工作组 alone gets the name of the committee ``above`` (empty: none) before it."""
    if not above or name.startswith((above, above.removeprefix("全国"))):
        return name
    return f"{above}{name}"
