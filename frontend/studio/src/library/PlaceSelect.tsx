// Chooses the collection that something new is put into.
import { NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { collectionTree } from "./api.ts";
import { listPlaces } from "./places.ts";
import { l } from "./text.ts";

interface PlaceSelectProps {
  value: number | null;
  onChange: (id: number | null) => void;
  /** A collection that is left out, with what lies in it. */
  without?: number | null;
  isAlwaysShown?: boolean;
}

/** Nothing while no collection exists. */
export function PlaceSelect(props: PlaceSelectProps) {
  const { value, onChange, without = null, isAlwaysShown = false } = props;
  const { data = [] } = useQuery(collectionTree);
  if (data.length === 0 && !isAlwaysShown) return null;
  return (
    <NativeSelect
      label={l.place}
      data={[{ value: "", label: l.all }, ...listPlaces(data, without).map(optionOf)]}
      value={value ?? ""}
      onChange={(event) => onChange(Number(event.currentTarget.value) || null)}
    />
  );
}

function optionOf({ id, label }: { id: number | null; label: string }) {
  return { value: String(id), label };
}
