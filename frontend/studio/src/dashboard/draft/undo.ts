// Undo and redo over any value: steps that follow one another closely on the same thing are one.

export interface Timeline<T> {
  past: readonly T[];
  present: T;
  future: readonly T[];
  /** What the last step was about; steps of the same name within a moment join. */
  name: string;
  at: number;
}

const MOST = 100;
const MOMENT_MS = 800;

export function startTimeline<T>(present: T): Timeline<T> {
  return { past: [], present, future: [], name: "", at: 0 };
}

/** `name` empty: a step of its own. `now` in milliseconds. */
export function advance<T>(line: Timeline<T>, next: T, name: string, now: number): Timeline<T> {
  if (next === line.present) return line;
  const joins = name !== "" && name === line.name && now - line.at < MOMENT_MS;
  const past = joins ? line.past : [...line.past, line.present].slice(-MOST);
  return { past, present: next, future: [], name, at: now };
}

export function undo<T>(line: Timeline<T>): Timeline<T> {
  const before = line.past.at(-1);
  if (before === undefined) return line;
  const future = [line.present, ...line.future];
  return { past: line.past.slice(0, -1), present: before, future, name: "", at: 0 };
}

export function redo<T>(line: Timeline<T>): Timeline<T> {
  const [after, ...future] = line.future;
  if (after === undefined) return line;
  return { past: [...line.past, line.present], present: after, future, name: "", at: 0 };
}

/** The same line with every moment changed alike; nothing joins what was before. */
export function mapTimeline<T>(line: Timeline<T>, how: (value: T) => T): Timeline<T> {
  const { past, present, future } = line;
  return { past: past.map(how), present: how(present), future: future.map(how), name: "", at: 0 };
}
