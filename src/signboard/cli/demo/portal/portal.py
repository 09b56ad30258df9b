"""A small customer portal: every signed-in customer sees its own dashboard, and nobody else's.

This is what a host application does to embed Signboard, in one file of the standard library and
PyJWT. Run it beside a server:

    export SIGNBOARD_SITE_URL=http://127.0.0.1:3300
    export SIGNBOARD_EMBEDDING_SECRET_KEY=...   (studio: Admin, Embedding)
    python portal.py 3400

The part to copy is `embed_url`. Who the customer is comes from the portal's own session, never
from the browser, and the key stays on the server: the browser gets a token that names one
dashboard and one customer and dies after ten minutes.
"""

import os
import secrets
import sys
import time
from dataclasses import dataclass
from html import escape
from http import HTTPStatus
from http.cookies import SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from string import Template
from urllib.parse import parse_qs, urlsplit

import jwt

SITE_URL = os.environ.get("SIGNBOARD_SITE_URL", "http://127.0.0.1:3300").rstrip("/")
SECRET_KEY = os.environ.get("SIGNBOARD_EMBEDDING_SECRET_KEY", "")
SHOP_DASHBOARD = os.environ.get("PORTAL_DASHBOARD", "demo-shop-overview-01")
REVIEWS_QUESTION = os.environ.get("PORTAL_QUESTION", "demo-latest-reviews-1")
TOKEN_SECONDS = 10 * 60
SESSION_KEY = secrets.token_hex(32)
HERE = Path(__file__).parent


@dataclass(frozen=True)
class Customer:
    """Somebody who can sign in. A real portal has these in its own database."""

    account_id: int
    shop: str
    person: str


CUSTOMERS = {
    "fjord-fern": Customer(1, "Fjord & Fern", "Ingrid Bakke"),
    "cafe-solene": Customer(2, "Café Solène", "Théo Lefèvre"),
    "omalley": Customer(4, "O'Malley & Daughters", "Niamh O'Malley"),
    "norrebro": Customer(6, "Nørrebro Kollektiv", "Søren Kjær"),
}


def embed_url(kind: str, item: int | str, customer: Customer, theme: str) -> str:
    """The address of a question or dashboard that shows this customer's rows, for ten minutes."""
    payload = {
        "resource": {kind: int(item) if str(item).isdigit() else item},
        "params": {"account": [customer.account_id]},
        "exp": round(time.time()) + TOKEN_SECONDS,
    }
    token = jwt.encode(payload, SECRET_KEY, algorithm="HS256")
    return f"{SITE_URL}/embed/{kind}/{token}#bordered=false&titled=false&background=false&theme={theme}"


def frame(kind: str, item: str, customer: Customer, theme: str, title: str) -> str:
    """An iframe that grows with its content; iFrameResize comes from the Signboard server."""
    source = escape(embed_url(kind, item, customer, theme))
    return (
        f'<iframe class="embed" src="{source}" title="{escape(title)} of {escape(customer.shop)}"'
        ' onload="window.iFrameResize && iFrameResize({}, this)"></iframe>'
    )


