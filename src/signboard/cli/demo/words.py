"""The words that the sample company is made of. All invented; no rule stands here."""

from __future__ import annotations

from dataclasses import dataclass

PLAN_FEES = {"Starter": "29.00", "Growth": "99.00", "Scale": "349.00"}

CHANNELS = ("Online shop", "Marketplace", "Newsletter", "Social", "In person")
CHANNEL_WEIGHTS = (44, 22, 14, 12, 8)

GIFTS = (0.86, 0.88, 0.92, 0.95, 1.02, 0.93, 0.84, 0.86, 0.98, 1.06, 1.38, 1.62)
SUMMER = (0.62, 0.68, 0.9, 1.12, 1.34, 1.44, 1.4, 1.22, 0.98, 0.78, 0.76, 0.86)
SCHOOL = (1.06, 0.88, 0.86, 0.86, 0.84, 0.82, 0.96, 1.38, 1.34, 1.0, 1.06, 1.24)
COLD = (1.16, 1.08, 1.0, 0.92, 0.84, 0.76, 0.74, 0.8, 0.96, 1.12, 1.26, 1.36)


@dataclass(frozen=True, slots=True)
class Category:
    """What a kind of product is called, costs (whole currency units) and when it sells.

    `season` holds twelve factors, January first, with a mean near 1.
    """

    name: str
    makers: tuple[str, ...]
    things: tuple[str, ...]
    prices: tuple[int, int]
    season: tuple[float, ...]


CATEGORIES = {
    category.name: category
    for category in (
        Category(
            "Coffee & Tea",
            ("Harbor", "Highland", "Morning", "Midnight", "Juniper", "Solstice"),
            ("Espresso 1 kg", "Filter Roast", "Green Tea", "Cold Brew Kit", "Chai Blend"),
            (9, 34),
            COLD,
        ),
        Category(
            "Kitchen",
            ("Oak", "Cast Iron", "Walnut", "Enamel", "Copper", "Olive Wood"),
            ("Serving Board", "Skillet", "Salad Bowl", "Kettle", "Pepper Mill", "Tray"),
            (18, 120),
            GIFTS,
        ),
        Category(
            "Stationery",
            ("Linen", "Dotted", "Pocket", "Washi", "Marbled", "Archive"),
            ("Notebook", "Planner", "Letter Set", "Fountain Pen", "Desk Pad", "Ink Bottle"),
            (6, 48),
            SCHOOL,
        ),
        Category(
            "Books",
            ("The Quiet", "A Short", "The Northern", "An Illustrated", "The Paper"),
            ("Garden", "Atlas", "History of Bread", "Lighthouse", "Almanac", "Winter"),
            (12, 42),
            GIFTS,
        ),
        Category(
            "Apparel",
            ("Merino", "Organic", "Waxed", "Field", "Striped", "Selvedge"),
            ("Sweater", "Tee", "Jacket", "Beanie", "Apron", "Scarf"),
            (22, 165),
            COLD,
        ),
        Category(
            "Outdoor",
            ("Trail", "Summit", "Canvas", "Ridge", "River", "Ultralight"),
            ("Backpack", "Hammock", "Bottle", "Lantern", "Camp Chair", "Blanket"),
            (16, 180),
            SUMMER,
        ),
        Category(
            "Home",
            ("Stoneware", "Woven", "Beeswax", "Smoked Glass", "Ash", "Terracotta"),
            ("Vase", "Throw", "Candle", "Table Lamp", "Stool", "Planter"),
            (14, 140),
            GIFTS,
        ),
        Category(
            "Beauty",
            ("Rosemary", "Sea Salt", "Calendula", "Cedar", "Oat", "Neroli"),
            ("Soap", "Hand Balm", "Face Oil", "Bath Soak", "Shampoo Bar"),
            (7, 58),
            GIFTS,
        ),
    )
}


@dataclass(frozen=True, slots=True)
class Shop:
    """One account. `size` is its trade against the other shops, `growth` its factor per year.

    `opened` and `closed` are (year, month); what it sells stands from most to least.
    """

    name: str
    plan: str
    city: str
    country: str
    size: float
    growth: float
    sells: tuple[str, ...]
    opened: tuple[int, int] = (2023, 7)
    closed: tuple[int, int] | None = None


