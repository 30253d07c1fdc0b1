import type { Inference } from "#inference";

/** What a check of a model's server found; `values` hold names and numbers, never a text of the model. */
export interface SuiteFinding {
  verdict: "pass" | "fail" | "error";
  /** Why it is no pass. */
  detail?: string | undefined;
  values?: Readonly<Record<string, string | number>> | undefined;
}

export interface SuiteResult extends SuiteFinding {
  name: string;
}

/**
 * One ready-made check. `fail`: the server does what it must not. `error`: it cannot be told, such as where the server
 * lacks what the check needs; that is never a pass.
 */
export type Suite = (inference: Inference, signal: AbortSignal) => Promise<SuiteFinding>;

export const passed: SuiteFinding = { verdict: "pass" };
export const failing = (detail: string, values: SuiteFinding["values"] = {}): SuiteFinding => ({
  verdict: "fail",
  detail,
  values,
});
export const untold = (detail: string, values: SuiteFinding["values"] = {}): SuiteFinding => ({
  verdict: "error",
  detail,
  values,
});
