"""A host in FastAPI: customers sign in and see their own rows, and nobody else's.

pip install "fastapi[standard]" itsdangerous PyJWT
SIGNBOARD_SITE_URL=http://127.0.0.1:3300 SIGNBOARD_EMBEDDING_SECRET_KEY=... python host.py 3500
"""

import os
import secrets
import socket
import sys
import time
from html import escape
from typing import Annotated

import jwt
import uvicorn
from fastapi import Cookie, FastAPI, Form
from fastapi.responses import HTMLResponse, RedirectResponse

SITE_URL = os.environ.get("SIGNBOARD_SITE_URL", "http://127.0.0.1:3300").rstrip("/")
SECRET_KEY = os.environ.get("SIGNBOARD_EMBEDDING_SECRET_KEY", "")
DASHBOARD = os.environ.get("DASHBOARD", "demo-shop-overview-01")
QUESTION = os.environ.get("QUESTION", "demo-latest-reviews-1")
SESSION_KEY = secrets.token_hex(32)
CUSTOMERS = {
    "fjord-fern": {"account_id": 1, "name": "Fjord & Fern"},
    "cafe-solene": {"account_id": 2, "name": "Café Solène"},
}
PAGE = """<!doctype html>
<meta name="viewport" content="width=device-width"><title>{title}</title>
<script src="{site}/app/iframeResizer.js"></script>
<style>body {{ font: 16px system-ui; margin: 0 auto; max-width: 72rem; padding: 1rem }}
iframe {{ width: 100%; min-height: 24rem; border: 0 }} form {{ display: inline }}</style>
{body}"""
Session = Annotated[str | None, Cookie()]

app = FastAPI()


def embed_url(kind, item, customer):
    """The part to copy: who looks comes from the session, and the key never leaves this server."""
    payload = {
        "resource": {kind: int(item) if item.isdigit() else item},
        "params": {"account": [customer["account_id"]]},
        "exp": round(time.time()) + (60 * 10),
    }
    token = jwt.encode(payload, SECRET_KEY, algorithm="HS256")
    return f"{SITE_URL}/embed/{kind}/{token}#bordered=false&titled=false"


def find_customer(session):
    """Who is signed in, from the cookie that this host signed itself."""
    try:
        return CUSTOMERS[jwt.decode(session or "", SESSION_KEY, algorithms=["HS256"])["customer"]]
    except (jwt.InvalidTokenError, KeyError):
        return None


def show(kind, item, title, session):
    """A page with one embed, or the way to sign in. It holds a token: nobody may keep it."""
    customer = find_customer(session)
    if customer is None:
        buttons = " ".join(
            f'<button name="customer" value="{key}">{escape(one["name"])}</button>'
            for key, one in CUSTOMERS.items()
        )
        body = f'<form method="post" action="/sign-in">{buttons}</form>'
    else:
        body = (
            f'<p><b>{escape(customer["name"])}</b> <a href="/">Sales</a> <a href="/reviews">Reviews</a>'
            '<form method="post" action="/sign-out"><button>Sign out</button></form></p>'
            f'<iframe src="{escape(embed_url(kind, item, customer))}" title="{title}"'
            ' onload="iFrameResize({}, this)"></iframe>'
        )
    page = PAGE.format(title=title, site=escape(SITE_URL), body=body)
    return HTMLResponse(page, headers={"Cache-Control": "no-store"})


@app.get("/")
def sales(session: Session = None):
    """The customer's dashboard."""
    return show("dashboard", DASHBOARD, "Sales", session)


@app.get("/reviews")
def reviews(session: Session = None):
    """One question by itself."""
    return show("question", QUESTION, "Reviews", session)


@app.post("/sign-in")
def sign_in(customer: Annotated[str, Form()]):
    """One button for each customer: an example knows no passwords."""
    response = RedirectResponse("/", 303)
    if customer in CUSTOMERS:
        session = jwt.encode({"customer": customer}, SESSION_KEY, algorithm="HS256")
        response.set_cookie("session", session, httponly=True, samesite="lax")
    return response


@app.post("/sign-out")
def sign_out():
    """Forget who it was."""
    response = RedirectResponse("/", 303)
    response.delete_cookie("session")
    return response


if __name__ == "__main__":
    if not SECRET_KEY:
        sys.exit("Set SIGNBOARD_EMBEDDING_SECRET_KEY to the server's embedding secret key.")
    listener = socket.create_server(("127.0.0.1", int(sys.argv[1]) if len(sys.argv) > 1 else 3500))
    print(f"Host: http://127.0.0.1:{listener.getsockname()[1]}", flush=True)
    uvicorn.Server(uvicorn.Config(app, log_level="warning")).run(sockets=[listener])
