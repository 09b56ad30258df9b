// The viewers' script (embed.js, loaded as a module, dependency-free) and the two files for host pages.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vite";
import { packageFolder, TARGET } from "../vite.shared.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// MIT, and the last version that is: host pages load it from /app/iframeResizer.js.
function iframeResizer(): Plugin {
  return {
    name: "signboard-iframe-resizer",
    generateBundle() {
      const folder = here("../node_modules/iframe-resizer");
      const { version } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
      if (version !== "4.3.11") throw new Error(`iframe-resizer ${version} is not the MIT 4.3.11`);
      const source = readFileSync(`${folder}/js/iframeResizer.min.js`, "utf8");
      const code = source.replace(/\/\/# sourceMappingURL=.*\s*$/, "");
      this.emitFile({ type: "asset", fileName: "host/iframeResizer.js", source: code });
    },
  };
}

// Host pages load it by a plain <script defer>: no module, and nothing left behind in their scope.
function classicScript(): Plugin {
  return {
    name: "signboard-classic-script",
    generateBundle(_, bundle) {
      const script = bundle["host/embed.js"];
      if (script?.type !== "chunk") return;
      if (script.imports.length > 0) throw new Error("host/embed.js must stand alone");
      script.code = `(()=>{${script.code.trim()}})();`;
    },
  };
}

const hostScript = here("../host/src/embed.ts");

export default defineConfig({
  root: here("."),
  base: "./",
  publicDir: false,
  build: {
    target: TARGET,
    outDir: packageFolder("embed/static"),
    emptyOutDir: true,
    modulePreload: false,
    reportCompressedSize: false,
    rolldownOptions: {
      input: {
        embed: here("src/embed.ts"),
        "host/embed": hostScript,
      },
      output: {
        entryFileNames: "[name].js",
        chunkFileNames: "[name]-[hash].js",
        assetFileNames: "[name]-[hash][extname]",
      },
    },
  },
  plugins: [iframeResizer(), classicScript()],
});
