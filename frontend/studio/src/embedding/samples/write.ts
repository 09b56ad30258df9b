// Prints samples for the tests that run them: `node write.ts <input.json>` gives {language: source}.
/// <reference types="node" />
import { readFileSync } from "node:fs";
import { CLIENT_LANGUAGES, SERVER_LANGUAGES } from "./languages.ts";
import { type SampleInput, textOf } from "./sample.ts";

const input = JSON.parse(readFileSync(process.argv[2] ?? 0, "utf8")) as SampleInput;
const samples = [...SERVER_LANGUAGES, ...CLIENT_LANGUAGES].map(
  ({ value, write }) => [value, textOf(write(input))] as const,
);
console.log(JSON.stringify(Object.fromEntries(samples)));
