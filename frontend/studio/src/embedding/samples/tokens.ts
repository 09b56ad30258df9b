// Just enough reading of a dozen languages to colour a short sample.

export type TokenKind = "plain" | "comment" | "string" | "keyword" | "number";

export interface Token {
  kind: TokenKind;
  text: string;
}

const TOKEN =
  /(?<comment>(?:\/\/(?= )|#(?= |!)|;;? ).*)|(?<string>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|(?<keyword>\b(?:import|from|const|let|var|return|export|function|require|def|defn?|func|fn|class|public|static|using|use|package|new|print|round|puts|echo|None|True|False|null|nil|true|false)\b|<\/?\w+|\/?>(?=\n|$|<))|(?<number>\b\d+(?:\.\d+)?\b)/g;

export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  for (const match of text.matchAll(TOKEN)) {
    if (match.index > at) tokens.push({ kind: "plain", text: text.slice(at, match.index) });
    const [kind] = Object.entries(match.groups ?? {}).find(([, it]) => it !== undefined) ?? [];
    tokens.push({ kind: (kind ?? "plain") as TokenKind, text: match[0] });
    at = match.index + match[0].length;
  }
  if (at < text.length) tokens.push({ kind: "plain", text: text.slice(at) });
  return tokens;
}
