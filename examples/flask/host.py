"""A host in Flask: customers sign in and see their own rows, and nobody else's.

pip install flask PyJWT
SIGNBOARD_SITE_URL=http://127.0.0.1:3300 SIGNBOARD_EMBEDDING_SECRET_KEY=... python host.py 3500
"""

import os
import secrets
import sys
import time

import jwt
from flask import Flask, redirect, render_template_string, request, session
from werkzeug.serving import make_server

SITE_URL = os.environ.get("SIGNBOARD_SITE_URL", "http://127.0.0.1:3300").rstrip("/")
SECRET_KEY = os.environ.get("SIGNBOARD_EMBEDDING_SECRET_KEY", "")
DASHBOARD = os.environ.get("DASHBOARD", "demo-shop-overview-01")
QUESTION = os.environ.get("QUESTION", "demo-latest-reviews-1")
CUSTOMERS = {
    "fjord-fern": {"account_id": 1, "name": "Fjord & Fern"},
    "cafe-solene": {"account_id": 2, "name": "Café Solène"},
}
PAGE = """<!doctype html>
<meta name="viewport" content="width=device-width"><title>{{ title }}</title>
<script src="{{ site }}/app/iframeResizer.js"></script>
<style>body { font: 16px system-ui; margin: 0 auto; max-width: 72rem; padding: 1rem }
iframe { width: 100%; min-height: 24rem; border: 0 } form { display: inline }</style>
{% if customer %}
<p><b>{{ customer.name }}</b> <a href="/">Sales</a> <a href="/reviews">Reviews</a>
<form method="post" action="/sign-out"><button>Sign out</button></form></p>
<iframe src="{{ url }}" title="{{ title }}" onload="iFrameResize({}, this)"></iframe>
{% else %}
<form method="post" action="/sign-in">
{% for key, one in customers.items() %}<button name="customer" value="{{ key }}">{{ one.name }}</button> {% endfor %}
</form>
{% endif %}"""

app = Flask(__name__)
app.secret_key = secrets.token_hex(32)
app.config.update(SESSION_COOKIE_HTTPONLY=True, SESSION_COOKIE_SAMESITE="Lax")


def embed_url(kind, item, customer):
    """The part to copy: who looks comes from the session, and the key never leaves this server."""
    payload = {
        "resource": {kind: int(item) if item.isdigit() else item},
        "params": {"account": [customer["account_id"]]},
        "exp": round(time.time()) + (60 * 10),
    }
    token = jwt.encode(payload, SECRET_KEY, algorithm="HS256")
    return f"{SITE_URL}/embed/{kind}/{token}#bordered=false&titled=false"


def show(kind, item, title):
    """A page with one embed, or the way to sign in."""
    customer = CUSTOMERS.get(session.get("customer"))
    url = embed_url(kind, item, customer) if customer else None
    return render_template_string(
        PAGE, title=title, site=SITE_URL, customer=customer, customers=CUSTOMERS, url=url
    )


@app.after_request
def keep_no_page(response):
    """A page holds a token, so nobody may keep it."""
    response.headers["Cache-Control"] = "no-store"
    return response


@app.get("/")
def sales():
    """The customer's dashboard."""
    return show("dashboard", DASHBOARD, "Sales")


@app.get("/reviews")
def reviews():
    """One question by itself."""
    return show("question", QUESTION, "Reviews")


@app.post("/sign-in")
def sign_in():
    """One button for each customer: an example knows no passwords."""
    if request.form.get("customer") in CUSTOMERS:
        session["customer"] = request.form["customer"]
    return redirect("/", 303)


@app.post("/sign-out")
def sign_out():
    """Forget who it was."""
    session.clear()
    return redirect("/", 303)


if __name__ == "__main__":
    if not SECRET_KEY:
        sys.exit("Set SIGNBOARD_EMBEDDING_SECRET_KEY to the server's embedding secret key.")
    server = make_server("127.0.0.1", int(sys.argv[1]) if len(sys.argv) > 1 else 3500, app)
    print(f"Host: http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()
