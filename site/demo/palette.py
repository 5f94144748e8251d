"""The colors of the demo's files: paper and ink, and a spine by subject."""

INK = "#1C2529"
MUTED = "#55616A"
PAPER = "#FBF9F5"
WHITE = "#FFFFFF"
LINE = "#E4DFD4"
SPRUCE = "#1B5E4B"
SUN = "#F2C14E"
TINT = "#E3F0EA"

MATHEMATICS, DANISH, SCIENCE, SOCIETY = "#2F5DA8", "#A8324A", "#3C7A3A", "#8A5A12"
LANGUAGES, ARTS, CRAFTS = "#6A3FA0", "#B0357F", "#0F7480"
SPINES = {
    "matematik": MATHEMATICS,
    "dansk": DANISH,
    "dansk som andetsprog": DANISH,
    "natur/teknologi": SCIENCE,
    "geografi": SCIENCE,
    "biologi": SCIENCE,
    "fysik/kemi": SCIENCE,
    "historie": SOCIETY,
    "samfundsfag": SOCIETY,
    "kristendomskundskab": SOCIETY,
    "engelsk": LANGUAGES,
    "tysk": LANGUAGES,
    "fransk": LANGUAGES,
    "musik": ARTS,
    "billedkunst": ARTS,
    "idræt": CRAFTS,
    "håndværk og design": CRAFTS,
    "madkundskab": CRAFTS,
}


def spine(subjects: list[str]) -> str:
    """The color of the first subject; spruce for what has none of its own."""
    return SPINES.get(subjects[0], SPRUCE) if subjects else SPRUCE
