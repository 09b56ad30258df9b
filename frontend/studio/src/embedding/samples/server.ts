// Server code that signs a token and prints the URL of the embed. Each runs as copied.
import type { ParameterValue } from "../../api/types.ts";
import { t } from "../../text/text.ts";
import { javascriptValue, pythonValue, quote } from "./literals.ts";
import type { Sample, SampleInput } from "./sample.ts";

export function pythonSample(it: SampleInput): Sample {
  const params = writeParams(it.params, { indent: "        ", comment: "  #", write: pythonValue });
  return [
    { text: "# pip install PyJWT\nimport time\n\nimport jwt\n\n" },
    { text: `SITE_URL = ${quote(it.siteUrl)}\nSECRET_KEY = ` },
    { text: quote(it.secretKey), mark: "key" },
    { text: `\n\npayload = {\n    "resource": {"${it.kind}": ${it.id}},\n    "params": ` },
    { text: params, mark: "params" },
    {
      text: `,\n    "exp": round(time.time()) + (60 * 10),  # ${t.code.expiration}\n}\n`,
    },
    { text: 'token = jwt.encode(payload, SECRET_KEY, algorithm="HS256")\n\n' },
    { text: `iframe_url = SITE_URL + "/embed/${it.kind}/" + token + ` },
    { text: quote(it.hash), mark: "hash" },
    { text: "\nprint(iframe_url)\n" },
  ];
}

export function nodeSample(it: SampleInput): Sample {
  const params = writeParams(it.params, { indent: "    ", comment: " //", write: javascriptValue });
  return [
    { text: '// npm install jsonwebtoken\nconst jwt = require("jsonwebtoken");\n\n' },
    { text: `const SITE_URL = ${quote(it.siteUrl)};\nconst SECRET_KEY = ` },
    { text: quote(it.secretKey), mark: "key" },
    { text: `;\n\nconst payload = {\n  resource: { ${it.kind}: ${it.id} },\n  params: ` },
    { text: params, mark: "params" },
    {
      text: `,\n  exp: Math.round(Date.now() / 1000) + 60 * 10, // ${t.code.expiration}\n};\n`,
    },
    { text: "const token = jwt.sign(payload, SECRET_KEY);\n\n" },
    { text: `const iframeUrl = SITE_URL + "/embed/${it.kind}/" + token + ` },
    { text: quote(it.hash), mark: "hash" },
    { text: ";\nconsole.log(iframeUrl);\n" },
  ];
}

interface Style {
  indent: string;
  comment: string;
  write: (value: ParameterValue) => string;
}

/** A map of the locked values, one a line; a missing value says whose it should be. */
function writeParams(params: SampleInput["params"], { indent, comment, write }: Style): string {
  const entries = Object.entries(params);
  if (entries.length === 0) return "{}";
  const lines = entries.map(([slug, value]) => {
    const note = value === null ? `${comment} ${t.code.lockedMissing}` : "";
    return `${indent}${quote(slug)}: ${write(value)},${note}`;
  });
  return `{\n${lines.join("\n")}\n${indent.slice(0, indent.length / 2)}}`;
}
