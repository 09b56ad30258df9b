// The mistake of the last run, at its place in the SQL as it is written now.
import type { Place } from "../../api/types.ts";

export interface Mistake extends Place {
  message: string;
}

interface Failure {
  error: string | null;
  place: Place | null;
}

/**
 * The place in `sql` when `ran`, all of it or a part, still stands in it as it was; null once it was
 * edited, and when the part stands there twice.
 */
export function findMistake(sql: string, ran: string, { error, place }: Failure): Mistake | null {
  const at = sql.indexOf(ran);
  if (error === null || !place || !ran || at < 0 || at !== sql.lastIndexOf(ran)) return null;
  return {
    line: place.line + sql.slice(0, at).split("\n").length - 1,
    start: place.start + at,
    end: place.end + at,
    message: error.split("\n")[0] ?? error,
  };
}
