// Python: plain, and whole applications of its three common frameworks.
import { t } from "../../../text/text.ts";
import { PYTHON, quote, writeParams, writeTheme } from "../literals.ts";
import { code, type Part, type Sample, type SampleInput } from "../sample.ts";

const key = (it: SampleInput): Part => ({ text: quote(it.secretKey), mark: "key" });
const hash = (it: SampleInput): Part => ({ text: quote(it.hash), mark: "hash" });

export function pythonSample(it: SampleInput): Sample {
  return code`# pip install PyJWT
import time

import jwt

SITE_URL = ${quote(it.siteUrl)}
SECRET_KEY = ${key(it)}

payload = {
    "resource": {"${it.kind}": ${it.id}},
    "params": ${writeParams(it, PYTHON, "        ", "    ")},${writeTheme(it, PYTHON, (theme) => `    "theme": ${theme},`)}
    "exp": round(time.time()) + (60 * 10),  # ${t.code.expiration}
}
token = jwt.encode(payload, SECRET_KEY, algorithm="HS256")

iframe_url = SITE_URL + "/embed/${it.kind}/" + token + ${hash(it)}
print(iframe_url)
`;
}

/** A function that makes the URL, for the frameworks. */
function embedUrl(it: SampleInput): Sample {
  return code`SITE_URL = ${quote(it.siteUrl)}
SECRET_KEY = ${key(it)}


def embed_url():
    payload = {
        "resource": {"${it.kind}": ${it.id}},
        "params": ${writeParams(it, PYTHON, "            ", "        ")},${writeTheme(it, PYTHON, (theme) => `        "theme": ${theme},`)}
        "exp": round(time.time()) + (60 * 10),  # ${t.code.expiration}
    }
    token = jwt.encode(payload, SECRET_KEY, algorithm="HS256")
    return SITE_URL + "/embed/${it.kind}/" + token + ${hash(it)}
`;
}

const PAGE =
  '<iframe src="{{ url }}" title="{{ title }}" width="100%" height="600" frameborder="0"></iframe>';

export function flaskSample(it: SampleInput): Sample {
  return [
    ...code`# pip install flask PyJWT
# flask --app this_file run
import time

import jwt
from flask import Flask, render_template_string

`,
    ...embedUrl(it),
    ...code`

app = Flask(__name__)
PAGE = """${PAGE}"""


@app.get("/")
def show():
    return render_template_string(PAGE, url=embed_url(), title=${quote(it.name)})
`,
  ];
}

export function djangoSample(it: SampleInput): Sample {
  return [
    ...code`# pip install django PyJWT
# views.py; in urls.py: path("", views.show)
import time

import jwt
from django.http import HttpResponse
from django.template import Context, Engine

`,
    ...embedUrl(it),
    ...code`

PAGE = Engine().from_string(
    """${PAGE}"""
)


def show(request):
    return HttpResponse(PAGE.render(Context({"url": embed_url(), "title": ${quote(it.name)}})))
`,
  ];
}

export function fastapiSample(it: SampleInput): Sample {
  return [
    ...code`# pip install "fastapi[standard]" PyJWT
# fastapi run this_file.py
import time
from html import escape

import jwt
from fastapi import FastAPI
from fastapi.responses import HTMLResponse

`,
    ...embedUrl(it),
    ...code`

app = FastAPI()
PAGE = '<iframe src="%s" title="%s" width="100%%" height="600" frameborder="0"></iframe>'


@app.get("/", response_class=HTMLResponse)
def show():
    return PAGE % (escape(embed_url()), escape(${quote(it.name)}))
`,
  ];
}