# Numbers follow this order: the portal's customers are 1, 2, 4 and 6.
SHOPS = (
    Shop("Fjord & Fern", "Scale", "Bergen", "Norway", 5.4, 1.22, ("Outdoor", "Home", "Apparel")),
    Shop("Café Solène", "Growth", "Lyon", "France", 4.6, 1.3, ("Coffee & Tea", "Kitchen", "Books")),
    Shop(
        "東雲堂 Shinonome", "Growth", "Kyoto", "Japan", 2.9, 1.42, ("Stationery", "Books", "Home")
    ),
    Shop(
        "O'Malley & Daughters",
        "Starter",
        "Galway",
        "Ireland",
        2.2,
        1.6,
        ("Books", "Stationery"),
        (2024, 9),
    ),
    Shop(
        "Tern Supply Co.", "Scale", "Portland", "United States", 4.8, 1.18, ("Outdoor", "Apparel")
    ),
    Shop(
        "Nørrebro Kollektiv",
        "Scale",
        "Copenhagen",
        "Denmark",
        3.8,
        1.2,
        ("Home", "Kitchen", "Apparel"),
    ),
    Shop(
        "Casa Jabuticaba", "Growth", "São Paulo", "Brazil", 2.8, 1.5, ("Home", "Beauty", "Kitchen")
    ),
    Shop(
        "Glenmore Roasters",
        "Growth",
        "Inverness",
        "United Kingdom",
        2.4,
        1.26,
        ("Coffee & Tea", "Kitchen"),
    ),
    Shop("Papier Süd", "Growth", "München", "Germany", 2.2, 1.12, ("Stationery", "Books")),
    Shop(
        "Blue Heron Books",
        "Growth",
        "Halifax",
        "Canada",
        2.1,
        1.08,
        ("Books", "Stationery", "Coffee & Tea"),
    ),
    Shop("Zdrój Ceramika", "Growth", "Kraków", "Poland", 1.9, 1.34, ("Kitchen", "Home")),
    Shop("Saltwind Soap", "Starter", "Cork", "Ireland", 1.5, 1.3, ("Beauty", "Home")),
    Shop(
        "Mesa & Pine",
        "Starter",
        "Santa Fe",
        "United States",
        1.4,
        1.2,
        ("Home", "Kitchen"),
        (2023, 11),
    ),
    Shop("Ateliê Ipê", "Starter", "Porto", "Portugal", 1.3, 1.25, ("Apparel", "Home"), (2024, 1)),
    Shop(
        "Kestrel Outfitters",
        "Scale",
        "Denver",
        "United States",
        3.1,
        1.36,
        ("Outdoor", "Apparel"),
        (2024, 3),
    ),
    Shop(
        "La Petite Théière",
        "Starter",
        "Bruxelles",
        "Belgium",
        1.2,
        1.22,
        ("Coffee & Tea",),
        (2024, 2),
    ),
    Shop(
        "Rookery Press",
        "Starter",
        "Bristol",
        "United Kingdom",
        1.1,
        1.1,
        ("Books", "Stationery"),
        (2024, 4),
    ),
    Shop("Ōkami Goods", "Growth", "Osaka", "Japan", 2.3, 1.5, ("Apparel", "Outdoor"), (2024, 5)),
    Shop(
        "Villa Verbena",
        "Growth",
        "Torino",
        "Italy",
        1.9,
        1.3,
        ("Beauty", "Home", "Kitchen"),
        (2024, 6),
    ),
    Shop("Prairie Thread", "Starter", "Winnipeg", "Canada", 1.1, 1.15, ("Apparel",), (2024, 8)),
    Shop(
        "Kaffi Hraun",
        "Starter",
        "Reykjavík",
        "Iceland",
        1.2,
        1.3,
        ("Coffee & Tea", "Kitchen"),
        (2024, 10),
    ),
    Shop("Lumen & Loom", "Growth", "Göteborg", "Sweden", 2.2, 1.44, ("Home", "Apparel"), (2025, 1)),
    Shop(
        "El Taller de Inés",
        "Starter",
        "Sevilla",
        "Spain",
        1.3,
        1.35,
        ("Kitchen", "Home"),
        (2025, 2),
    ),
    Shop(
        "Copperleaf Kitchen",
        "Growth",
        "Chicago",
        "United States",
        2.4,
        1.4,
        ("Kitchen", "Coffee & Tea"),
        (2025, 4),
    ),
    Shop(
        "Wattle & Wave",
        "Starter",
        "Hobart",
        "Australia",
        1.3,
        1.3,
        ("Outdoor", "Beauty"),
        (2025, 5),
    ),
    Shop(
        "Tallinn Paper Trade", "Starter", "Tallinn", "Estonia", 1.1, 1.3, ("Stationery",), (2025, 8)
    ),
    Shop(
        "Marigold Row",
        "Growth",
        "Bengaluru",
        "India",
        2.6,
        1.6,
        ("Apparel", "Home", "Beauty"),
        (2025, 9),
    ),
    Shop("Ænder Optics", "Starter", "Aarhus", "Denmark", 0.9, 1.2, ("Outdoor",), (2026, 1)),
    Shop(
        "Quillfeather",
        "Starter",
        "York",
        "United Kingdom",
        1.2,
        0.8,
        ("Stationery",),
        (2023, 7),
        (2025, 3),
    ),
    Shop(
        "Drift & Daughter",
        "Starter",
        "Nantes",
        "France",
        1.1,
        0.7,
        ("Home", "Beauty"),
        (2023, 10),
        (2024, 12),
    ),
)

