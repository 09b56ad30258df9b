// A browser's own long name in two words: enough to tell one's devices apart.

const BROWSERS = [
  ["Edg/", "Edge"],
  ["OPR/", "Opera"],
  ["Firefox/", "Firefox"],
  ["Chrome/", "Chrome"],
  ["Safari/", "Safari"],
] as const;
const SYSTEMS = ["Android", "iPhone", "iPad", "Windows", "Mac OS", "CrOS", "Linux"] as const;

/** `Firefox, Windows`; the first word for programs; "" when nothing was told. */
export function deviceName(agent: string | null): string {
  if (!agent) return "";
  const browser = BROWSERS.find(([mark]) => agent.includes(mark))?.[1];
  const system = SYSTEMS.find((it) => agent.includes(it));
  return [browser ?? agent.split(/[ /]/)[0], system].filter(Boolean).join(", ");
}
