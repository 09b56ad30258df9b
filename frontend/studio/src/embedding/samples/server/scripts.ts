// Scripting languages: Node.js, Ruby, PHP, Elixir and the shell. Each runs as copied.
import { t } from "../../../text/text.ts";
import { ELIXIR, JAVASCRIPT, PHP, quote, RUBY, writeParams, writeTheme } from "../literals.ts";
import { code, type Part, type Sample, type SampleInput } from "../sample.ts";

export function nodeSample(it: SampleInput): Sample {
  return code`// npm install jsonwebtoken
const jwt = require("jsonwebtoken");

const SITE_URL = ${quote(it.siteUrl)};
const SECRET_KEY = ${{ text: quote(it.secretKey), mark: "key" }};

const payload = {
  resource: { ${it.kind}: ${it.id} },
  params: ${writeParams(it, JAVASCRIPT, "    ", "  ")},${writeTheme(it, JAVASCRIPT, (theme) => `  theme: ${theme},`)}
  exp: Math.round(Date.now() / 1000) + 60 * 10, // ${t.code.expiration}
};
const token = jwt.sign(payload, SECRET_KEY);

const iframeUrl = SITE_URL + "/embed/${it.kind}/" + token + ${{ text: quote(it.hash), mark: "hash" }};
console.log(iframeUrl);
`;
}

export function rubySample(it: SampleInput): Sample {
  return code`# gem install jwt
require "jwt"

SITE_URL = ${RUBY.quote(it.siteUrl)}
SECRET_KEY = ${{ text: RUBY.quote(it.secretKey), mark: "key" }}

payload = {
  resource: { ${it.kind}: ${it.id} },
  params: ${writeParams(it, RUBY, "    ", "  ")},${writeTheme(it, RUBY, (theme) => `  theme: ${theme},`)}
  exp: Time.now.to_i + (60 * 10) # ${t.code.expiration}
}
token = JWT.encode(payload, SECRET_KEY, "HS256")

iframe_url = SITE_URL + "/embed/${it.kind}/" + token + ${{ text: RUBY.quote(it.hash), mark: "hash" }}
puts iframe_url
`;
}

export function phpSample(it: SampleInput): Sample {
  return code`<?php
// ${t.code.noPackage}
const SITE_URL = ${PHP.quote(it.siteUrl)};
const SECRET_KEY = ${{ text: PHP.quote(it.secretKey), mark: "key" }};

function encode(string $bytes): string {
    return rtrim(strtr(base64_encode($bytes), "+/", "-_"), "=");
}

$payload = [
    "resource" => ["${it.kind}" => ${it.id}],
    "params" => ${writeParams(it, PHP, "        ", "    ")},${writeTheme(it, PHP, (theme) => `    "theme" => ${theme},`)}
    "exp" => time() + 60 * 10, // ${t.code.expiration}
];
$text = encode(json_encode(["alg" => "HS256", "typ" => "JWT"])) . "." . encode(json_encode($payload, JSON_THROW_ON_ERROR));
$token = $text . "." . encode(hash_hmac("sha256", $text, SECRET_KEY, true));

$iframeUrl = SITE_URL . "/embed/${it.kind}/" . $token . ${{ text: PHP.quote(it.hash), mark: "hash" }};
echo $iframeUrl, PHP_EOL;
`;
}

export function elixirSample(it: SampleInput): Sample {
  return code`# mix.exs: {:jose, "~> 1.11"}, {:jason, "~> 1.4"}
site_url = ${ELIXIR.quote(it.siteUrl)}
secret_key = ${{ text: ELIXIR.quote(it.secretKey), mark: "key" }}

payload = %{
  "resource" => %{"${it.kind}" => ${it.id}},
  "params" => ${writeParams(it, ELIXIR, "    ", "  ")},${writeTheme(it, ELIXIR, (theme) => `  "theme" => ${theme},`)}
  # ${t.code.expiration}
  "exp" => System.system_time(:second) + 60 * 10
}

{_, token} =
  :jose_jwk.from_oct(secret_key)
  |> :jose_jwt.sign(%{"alg" => "HS256"}, payload)
  |> :jose_jws.compact()

iframe_url = site_url <> "/embed/${it.kind}/" <> token <> ${{ text: ELIXIR.quote(it.hash), mark: "hash" }}
IO.puts(iframe_url)
`;
}

/** Single quotes of the shell read nothing, so JSON goes in as it is. */
function shellQuote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

export function shellSample(it: SampleInput): Sample {
  const params = { text: shellQuote(quoteAll(it.params)), mark: "params" } as const;
  const themed = (text: string): Part => ({
    text: Object.keys(it.theme).length > 0 ? text : "",
    mark: "theme",
  });
  return code`#!/bin/sh
# openssl
site_url=${shellQuote(it.siteUrl)}
secret_key=${{ text: shellQuote(it.secretKey), mark: "key" }}

encode() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }

params=${params}${themed(`\ntheme=${shellQuote(quoteAll(it.theme))}`)}
exp=$(($(date +%s) + 60 * 10)) # ${t.code.expiration}
payload=$(printf '{"resource":{"${it.kind}":${it.id}},"params":%s${themed(',"theme":%s')},"exp":%s}' "$params"${themed(' "$theme"')} "$exp")
text=$(printf '%s' '{"alg":"HS256","typ":"JWT"}' | encode).$(printf '%s' "$payload" | encode)
token=$text.$(printf '%s' "$text" | openssl dgst -sha256 -hmac "$secret_key" -binary | encode)

printf '%s\\n' "$site_url/embed/${it.kind}/$token"${{ text: shellQuote(it.hash), mark: "hash" }}
`;
}

/** JSON in ASCII: whatever the terminal's encoding, the token says the same. */
function quoteAll(params: SampleInput["params"] | SampleInput["theme"]): string {
  return JSON.stringify(params).replace(
    /[\u007f-\uffff]/g,
    (it) => `\\u${it.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
