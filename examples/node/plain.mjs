// A host in plain Node.js: one page that shows one customer's dashboard. No package is needed.
//
//   SIGNBOARD_SITE_URL=http://127.0.0.1:3300 SIGNBOARD_EMBEDDING_SECRET_KEY=... node plain.mjs 3500
//
// The customer would come from your session. The key stays here; the browser gets a token that
// names one dashboard and one customer and dies after ten minutes.
import { createHmac } from "node:crypto";
import { createServer } from "node:http";

const siteUrl = (process.env.SIGNBOARD_SITE_URL ?? "http://127.0.0.1:3300").replace(/\/$/, "");
const secretKey = process.env.SIGNBOARD_EMBEDDING_SECRET_KEY;
const dashboard = process.env.DASHBOARD ?? "demo-shop-overview-01";

const encode = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");

function sign(payload) {
  const text = `${encode({ alg: "HS256", typ: "JWT" })}.${encode(payload)}`;
  return `${text}.${createHmac("sha256", secretKey).update(text).digest("base64url")}`;
}

function embedUrl(accountId) {
  const token = sign({
    resource: { dashboard: /^\d+$/.test(dashboard) ? Number(dashboard) : dashboard },
    params: { account: [accountId] },
    exp: Math.round(Date.now() / 1000) + 10 * 60,
  });
  return `${siteUrl}/embed/dashboard/${token}#titled=false`;
}

const page = (accountId) => `<!doctype html>
<title>My shop</title>
<script src="${siteUrl}/app/iframeResizer.js"></script>
<iframe src="${embedUrl(accountId)}" style="width: 100%; min-height: 600px; border: 0"
  title="Sales" onload="iFrameResize({}, this)"></iframe>`;

if (!secretKey) {
  console.error("Set SIGNBOARD_EMBEDDING_SECRET_KEY to the server's embedding secret key.");
  process.exit(1);
}
const server = createServer((request, response) => {
  response.writeHead(200, { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" });
  response.end(page(1));
});
server.listen(Number(process.argv[2] ?? 3500), "127.0.0.1", () => {
  console.log(`Host: http://127.0.0.1:${server.address().port}`);
});
