// The languages of the code pane, in the order in which it offers them; the first of each is the default.
import {
  bladeSample,
  elementSample,
  erbSample,
  htmlSample,
  jinjaSample,
  jsxSample,
  mustacheSample,
  pugSample,
  svelteSample,
  vueSample,
} from "./client/templates.ts";
import type { Sample, SampleInput } from "./sample.ts";
import {
  clojureSample,
  csharpSample,
  goSample,
  javaSample,
  rustSample,
} from "./server/compiled.ts";
import { djangoSample, fastapiSample, flaskSample, pythonSample } from "./server/python.ts";
import { elixirSample, nodeSample, phpSample, rubySample, shellSample } from "./server/scripts.ts";

export interface Language {
  value: string;
  label: string;
  write: (input: SampleInput) => Sample;
}

export const SERVER_LANGUAGES: readonly [Language, ...Language[]] = [
  { value: "node", label: "Node.js", write: nodeSample },
  { value: "python", label: "Python", write: pythonSample },
  { value: "flask", label: "Python: Flask", write: flaskSample },
  { value: "django", label: "Python: Django", write: djangoSample },
  { value: "fastapi", label: "Python: FastAPI", write: fastapiSample },
  { value: "ruby", label: "Ruby", write: rubySample },
  { value: "php", label: "PHP", write: phpSample },
  { value: "java", label: "Java", write: javaSample },
  { value: "go", label: "Go", write: goSample },
  { value: "csharp", label: "C#", write: csharpSample },
  { value: "clojure", label: "Clojure", write: clojureSample },
  { value: "rust", label: "Rust", write: rustSample },
  { value: "elixir", label: "Elixir", write: elixirSample },
  { value: "shell", label: "Shell", write: shellSample },
];

export const CLIENT_LANGUAGES: readonly [Language, ...Language[]] = [
  { value: "html", label: "HTML", write: htmlSample },
  { value: "element", label: "Web component", write: elementSample },
  { value: "mustache", label: "Mustache", write: mustacheSample },
  { value: "pug", label: "Pug", write: pugSample },
  { value: "erb", label: "ERB", write: erbSample },
  { value: "jinja", label: "Jinja, Django", write: jinjaSample },
  { value: "blade", label: "Blade", write: bladeSample },
  { value: "jsx", label: "JSX", write: jsxSample },
  { value: "vue", label: "Vue", write: vueSample },
  { value: "svelte", label: "Svelte", write: svelteSample },
];
