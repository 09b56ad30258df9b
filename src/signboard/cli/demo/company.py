"""Three years of a small software company, made up the same way every time.

The company rents out shop software: its accounts are shops, and each shop has people who buy,
products, orders and reviews. The words are in `words.py`, the ups and downs in `demand.py`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from signboard.cli.demo import words
from signboard.cli.demo.demand import Demand, draw

FIRST_DAY = date(2023, 7, 1)
LAST_DAY = date(2026, 6, 30)
SEED = 20260630
PACE = 0.635
"""Turns the shops' relative sizes into 50,000 orders in all."""

HOURS = (1, 1, 1, 1, 1, 2, 4, 7, 9, 10, 11, 12, 13, 11, 10, 10, 11, 12, 14, 17, 18, 15, 9, 4)
QUANTITIES = (1, 1, 1, 1, 1, 1, 2, 2, 2, 3, 4, 6)
FOREIGN_SHARE = 0.22
NEW_BUYER_SHARE = 0.24
DISCOUNT_SHARE = 0.12
REFUND_SHARE = 0.034
REVIEW_SHARE = 0.12

Row = tuple[str | int | bool | None, ...]


@dataclass(slots=True)
class Company:
    """Rows by table, in the column order of `schema.sql`.

    Ids count from 1 and follow time. Money is text with two decimals, dates and times are ISO
    text: what every database reads into its own type without loss.
    """

    accounts: list[Row] = field(default_factory=list)
    people: list[Row] = field(default_factory=list)
    products: list[Row] = field(default_factory=list)
    orders: list[Row] = field(default_factory=list)
    reviews: list[Row] = field(default_factory=list)

    def tables(self) -> Iterator[tuple[str, list[Row]]]:
        """Name and rows of each table, referenced tables first."""
        for name in ("accounts", "people", "products", "orders", "reviews"):
            yield name, getattr(self, name)


def generate(
    seed: int = SEED, scale: float = 1.0, on_progress: Callable[[float], None] = lambda done: None
) -> Company:
    """The company with about 50,000 orders times `scale`, identical for the same arguments.

    `on_progress` is called with the finished share, 0 to 1.

    >>> small = generate(scale=0.01)
    >>> len(small.accounts), small == generate(scale=0.01)
    (30, True)
    """
    company = Company()
    random = Random(seed)  # noqa: S311 - the same numbers every time is the point
    traders = [_Trader(company, shop, random) for shop in words.SHOPS]
    days = (LAST_DAY - FIRST_DAY).days + 1
    for number in range(days):
        day = FIRST_DAY + timedelta(days=number)
        visits = [
            (_moment(day, random), trader)
            for trader in traders
            for _ in range(draw(PACE * scale * trader.demand.expect(day, random), random))
        ]
        visits.sort(key=lambda visit: visit[0])
        for moment, trader in visits:
            trader.sell(moment)
        on_progress((number + 1) / days)
    written = sorted(
        (review for trader in traders for review in trader.reviews), key=lambda r: r[-1]
    )
    company.reviews = [(number, *review) for number, review in enumerate(written, start=1)]
    return company


@dataclass(frozen=True, slots=True)
class _Product:
    """What a shop can sell: `cents` is its list price, `quality` the mean of its ratings."""

    id: int
    category: str
    cents: int
    quality: float


