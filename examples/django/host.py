"""A host in Django, in one file: customers sign in and see their own rows, and nobody else's.

    pip install django PyJWT
    SIGNBOARD_SITE_URL=http://127.0.0.1:3300 SIGNBOARD_EMBEDDING_SECRET_KEY=... python host.py 3500

In a project of yours, `embed_url` and the views stand in `views.py` and the template in a file.
"""

import os
import secrets
import sys
import time
from wsgiref.simple_server import WSGIRequestHandler, make_server

import django
import jwt
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.template import Context, Engine
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

SITE_URL = os.environ.get("SIGNBOARD_SITE_URL", "http://127.0.0.1:3300").rstrip("/")
SECRET_KEY = os.environ.get("SIGNBOARD_EMBEDDING_SECRET_KEY", "")
DASHBOARD = os.environ.get("DASHBOARD", "demo-shop-overview-01")
QUESTION = os.environ.get("QUESTION", "demo-latest-reviews-1")
CUSTOMERS = {
    "fjord-fern": {"account_id": 1, "name": "Fjord & Fern"},
    "cafe-solene": {"account_id": 2, "name": "Café Solène"},
}
PAGE = Engine().from_string("""<!doctype html>
<meta name="viewport" content="width=device-width"><title>{{ title }}</title>
<script src="{{ site }}/app/iframeResizer.js"></script>
<style>body { font: 16px system-ui; margin: 0 auto; max-width: 72rem; padding: 1rem }
iframe { width: 100%; min-height: 24rem; border: 0 } form { display: inline }</style>
{% if customer %}
<p><b>{{ customer.name }}</b> <a href="/">Sales</a> <a href="/reviews">Reviews</a>
<form method="post" action="/sign-out">
<input type="hidden" name="csrfmiddlewaretoken" value="{{ csrf }}"><button>Sign out</button></form></p>
<iframe src="{{ url }}" title="{{ title }}" onload="iFrameResize({}, this)"></iframe>
{% else %}
<form method="post" action="/sign-in"><input type="hidden" name="csrfmiddlewaretoken" value="{{ csrf }}">
{% for key, one in customers.items %}<button name="customer" value="{{ key }}">{{ one.name }}</button> {% endfor %}
</form>
{% endif %}""")


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
    """A view with one embed, or the way to sign in. A page holds a token: nobody may keep it."""

    @never_cache
    @require_GET
    def view(request):
        customer = CUSTOMERS.get(request.session.get("customer"))
        words = {
            "title": title,
            "site": SITE_URL,
            "customer": customer,
            "customers": CUSTOMERS,
            "csrf": get_token(request),
            "url": embed_url(kind, item, customer) if customer else None,
        }
        return HttpResponse(PAGE.render(Context(words)))

    return view


@require_POST
def sign_in(request):
    """One button for each customer: an example knows no passwords."""
    if request.POST.get("customer") in CUSTOMERS:
        request.session["customer"] = request.POST["customer"]
    return HttpResponseRedirect("/", status=303)


@require_POST
def sign_out(request):
    """Forget who it was."""
    request.session.flush()
    return HttpResponseRedirect("/", status=303)


urlpatterns = [
    path("", show("dashboard", DASHBOARD, "Sales")),
    path("reviews", show("question", QUESTION, "Reviews")),
    path("sign-in", sign_in),
    path("sign-out", sign_out),
]


class Quiet(WSGIRequestHandler):
    """Says nothing while it serves."""

    def log_message(self, *_):
        """Nothing."""


if __name__ == "__main__":
    if not SECRET_KEY:
        sys.exit("Set SIGNBOARD_EMBEDDING_SECRET_KEY to the server's embedding secret key.")
    settings.configure(
        ROOT_URLCONF=__name__,
        SECRET_KEY=secrets.token_hex(32),
        ALLOWED_HOSTS=["127.0.0.1", "localhost"],
        SESSION_ENGINE="django.contrib.sessions.backends.signed_cookies",
        SESSION_COOKIE_SAMESITE="Lax",
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
        ],
    )
    django.setup()
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 3500
    server = make_server("127.0.0.1", port, get_wsgi_application(), handler_class=Quiet)
    print(f"Host: http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()
