// The authors' application. Every address in it is relative: index.html's <base> says where it lives.
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { packageFolder, TARGET } from "../vite.shared.ts";

const server = process.env.SIGNBOARD_DEV_SERVER ?? "http://127.0.0.1:3000";

// What every page needs; one file of it compresses better than ten.
const SHELL = [
  /vite[\\/]preload-helper/,
  /node_modules[\\/](react|react-dom|scheduler|wouter|regexparam|use-sync-external-store|clsx)[\\/]/,
  /node_modules[\\/]@tanstack[\\/]/,
  /@mantine[\\/]core[\\/]esm[\\/](core|components[\\/](Title|Text))[\\/]/,
  /@tabler[\\/]icons-react[\\/]dist[\\/]esm[\\/](createReactComponent|defaultAttributes|icons[\\/]IconPlus\.)/,
  /studio[\\/]src[\\/](text[\\/](text|en)\.|api|shell[\\/](Logo|Door)|states[\\/](StateView|PlainButton|Loaded|useTitle))/,
];

const CONTROLS =
  /@mantine[\\/](core|hooks|notifications)|@floating-ui|studio[\\/]src[\\/](settings|states[\\/](Co|no))/;

const BENCH = /studio[\\/]src[\\/](text[\\/]bench|question[\\/]panels|widgets)/;
const ADMIN = /studio[\\/]src[\\/]admin/;
/** Never in the chunk that waits for it: the two would wait for each other for ever. */
const TRANSLATION = /[\\/]text[\\/](bench[\\/])?de\.ts$/;

export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  base: "./",
  publicDir: false,
  build: {
    target: TARGET,
    outDir: packageFolder("studio/static"),
    emptyOutDir: true,
    manifest: "manifest.json",
    // Without it a browser that lacks the feature only loads a chunk a moment later.
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // The SQL editor is a chunk of its own: most pages never load it (budget: 115 KB).
            { name: "codemirror", test: /node_modules[\\/]@(codemirror|lezer)[\\/]/ },
            { name: "shell", test: (id) => SHELL.some((part) => part.test(id)) },
            // Menus, dialogs and inputs in one file, which compresses a tenth better than thirty.
            { name: "controls", test: (id) => CONTROLS.test(id) && !id.endsWith(".css") },
            // What draws and settles charts, for questions and for dashboards.
            {
              name: "bench",
              test: (id) => BENCH.test(id) && !TRANSLATION.test(id),
            },
            // Administrators' pages are alike, and few people open them.
            { name: "admin", test: (id) => ADMIN.test(id) && !TRANSLATION.test(id) },
          ],
        },
      },
    },
  },
  plugins: [react()],
  server: {
    host: "127.0.0.1",
    port: 5173,
    proxy: Object.fromEntries(
      ["/api", "/embed", "/app", "/auth", "/openapi.json"].map((path) => [path, server]),
    ),
  },
});
