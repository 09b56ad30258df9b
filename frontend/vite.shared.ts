// What the builds have in common: where built files go and which browsers they are for.
import { fileURLToPath } from "node:url";

export const TARGET = ["chrome111", "edge111", "firefox123", "safari16.4"];

export function packageFolder(path: string): string {
  return fileURLToPath(new URL(`../src/signboard/${path}`, import.meta.url));
}
