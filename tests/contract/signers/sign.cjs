// A host in Node.js: signs with jsonwebtoken, the library that the code samples name.
const jwt = require("jsonwebtoken");

const [key, question, entityId, account, open] = process.argv.slice(2);
const resource = { question: Number(question) };
const lock = { account: [Number(account)] };
const now = Math.round(Date.now() / 1000);
const exp = now + 10 * 60;
const sign = (payload, options = {}, secret = key) =>
  jwt.sign(payload, secret, { noTimestamp: true, ...options });

const tokens = {
  "with exp": sign({ resource, params: lock, exp }),
  "without exp": sign({ resource, params: lock }),
  "exp with a fraction": sign({ resource, params: lock, exp: Date.now() / 1000 + 600 }),
  "entity id": sign({ resource: { question: entityId }, params: lock, exp }),
  "lock as a number": sign({ resource, params: { account: Number(account) }, exp }),
  "lock as text": sign({ resource, params: { account }, exp }),
  words: sign({ resource, params: { ...lock, word: "Größe “ù” \u2028 🐎 a/b <i> \\ ' \"" }, exp }),
  "no value": sign({ resource, params: { ...lock, word: null }, exp }),
  "more claims": jwt.sign(
    { resource, params: lock, exp, nbf: now, user: { id: 7, roles: [] } },
    key,
    { audience: ["https://bi.example", "x"], issuer: "https://host.example", jwtid: "7-ü", subject: "42" },
  ),
  "unknown key id": sign({ resource, params: lock, exp }, { keyid: "2019-ü" }),
  "nothing to set": sign({ resource: { question: Number(open) }, params: {}, exp }),
  expired: sign({ resource, params: lock, exp: now - 3600 }),
  "another key": sign({ resource, params: lock, exp }, {}, `${key}0`),
  "another algorithm": sign({ resource, params: lock, exp }, { algorithm: "HS384" }),
};
process.stdout.write(JSON.stringify(tokens));