class _Trader:
    """One shop at work: adds its own rows to the company's."""

    def __init__(self, company: Company, shop: words.Shop, random: Random) -> None:
        self.company, self.shop, self.random = company, shop, random
        self.demand = Demand(shop)
        self.buyers: list[int] = []
        self.reviews: list[tuple[int, int, int, int, str, str]] = []
        self.account_id = len(company.accounts) + 1
        closed = self.demand.closed
        company.accounts.append(
            (
                self.account_id,
                shop.name,
                shop.plan,
                shop.city,
                shop.country,
                words.PLAN_FEES[shop.plan],
                self.demand.opened.isoformat(),
                closed.isoformat() if closed else None,
                shop.plan != "Starter" or shop.growth > 1.2,
            )
        )
        self.shelves = [self._stock(words.CATEGORIES[name]) for name in shop.sells]

    def _stock(self, category: words.Category) -> list[_Product]:
        """Five products of one kind, the best seller first."""
        random, shelf = self.random, []
        low, high = category.prices
        names = [f"{maker} {thing}" for maker in category.makers for thing in category.things]
        for title in random.sample(names, 5):
            cents = round(low + (high - low) * random.random() ** 1.7) * 100 - random.choice(
                (0, 5, 50)
            )
            product = _Product(
                len(self.company.products) + 1, category.name, cents, random.uniform(3.5, 4.9)
            )
            self.company.products.append(
                (
                    product.id,
                    self.account_id,
                    title,
                    category.name,
                    _money(cents),
                    self.demand.opened.isoformat(),
                )
            )
            shelf.append(product)
        return shelf

    def sell(self, moment: datetime) -> None:
        """One order at that moment, perhaps by somebody new, perhaps reviewed later."""
        random, company = self.random, self.company
        shelf = random.choices(self.shelves, self.demand.mix(moment.month))[0]
        product = shelf[int(len(shelf) * random.random() ** 1.6)]
        person = self._buyer(moment)
        quantity = random.choice(QUANTITIES)
        subtotal = product.cents * quantity
        discount = None
        if random.random() < DISCOUNT_SHARE:
            discount = subtotal * random.choice((5, 10, 10, 15, 20)) // 100
        status = self._status(moment)
        order_id = len(company.orders) + 1
        company.orders.append(
            (
                order_id,
                self.account_id,
                person,
                product.id,
                product.category,
                random.choices(words.CHANNELS, words.CHANNEL_WEIGHTS)[0],
                quantity,
                _money(product.cents),
                None if discount is None else _money(discount),
                _money(subtotal - (discount or 0)),
                status,
                moment.isoformat(" "),
            )
        )
        if status in ("delivered", "refunded") and random.random() < REVIEW_SHARE:
            self._review(order_id, product, moment, is_happy=status == "delivered")

    def _buyer(self, moment: datetime) -> int:
        """The id of who buys: somebody known, regulars more often, or a new person."""
        random, people = self.random, self.company.people
        if self.buyers and random.random() > NEW_BUYER_SHARE:
            return self.buyers[int(len(self.buyers) * random.random() ** 1.5)]
        country = self.shop.country
        if country not in words.PLACES or random.random() < FOREIGN_SHARE:
            country = random.choice(tuple(words.PLACES))
        cities, given, family = words.PLACES[country]
        first, last = random.choice(given), random.choice(family)
        number = len(people) + 1
        channel = random.choices(words.CHANNELS, words.CHANNEL_WEIGHTS)[0]
        people.append(
            (
                number,
                self.account_id,
                f"{first} {last}",
                f"{_ascii(first)}.{_ascii(last)}.{number}@example.com",
                random.choice(cities),
                country,
                channel,
                moment.isoformat(" "),
            )
        )
        self.buyers.append(number)
        return number

    def _status(self, moment: datetime) -> str:
        age = (LAST_DAY - moment.date()).days
        if age < self.random.randint(1, 3):
            return "paid"
        if age < self.random.randint(4, 9):
            return "shipped"
        return "refunded" if self.random.random() < REFUND_SHARE else "delivered"

    def _review(
        self, order_id: int, product: _Product, moment: datetime, *, is_happy: bool
    ) -> None:
        random = self.random
        written = moment + timedelta(days=random.randint(3, 30), minutes=random.randint(0, 600))
        if written.date() > LAST_DAY:
            return
        mean = product.quality if is_happy else 1.8
        rating = min(5, max(1, round(random.gauss(mean, 0.8))))
        body = random.choice(words.OPINIONS[rating])
        self.reviews.append(
            (self.account_id, product.id, order_id, rating, body, written.isoformat(" "))
        )


def _moment(day: date, random: Random) -> datetime:
    hour = random.choices(range(24), HOURS)[0]
    # A shop's database holds local times without a zone.
    return datetime.combine(day, time(hour, random.randrange(60), random.randrange(60)))


def _money(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}"


def _ascii(name: str) -> str:
    """The name as it stands in an address; names of other scripts become `hello`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return "".join(filter(str.isalpha, plain)) or "hello"
