// The authors' application. Every address in it is relative: index.html's <base> says where it lives.
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { packageFolder, TARGET } from "../vite.shared.ts";

const server = process.env.SIGNBOARD_DEV_SERVER ?? "http://127.0.0.1:3000";

export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  base: "./",
  publicDir: false,
  build: {
    target: TARGET,
    outDir: packageFolder("studio/static"),
    emptyOutDir: true,
    manifest: "manifest.json",
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // The SQL editor is a chunk of its own: most pages never load it (budget: 115 KB).
          groups: [{ name: "codemirror", test: /node_modules[\\/]@(codemirror|lezer)[\\/]/ }],
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
