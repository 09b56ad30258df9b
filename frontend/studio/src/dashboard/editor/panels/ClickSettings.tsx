// What a click on a mark does: nothing, set a filter of this dashboard, or open an address.
import { NativeSelect, TextInput } from "@mantine/core";
import type { Column, Parameter } from "../../../api/types.ts";
import { bench } from "../../../text/bench/text.ts";

interface ClickSettingsProps {
  behavior: unknown;
  columns: Column[];
  parameters: Parameter[];
  onChange: (behavior: Record<string, unknown> | null) => void;
}

interface Behavior {
  type?: string;
  linkType?: string;
  linkTemplate?: string;
  parameterMapping?: Record<string, { source?: { name?: string } }>;
}

export function ClickSettings({ behavior, columns, parameters, onChange }: ClickSettingsProps) {
  const known = (behavior ?? {}) as Behavior;
  const kind = known.type === "crossfilter" || known.type === "link" ? known.type : "";
  const [parameterId = "", mapping] = Object.entries(known.parameterMapping ?? {})[0] ?? [];
  const column = mapping?.source?.name ?? columns[0]?.name ?? "";
  return (
    <>
      <NativeSelect
        label={bench.editor.click}
        data={[
          { value: "", label: bench.editor.clickNone },
          {
            value: "crossfilter",
            label: bench.editor.clickFilter,
            disabled: parameters.length === 0,
          },
          { value: "link", label: bench.editor.clickLink },
        ]}
        value={kind}
        onChange={(event) => {
          const next = event.currentTarget.value;
          if (next === "crossfilter") onChange(crossfilter(parameters[0]?.id ?? "", column));
          else onChange(next === "link" ? link("") : null);
        }}
      />
      {kind === "crossfilter" && (
        <>
          <NativeSelect
            label={bench.editor.clickColumn}
            data={columns.map((it) => ({ value: it.name, label: it.display_name }))}
            value={column}
            onChange={(event) => onChange(crossfilter(parameterId, event.currentTarget.value))}
          />
          <NativeSelect
            label={bench.editor.clickParameter}
            data={parameters.map((it) => ({ value: it.id, label: it.name }))}
            value={parameterId}
            onChange={(event) => onChange(crossfilter(event.currentTarget.value, column))}
          />
        </>
      )}
      {kind === "link" && (
        <TextInput
          label={bench.editor.clickUrl}
          value={known.linkTemplate ?? ""}
          onChange={(event) => onChange(link(event.currentTarget.value))}
        />
      )}
    </>
  );
}

function link(linkTemplate: string): Record<string, unknown> {
  return { type: "link", linkType: "url", linkTemplate };
}

function crossfilter(id: string, column: string): Record<string, unknown> {
  const source = { type: "column", id: column, name: column };
  const target = { type: "parameter", id };
  return { type: "crossfilter", parameterMapping: { [id]: { id, source, target } } };
}
