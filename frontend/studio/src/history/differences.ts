// What differs between two versions, line by line; SQL is shown as SQL, all else as JSON.

export interface Line {
  sign: "+" | "-" | " ";
  text: string;
}

type Words = Readonly<Record<string, unknown>>;

export function differences(before: Words, after: Words): { word: string; lines: Line[] }[] {
  return Object.keys(after).map((word) => ({
    word: word.replaceAll("_", " "),
    lines: shorten(compare(linesOf(before[word]), linesOf(after[word]))),
  }));
}

function linesOf(value: unknown): string[] {
  const sql = (value as { native?: { query?: unknown } } | null | undefined)?.native?.query;
  if (typeof sql === "string") {
    const { native, ...rest } = value as { native: Record<string, unknown> };
    const { query: _query, ...tags } = native;
    return [...sql.split("\n"), ...JSON.stringify({ ...rest, ...tags }, null, 1).split("\n")];
  }
  if (value === null || value === undefined) return [];
  return (typeof value === "string" ? value : JSON.stringify(value, null, 1)).split("\n");
}

/** The longest common run of lines stays, the others go or come. */
export function compare(before: readonly string[], after: readonly string[]): Line[] {
  const [rows, columns] = [before.length, after.length];
  const width = columns + 1;
  const common = new Uint32Array((rows + 1) * width);
  const at = (i: number, j: number) => common[i * width + j] ?? 0;
  for (let i = rows - 1; i >= 0; i--) {
    for (let j = columns - 1; j >= 0; j--) {
      common[i * width + j] =
        before[i] === after[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const lines: Line[] = [];
  let [i, j] = [0, 0];
  while (i < rows || j < columns) {
    if (i < rows && j < columns && before[i] === after[j]) {
      lines.push({ sign: " ", text: before[i] ?? "" });
      i++;
      j++;
    } else if (i < rows && (j >= columns || at(i + 1, j) >= at(i, j + 1))) {
      lines.push({ sign: "-", text: before[i++] ?? "" });
    } else {
      lines.push({ sign: "+", text: after[j++] ?? "" });
    }
  }
  return lines;
}

const AROUND = 2;

/** Only what changed, with two lines around it. */
function shorten(lines: readonly Line[]): Line[] {
  const near = (index: number) =>
    lines.slice(Math.max(0, index - AROUND), index + AROUND + 1).some((it) => it.sign !== " ");
  return lines.filter((_, index) => near(index));
}
