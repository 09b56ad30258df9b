// The languages of the code pane, in the order in which it offers them.
import { htmlSample, jsxSample } from "./client.ts";
import type { Sample, SampleInput } from "./sample.ts";
import { nodeSample, pythonSample } from "./server.ts";

export interface Language {
  value: string;
  label: string;
  write: (input: SampleInput) => Sample;
}

export const SERVER_LANGUAGES: readonly [Language, ...Language[]] = [
  { value: "python", label: "Python", write: pythonSample },
  { value: "node", label: "Node.js", write: nodeSample },
];

export const CLIENT_LANGUAGES: readonly [Language, ...Language[]] = [
  { value: "html", label: "HTML", write: htmlSample },
  { value: "jsx", label: "JSX", write: jsxSample },
];