# (country, cities, given names, family names) of the people who buy; any shop sells abroad as well.
PLACES = {
    "Norway": (
        ("Bergen", "Oslo", "Tromsø"),
        ("Ingrid", "Håkon", "Solveig", "Øyvind"),
        ("Bakke", "Åsen", "Lie"),
    ),
    "France": (
        ("Lyon", "Paris", "Orléans"),
        ("Chloé", "Théo", "Zoé", "François"),
        ("Lefèvre", "Dubois", "Noël"),
    ),
    "Japan": (
        ("Kyoto", "Osaka", "Sapporo"),
        ("葵", "陽翔", "Sakura", "Kenji"),
        ("佐藤", "Tanaka", "中村"),
    ),
    "Ireland": (
        ("Galway", "Cork", "Dublin"),
        ("Saoirse", "Cillian", "Niamh", "Oisín"),
        ("O'Brien", "Ó Súilleabháin", "Walsh"),
    ),
    "United States": (
        ("Portland", "Denver", "Austin"),
        ("Maya", "Jordan", "Grace", "Mateo"),
        ("Nguyen", "Carter", "Ortiz"),
    ),
    "Denmark": (
        ("Copenhagen", "Aarhus", "Odense"),
        ("Freja", "Søren", "Asta", "Jeppe"),
        ("Kjær", "Sørensen", "Holm"),
    ),
    "Brazil": (
        ("São Paulo", "Recife", "Curitiba"),
        ("João", "Inês", "Conceição", "Caio"),
        ("Araújo", "Lima", "Brandão"),
    ),
    "United Kingdom": (
        ("London", "Bristol", "Inverness"),
        ("Isla", "Arthur", "Priya", "Callum"),
        ("MacLeod", "Patel", "Hughes"),
    ),
    "Germany": (
        ("München", "Köln", "Leipzig"),
        ("Jürgen", "Mia", "Lukas", "Anke"),
        ("Müller", "Groß", "Schröder"),
    ),
    "Canada": (
        ("Halifax", "Toronto", "Québec"),
        ("Noah", "Élise", "Ava", "Liam"),
        ("Tremblay", "Singh", "Roy"),
    ),
    "Poland": (
        ("Kraków", "Łódź", "Gdańsk"),
        ("Zofia", "Łukasz", "Michał", "Ola"),
        ("Wójcik", "Zając", "Kowal"),
    ),
    "Spain": (
        ("Sevilla", "Madrid", "Bilbao"),
        ("Lucía", "Íñigo", "Marta", "Álvaro"),
        ("Muñoz", "García", "Ibáñez"),
    ),
}

OPINIONS = {
    5: (
        "Perfect, thank you! 🎉",
        "Exactly as pictured.",
        "Second time I order. Never disappointed.",
        "Ma préférée ♥",
    ),
    4: (
        "Very good, a little slow to arrive.",
        "Lovely quality.",
        "Schön verarbeitet.",
        "Good value.",
    ),
    3: ("It does the job.", "Smaller than I thought.", "Nice, but the box was dented."),
    2: ("Not quite the colour of the photo.", "Took three weeks…"),
    1: ("Arrived broken. Refund was quick at least.", "Not for me."),
}