class Portal(BaseHTTPRequestHandler):
    """Pages for the signed-in customer; `/sign-in` for everybody else."""

    server_version = "Tidemark"

    def do_GET(self) -> None:
        """Show a page."""
        path = urlsplit(self.path).path
        if path == "/portal.css":
            return self.answer((HERE / "portal.css").read_text("utf-8"), kind="text/css")
        customer = self.customer()
        if path == "/compare":
            return self.page("Side by side", self.compare(), customer, wide=True)
        if customer is None:
            return self.page("Sign in", self.sign_in())
        if path == "/":
            body = frame("dashboard", SHOP_DASHBOARD, customer, self.theme(), "Sales")
            return self.page("Sales", body, customer)
        if path == "/reviews":
            body = frame("question", REVIEWS_QUESTION, customer, self.theme(), "Reviews")
            return self.page("Reviews", body, customer)
        return self.page("Nothing here", "<p>There is no such page.</p>", customer, status=404)

    def do_POST(self) -> None:
        """Sign in, sign out or change the theme, then show the page again."""
        form = parse_qs(self.rfile.read(int(self.headers.get("Content-Length", 0))).decode())
        name, back = form.get("customer", [""])[0], "/"
        if self.path == "/sign-in" and name in CUSTOMERS:
            session = jwt.encode({"customer": name}, SESSION_KEY, algorithm="HS256")
            cookie = f"session={session}; HttpOnly"
        elif self.path == "/theme":
            cookie = "theme=" + ("light" if self.theme() == "night" else "night")
            came_from = urlsplit(self.headers.get("Referer", ""))
            back = f"/{came_from.path.lstrip('/')}?{came_from.query}".rstrip("?")
        else:
            cookie = "session=; Max-Age=0"
        self.send_response(HTTPStatus.SEE_OTHER)
        self.send_header("Set-Cookie", f"{cookie}; Path=/; SameSite=Lax")
        self.send_header("Location", back)
        self.end_headers()

    def cookie(self, name: str) -> str:
        """The cookie's text, or an empty one."""
        morsel = SimpleCookie(self.headers.get("Cookie", "")).get(name)
        return morsel.value if morsel else ""

    def customer(self) -> Customer | None:
        """Who is signed in, from the session that this portal signed itself."""
        try:
            session = jwt.decode(self.cookie("session"), SESSION_KEY, algorithms=["HS256"])
        except jwt.InvalidTokenError:
            return None
        return CUSTOMERS.get(session["customer"])

    def theme(self) -> str:
        """`light` or `night`, as chosen on this browser."""
        return "night" if self.cookie("theme") == "night" else "light"

    def sign_in(self) -> str:
        """One button for each customer: a demo knows no passwords."""
        buttons = "".join(
            f'<button name="customer" value="{name}"><b>{escape(customer.shop)}</b>'
            f"<span>{escape(customer.person)}</span></button>"
            for name, customer in CUSTOMERS.items()
        )
        return f'<form class="choices" method="post" action="/sign-in">{buttons}</form>'

    def compare(self) -> str:
        """Two customers' portals next to one another. Only a demo would show this to anybody."""
        chosen = parse_qs(urlsplit(self.path).query)
        panels = []
        for side, name in (("left", "fjord-fern"), ("right", "cafe-solene")):
            customer = CUSTOMERS.get(chosen.get(side, [name])[0], CUSTOMERS[name])
            body = frame("dashboard", SHOP_DASHBOARD, customer, self.theme(), "Sales")
            panels.append(f"<section><h2>{escape(customer.shop)}</h2>{body}</section>")
        return f'<div class="pair">{"".join(panels)}</div>'

    def page(
        self,
        title: str,
        body: str,
        customer: Customer | None = None,
        *,
        wide: bool = False,
        status: int = 200,
    ) -> None:
        """The portal's frame around a body."""
        template = Template((HERE / "portal.html").read_text("utf-8"))
        text = template.substitute(
            title=title,
            body=body,
            site_url=escape(SITE_URL),
            theme=self.theme(),
            state="signed-in" if customer else "stranger",
            width="wide" if wide else "normal",
            shop=escape(customer.shop if customer else ""),
            person=escape(customer.person if customer else ""),
        )
        self.answer(text, status=status)

    def answer(self, text: str, *, kind: str = "text/html", status: int = 200) -> None:
        """Send it. A page holds a token, so nobody may keep it."""
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("Referrer-Policy", "same-origin")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing: the demo's terminal has one reader."""


if __name__ == "__main__":
    if not SECRET_KEY:
        sys.exit("Set SIGNBOARD_EMBEDDING_SECRET_KEY to the server's embedding secret key.")
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 3400
    server = ThreadingHTTPServer(("127.0.0.1", port), Portal)
    print(f"Portal: http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()
