import type { Verdict } from "#contracts";
import { choice, flag, type InputSpec, text } from "./input.ts";
import { publishInputs } from "./publish-inputs.ts";

type InputSpecs = Record<string, InputSpec<unknown>>;

export interface ActionDeclaration<Inputs extends InputSpecs, Outputs extends Record<string, string>> {
  name: string;
  description: string;
  inputs: Inputs;
  /** Name to description. `report-path`, `markdown-path`, `html-path` (and `verdict` on a gate) come by themselves. */
  outputs: Outputs;
  /** A gate has a verdict, and the inputs `fail-on` and `warn-only`. */
  gate?: boolean;
  /** May say its result in the pull request: has the inputs of `publishInputs`. */
  publishes?: boolean;
  /** Has a `post` step that runs also when the job is cancelled. */
  post?: boolean;
  /** Permissions of the GITHUB_TOKEN that a job with this action needs. */
  permissions?: Record<string, "read" | "write">;
  /** Base name of the report files; the action's name unless told. */
  report?: string;
  branding?: { icon: string; color: string };
}

const commonInputs = {
  language: choice(["ru", "en"], "Language of reports, summaries and comments", { default: "ru" }),
  "report-dir": text("Folder that the report files are written to", { default: "reports" }),
} as const;

const gateInputs = {
  "fail-on": choice(
    ["fail", "inconclusive", "never"],
    "Which verdicts fail the step: `fail` (and error), `inconclusive` (any verdict but pass), or none",
    { default: "inconclusive" },
  ),
  "warn-only": flag("Report a failed gate as a warning and go on; the verdict output stays what it is", {
    default: false,
  }),
} as const;

const reportOutputs = {
  "report-path": "Path of the report as JSON",
  "markdown-path": "Path of the report as Markdown",
  "html-path": "Path of the report as HTML",
} as const;

type CommonInputs = typeof commonInputs;
type GateInputs = typeof gateInputs;
type PublishInputs = typeof publishInputs;

export interface ActionSpec<
  Inputs extends InputSpecs = InputSpecs,
  Outputs extends Record<string, string> = Record<string, string>,
> {
  name: string;
  description: string;
  inputs: Inputs & CommonInputs & Partial<GateInputs> & Partial<PublishInputs>;
  outputs: Outputs & typeof reportOutputs;
  gate: boolean;
  publishes: boolean;
  post: boolean;
  permissions: Record<string, "read" | "write">;
  report: string;
  branding: { icon: string; color: string };
}

/** The single source of an action: gives `action.yml`, the README tables and the type of its inputs. */
export function defineAction<Inputs extends InputSpecs, const Outputs extends Record<string, string>>(
  declaration: ActionDeclaration<Inputs, Outputs>,
): ActionSpec<Inputs, Outputs> {
  const gate = declaration.gate ?? false;
  const publishes = declaration.publishes ?? false;
  const verdict: Record<string, string> = gate ? { verdict: "pass, inconclusive, error or fail" } : {};
  return {
    name: declaration.name,
    description: declaration.description,
    inputs: {
      ...declaration.inputs,
      ...(gate ? gateInputs : {}),
      ...(publishes ? publishInputs : {}),
      ...commonInputs,
    },
    outputs: { ...verdict, ...declaration.outputs, ...reportOutputs },
    gate,
    publishes,
    post: declaration.post ?? false,
    permissions: declaration.permissions ?? {},
    report: declaration.report ?? declaration.name,
    branding: declaration.branding ?? { icon: "layers", color: "blue" },
  };
}

type ValueOf<Spec> = Spec extends InputSpec<infer Value> ? Value : never;

/** Parsed values of inputs that several actions share. */
export type InputValues<Specs> = { [Name in keyof Specs]: ValueOf<Specs[Name]> };

/** Parsed inputs of an action, by their kebab-case names. */
export type Inputs<Spec> =
  Spec extends ActionSpec<infer Declared, infer _Outputs>
    ? { [Name in keyof Declared]: ValueOf<Declared[Name]> } & {
        [Name in keyof CommonInputs]: ValueOf<CommonInputs[Name]>;
      }
    : never;

type OwnOutputs<Spec> = Spec extends ActionSpec<infer _Inputs, infer Outputs> ? keyof Outputs : never;

export interface Report {
  /** Written as `<report-dir>/<report>.json`. */
  json: unknown;
  markdown: string;
  html: string;
  /** Markdown for the job summary, at most 1 MiB; the Markdown report unless told. */
  summary?: string | undefined;
  /** Markdown for the pull request's comment; the summary unless told. What does not fit is cut. */
  comment?: string | undefined;
  /** Remarks at lines of files, the most important first. */
  annotations?: readonly ReportAnnotation[] | undefined;
}

export interface ReportAnnotation {
  /** Relative to the workspace, with /. */
  path: string;
  /** Counts from 1. */
  line: number;
  level: "notice" | "warning" | "failure";
  title: string;
  message: string;
}

/** What `run` hands back; a gate always gives its verdict. */
export interface ActionResult<Spec> {
  outputs: { [Name in OwnOutputs<Spec>]: string | number | boolean };
  verdict?: Verdict | undefined;
  report?: Report | undefined;
}
