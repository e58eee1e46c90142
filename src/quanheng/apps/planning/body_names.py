"""From a name as a policy writes it to the responsible body it means."""

from quanheng.apps.people.public import Region
from quanheng.apps.planning.models import Body

NATION = "000000"
_PLAIN = str.maketrans("()〔〕 　", "（）（）  ")


def folded(name: str) -> str:
    """The name without differences of width and space."""
    return name.translate(_PLAIN).replace(" ", "")


class BodyNames:
    """The bodies on record as the policies of one jurisdiction call them."""

    def __init__(self, jurisdiction: str) -> None:
        self.region = Region.objects.filter(code=jurisdiction).first() if jurisdiction != NATION else None
        known = Body.objects.all()
        here = [body for body in known if body.region_id in {None, self.region.pk if self.region else None}]
        here.sort(key=lambda body: body.region_id is not None)  # the region's own words go before the nation's
        self.names = {folded(name): body for body in here for name in (*body.aliases, body.name)}

    def known(self, name: str) -> Body | None:
        """The body on record called so."""
        return self.names.get(folded(name))

    def learn(self, body: Body) -> None:
        """Know a body that was recorded meanwhile."""
        self.names[folded(body.name)] = body
