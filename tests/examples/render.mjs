// Renders page samples with their own engines: `node render.mjs <input.json>` gives {language: HTML}.
// Runs in a folder whose node_modules are the front end's; compiled components are written beside it.
import { readFileSync, writeFileSync } from "node:fs";
import mustache from "mustache";
import pug from "pug";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { compile as compileSvelte } from "svelte/compiler";
import { render as renderSvelte } from "svelte/server";
import typescript from "typescript";
import { createSSRApp } from "vue";
import { compileScript, parse } from "vue/compiler-sfc";
import { renderToString as renderVue } from "vue/server-renderer";

const { samples, iframeUrl } = JSON.parse(readFileSync(process.argv[2], "utf8"));

async function load(name, source) {
  const place = new URL(name, import.meta.url);
  writeFileSync(place, source);
  return import(place);
}

function jsx(source) {
  const { ModuleKind, JsxEmit, ScriptTarget } = typescript;
  return typescript.transpileModule(source, {
    compilerOptions: { jsx: JsxEmit.ReactJSX, module: ModuleKind.ESNext, target: ScriptTarget.ESNext },
  }).outputText;
}

function vue(source) {
  const { descriptor } = parse(source);
  const templateOptions = { ssr: true, ssrCssVars: [] };
  return compileScript(descriptor, { id: "sample", inlineTemplate: true, templateOptions }).content;
}

const { Embed } = await load("jsx.mjs", jsx(samples.jsx));
const { default: Vue } = await load("vue.mjs", vue(samples.vue));
const svelte = compileSvelte(samples.svelte, { generate: "server", runes: true }).js.code;
const { default: Svelte } = await load("svelte.mjs", svelte);

const pages = {
  mustache: mustache.render(samples.mustache, { iframeUrl }),
  pug: pug.render(samples.pug, { iframeUrl }),
  jsx: renderToStaticMarkup(createElement(Embed, { iframeUrl })),
  vue: await renderVue(createSSRApp(Vue, { iframeUrl })),
  svelte: renderSvelte(Svelte, { props: { iframeUrl } }).body,
};
console.log(JSON.stringify(pages));
