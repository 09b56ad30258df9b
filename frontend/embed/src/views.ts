// What the viewer asked of single cards beside the filters: order, first row, series switched off.
// The server knows the same as embed/cards/view.py.

export interface View {
  /** "a2" or "d2": by the third shown column, ascending or descending. */
  sort?: string | undefined;
  from?: number;
  hidden: Set<string>;
}

const views = new Map<string, View>();

export function viewOf(slot: string): View {
  const view = views.get(slot) ?? { hidden: new Set<string>() };
  views.set(slot, view);
  return view;
}

/** The views of these slots as query pairs, empty when nothing was asked. */
export function writeViews(slots: readonly string[]): string {
  const query = new URLSearchParams();
  for (const slot of slots) {
    const view = views.get(slot);
    if (view?.sort) query.append(`${slot}.sort`, view.sort);
    if (view?.from) query.append(`${slot}.from`, String(view.from));
    for (const name of view?.hidden ?? []) query.append(`${slot}.hidden`, name);
  }
  return query.toString();
}
