// A host in Node.js with Express: customers sign in and see their own rows, and nobody else's.
//
//   npm install express jsonwebtoken
//   SIGNBOARD_SITE_URL=http://127.0.0.1:3300 SIGNBOARD_EMBEDDING_SECRET_KEY=... node host.mjs 3500
import { createRequire } from "node:module";
import { randomBytes } from "node:crypto";

const require = createRequire(process.env.NODE_MODULES_FROM ?? import.meta.url);
const express = require("express");
const jwt = require("jsonwebtoken");

const SITE_URL = (process.env.SIGNBOARD_SITE_URL ?? "http://127.0.0.1:3300").replace(/\/$/, "");
const SECRET_KEY = process.env.SIGNBOARD_EMBEDDING_SECRET_KEY;
const DASHBOARD = process.env.DASHBOARD ?? "demo-shop-overview-01";
const QUESTION = process.env.QUESTION ?? "demo-latest-reviews-1";
const SESSION_KEY = randomBytes(32).toString("hex");
const CUSTOMERS = {
  "fjord-fern": { accountId: 1, name: "Fjord & Fern" },
  "cafe-solene": { accountId: 2, name: "Café Solène" },
};

// The part to copy: who looks comes from the session, and the key never leaves this server.
function embedUrl(kind, item, customer) {
  const token = jwt.sign(
    {
      resource: { [kind]: /^\d+$/.test(item) ? Number(item) : item },
      params: { account: [customer.accountId] },
      exp: Math.round(Date.now() / 1000) + 10 * 60,
    },
    SECRET_KEY,
  );
  return `${SITE_URL}/embed/${kind}/${token}#bordered=false&titled=false`;
}

const escape = (text) => text.replace(/[&<>"]/g, (it) => `&#${it.charCodeAt(0)};`);

const page = (title, body) => `<!doctype html>
<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escape(title)}</title>
<script src="${SITE_URL}/app/iframeResizer.js"></script>
<style>body { font: 16px system-ui; margin: 0 auto; max-width: 72rem; padding: 1rem }
iframe { width: 100%; min-height: 24rem; border: 0 } form { display: inline }</style>
${body}`;

const app = express();
app.use(express.urlencoded({ extended: false }));
app.use((request, _response, next) => {
  const cookie = /(?:^|; )session=([^;]+)/.exec(request.headers.cookie ?? "")?.[1];
  try {
    request.customer = CUSTOMERS[jwt.verify(cookie, SESSION_KEY, { algorithms: ["HS256"] }).customer];
  } catch {
    request.customer = undefined;
  }
  next();
});

app.post("/sign-in", (request, response) => {
  const { customer } = request.body;
  if (Object.hasOwn(CUSTOMERS, customer)) {
    const session = jwt.sign({ customer }, SESSION_KEY, { expiresIn: "8h" });
    response.cookie("session", session, { httpOnly: true, sameSite: "lax" });
  }
  response.redirect(303, "/");
});

app.post("/sign-out", (_request, response) => {
  response.clearCookie("session").redirect(303, "/");
});

function show(kind, item, title) {
  return (request, response) => {
    response.set("Cache-Control", "no-store");
    if (!request.customer) {
      const buttons = Object.entries(CUSTOMERS).map(
        ([key, { name }]) => `<button name="customer" value="${key}">${escape(name)}</button>`,
      );
      response.send(page("Sign in", `<form method="post" action="/sign-in">${buttons.join(" ")}</form>`));
      return;
    }
    const source = escape(embedUrl(kind, item, request.customer));
    response.send(
      page(
        title,
        `<p><b>${escape(request.customer.name)}</b> <a href="/">Sales</a> <a href="/reviews">Reviews</a>
<form method="post" action="/sign-out"><button>Sign out</button></form></p>
<iframe src="${source}" title="${title}" onload="iFrameResize({}, this)"></iframe>`,
      ),
    );
  };
}

app.get("/", show("dashboard", DASHBOARD, "Sales"));
app.get("/reviews", show("question", QUESTION, "Reviews"));

if (!SECRET_KEY) {
  console.error("Set SIGNBOARD_EMBEDDING_SECRET_KEY to the server's embedding secret key.");
  process.exit(1);
}
const server = app.listen(Number(process.argv[2] ?? 3500), "127.0.0.1", () => {
  console.log(`Host: http://127.0.0.1:${server.address().port}`);
});
