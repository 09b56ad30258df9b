// Prints how many kilobytes of script the studio loads, and fails over a budget of design/stack.md.
//
//     node scripts/budgets.mjs        after a build; sizes are brotli, 1 KB = 1,000 bytes
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";

const BUDGETS_KB = { shell: 95, editor: 115, all: 340 };

const folder = fileURLToPath(new URL("../../src/signboard/studio/static/", import.meta.url));
const manifest = JSON.parse(readFileSync(`${folder}manifest.json`, "utf8"));
const sizes = new Map();

function sizeOf(file) {
  if (!sizes.has(file)) {
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11 };
    sizes.set(file, brotliCompressSync(readFileSync(folder + file), { params }).length);
  }
  return sizes.get(file);
}

/** A chunk's file and those of everything that it imports at once. */
function filesOf(key, found = new Set()) {
  const chunk = manifest[key];
  if (!chunk || found.has(chunk.file)) return found;
  if (chunk.file.endsWith(".js")) found.add(chunk.file);
  for (const imported of chunk.imports ?? []) filesOf(imported, found);
  return found;
}

function total(files) {
  return [...files].reduce((sum, file) => sum + sizeOf(file), 0) / 1000;
}

const chunks = Object.entries(manifest);
const entry = chunks.find(([, chunk]) => chunk.isEntry)?.[0] ?? "";
const shell = filesOf(entry);
const editor = chunks.find(([key]) => key.endsWith("editor/SqlEditor.tsx"))?.[0] ?? "";
const all = new Set(chunks.map(([, chunk]) => chunk.file).filter((file) => file.endsWith(".js")));
// What the editor adds to a page that stands: its own chunk and CodeMirror.
const added = [...filesOf(editor)].filter((file) => /SqlEditor|codemirror/.test(file));

const measured = { shell: total(shell), editor: total(added), all: total(all) };
let isOver = !entry || !editor;
if (isOver)
  console.error("The manifest names no entry or no editor chunk: build the studio first.");
for (const [name, budget] of Object.entries(BUDGETS_KB)) {
  const kb = measured[name];
  const verdict = kb > budget ? "OVER" : "ok";
  isOver ||= kb > budget;
  console.log(
    `studio ${name.padEnd(7)} ${kb.toFixed(1).padStart(6)} KB of ${budget} KB brotli  ${verdict}`,
  );
}
process.exitCode = isOver ? 1 : 0;
