// Chooses the collection that something new is put into.
import { NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { collectionTree } from "./api.ts";
import { listPlaces } from "./places.ts";
import { l } from "./text.ts";

interface PlaceSelectProps {
  value: number | null;
  onChange: (id: number | null) => void;
}

/** Nothing while no collection exists. */
export function PlaceSelect({ value, onChange }: PlaceSelectProps) {
  const { data } = useQuery(collectionTree);
  if (!data || data.length === 0) return null;
  return (
    <NativeSelect
      label={l.place}
      data={[{ value: "", label: l.all }, ...listPlaces(data).map(optionOf)]}
      value={value ?? ""}
      onChange={(event) => onChange(Number(event.currentTarget.value) || null)}
    />
  );
}

function optionOf({ id, label }: { id: number | null; label: string }) {
  return { value: String(id), label };
}
