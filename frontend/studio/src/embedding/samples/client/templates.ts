// Page code that shows the URL which the server made, in a frame as tall as its content.
import { quote } from "../literals.ts";
import { code, type Part, type Sample, type SampleInput } from "../sample.ts";

/** An iframe in a template language whose own way to write the URL is `url`. */
function htmlIn(url: string): (it: SampleInput) => Sample {
  return (it) => code`<script src="${escapeHtml(it.siteUrl)}/app/iframeResizer.js"></script>
<iframe
  src="${url}"
  title="${escapeHtml(it.name)}"
  width="100%"
  height="600"
  frameborder="0"
${transparency(it, "  allowtransparency\n")}  onload="iFrameResize({}, this)"
></iframe>
`;
}

function transparency(it: SampleInput, text: string): Part {
  return { text: it.hash.includes("theme=transparent") ? text : "", mark: "hash" };
}

export const htmlSample = htmlIn("PUT_THE_URL_HERE");
export const mustacheSample = htmlIn("{{iframeUrl}}");
export const erbSample = htmlIn("<%= @iframe_url %>");
export const jinjaSample = htmlIn("{{ iframe_url }}");
export const bladeSample = htmlIn("{{ $iframeUrl }}");

export function pugSample(it: SampleInput): Sample {
  return code`script(src=${quote(`${it.siteUrl}/app/iframeResizer.js`)})
iframe(
  src=iframeUrl
  title=${quote(it.name)}
  width="100%"
  height="600"
  frameborder="0"
${transparency(it, "  allowtransparency\n")}  onload="iFrameResize({}, this)"
)
`;
}

export function jsxSample(it: SampleInput): Sample {
  return code`export function Embed({ iframeUrl }) {
  return (
    <iframe
      src={iframeUrl}
      title={${quote(it.name)}}
      width="100%"
      height={600}
      style={{ border: 0 }}
    />
  );
}
`;
}

export function vueSample(it: SampleInput): Sample {
  return code`<script setup>
defineProps({ iframeUrl: { type: String, required: true } });
</script>

<template>
  <iframe
    :src="iframeUrl"
    title="${escapeHtml(it.name)}"
    width="100%"
    height="600"
    style="border: 0"
  ></iframe>
</template>
`;
}

export function svelteSample(it: SampleInput): Sample {
  return code`<script>
  let { iframeUrl } = $props();
</script>

<iframe
  src={iframeUrl}
  title={${quote(it.name)}}
  width="100%"
  height="600"
  style="border: 0"
></iframe>
`;
}

/** Our own element takes the token alone, and needs no height: it follows its content. */
export function elementSample(it: SampleInput): Sample {
  const looks = [...new URLSearchParams(it.hash.slice(1))]
    .map(([name, value]) => `\n  ${name}="${escapeHtml(value)}"`)
    .join("");
  return code`<script defer src="${escapeHtml(it.siteUrl)}/app/embed.js"></script>
<signboard-${it.kind}
  token="PUT_THE_TOKEN_HERE"
  name="${escapeHtml(it.name)}"${{ text: looks, mark: "hash" }}
></signboard-${it.kind}>
`;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll('"', "&quot;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll("{", "&#123;")
    .replaceAll("@", "&#64;");
}
