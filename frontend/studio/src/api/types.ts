// The shapes of the REST API that the studio reads and writes.

export interface User {
  id: number;
  email: string;
  common_name: string;
  first_name?: string | null;
  last_name?: string | null;
  is_superuser: boolean;
}

export interface SessionProperties {
  "site-name"?: string | null;
  "has-user-setup"?: boolean;
  version?: { tag?: string };
  "signboard-version"?: string;
}

export interface DatabaseField {
  id: number;
  name: string;
  display_name: string;
  base_type: string;
  semantic_type: string | null;
}

export interface DatabaseTable {
  id: number;
  name: string;
  schema: string | null;
  display_name: string;
  fields: DatabaseField[];
}

export interface Database {
  id: number;
  name: string;
  engine: string;
  details?: Record<string, unknown>;
  warning?: string | null;
}

export interface DatabaseMetadata extends Database {
  tables: DatabaseTable[];
}

export type TagType = "text" | "number" | "date" | "boolean" | "dimension";

export interface TemplateTag {
  id: string;
  name: string;
  "display-name": string;
  type: string;
  required?: boolean;
  default?: ParameterValue;
  dimension?: unknown;
  "widget-type"?: string;
}

export interface DatasetQuery {
  database: number | null;
  type: "native";
  native: { query: string; "template-tags": Record<string, TemplateTag> };
}

export type Scalar = string | number | boolean;
export type ParameterValue = Scalar | Scalar[] | null;

export interface Parameter {
  id: string;
  slug: string;
  name: string;
  type: string;
  default?: ParameterValue;
  required?: boolean;
  isMultiSelect?: boolean;
  target?: unknown;
}

/** Who may set a parameter in an embed; the wire says `enabled` for editable. */
export type Access = "disabled" | "enabled" | "locked";
export type Policy = Record<string, Access>;

export interface Embeddable {
  id: number;
  name: string;
  description: string | null;
  enable_embedding: boolean;
  embedding_params: Policy | null;
  embedding_appearance?: Record<string, unknown> | null;
  parameters: Parameter[];
  archived: boolean;
  can_write?: boolean;
  updated_at?: string | null;
}

export interface Card extends Embeddable {
  display: string;
  database_id: number | null;
  dataset_query: DatasetQuery;
  visualization_settings: Record<string, unknown>;
}

export interface Dashboard extends Embeddable {
  dashcards?: { id: number; card_id: number | null }[];
}

export interface Column {
  name: string;
  display_name: string;
  base_type: string;
  semantic_type?: string | null;
}

export interface RenderRequest {
  dataset_query: DatasetQuery;
  display: string;
  visualization_settings: Record<string, unknown>;
  name: string;
  parameters: { id: string; type: string; target: unknown; value: ParameterValue }[];
}

export interface Rendered {
  html: string;
  columns: Column[];
  row_count: number;
  /** Milliseconds at the source. */
  running_time: number;
  rows_truncated: number | null;
  error: string | null;
  error_type: string | null;
}

export type ResourceKind = "question" | "dashboard";

export interface PreviewTokenRequest {
  kind: ResourceKind;
  id: number;
  params: Record<string, ParameterValue>;
  embedding_params: Policy;
}

export interface PreviewToken {
  token: string;
  url?: string;
}

export interface SettingEntry {
  key: string;
  value: unknown;
  is_env_setting?: boolean;
  env_name?: string | null;
}

export interface ValueList {
  values: ([Scalar] | [Scalar, string | null] | Scalar)[];
  has_more_values: boolean;
}
