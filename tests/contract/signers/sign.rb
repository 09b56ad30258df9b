# A host in Ruby: signs with the gem jwt, the library that the code samples name.
require "json"
require "jwt"

key, question, entity_id, account, open = ARGV
resource = { question: question.to_i }
lock = { account: [account.to_i] }
now = Time.now.to_i
exp = now + (60 * 10)

tokens = {
  "with exp" => JWT.encode({ resource: resource, params: lock, exp: exp }, key),
  "without exp" => JWT.encode({ resource: resource, params: lock }, key),
  "exp with a fraction" => JWT.encode({ resource: resource, params: lock, exp: Time.now.to_f + 600 }, key),
  "entity id" => JWT.encode({ resource: { question: entity_id }, params: lock, exp: exp }, key),
  "lock as a number" => JWT.encode({ resource: resource, params: { account: account.to_i }, exp: exp }, key),
  "lock as text" => JWT.encode({ resource: resource, params: { account: account }, exp: exp }, key),
  "words" => JWT.encode(
    { resource: resource, params: lock.merge(word: "Größe “ù” \u2028 🐎 a/b <i> \\ ' \""), exp: exp }, key
  ),
  "no value" => JWT.encode({ resource: resource, params: lock.merge(word: nil), exp: exp }, key),
  "more claims" => JWT.encode(
    { resource: resource, params: lock, exp: exp, nbf: now, iat: Time.now.to_f,
      aud: ["https://bi.example", "x"], iss: "https://host.example", jti: "7-ü", sub: 42,
      user: { id: 7, roles: [] } },
    key, "HS256", { typ: "JWT" }
  ),
  "unknown key id" => JWT.encode({ resource: resource, params: lock, exp: exp }, key, "HS256", { kid: "2019-ü" }),
  "nothing to set" => JWT.encode({ resource: { question: open.to_i }, params: {}, exp: exp }, key),
  "expired" => JWT.encode({ resource: resource, params: lock, exp: now - 3600 }, key),
  "another key" => JWT.encode({ resource: resource, params: lock, exp: exp }, "#{key}0"),
  "another algorithm" => JWT.encode({ resource: resource, params: lock, exp: exp }, key, "HS384"),
}
print JSON.generate(tokens)
