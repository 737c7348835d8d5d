"""Where answers come from, for programs: W3C PROV-O in Turtle. Names are URNs, so that nothing depends on an address."""

from faisceau.export.provenance.of_fiche import fiche_provenance
from faisceau.export.provenance.of_map import map_provenance

__all__ = ["fiche_provenance", "map_provenance"]
