// Page code that shows the URL which the server made, with a frame as tall as its content.
import { quote } from "./literals.ts";
import type { Sample, SampleInput } from "./sample.ts";

export function htmlSample(it: SampleInput): Sample {
  return [
    { text: `<script src="${escapeHtml(it.siteUrl)}/app/iframeResizer.js"></script>\n` },
    { text: `<iframe\n  src="{{ iframe_url }}"\n  title="${escapeHtml(it.name)}"\n` },
    { text: '  width="100%"\n  height="600"\n  frameborder="0"\n' },
    { text: it.hash.includes("theme=transparent") ? "  allowtransparency\n" : "", mark: "hash" },
    { text: '  onload="iFrameResize({}, this)"\n></iframe>\n' },
  ];
}

export function jsxSample(it: SampleInput): Sample {
  return [
    { text: "export function Embed({ iframeUrl }) {\n  return (\n    <iframe\n" },
    { text: `      src={iframeUrl}\n      title={${quote(it.name)}}\n` },
    { text: '      width="100%"\n      height={600}\n      style={{ border: 0 }}\n' },
    { text: "    />\n  );\n}\n" },
  ];
}

function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll('"', "&quot;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}
