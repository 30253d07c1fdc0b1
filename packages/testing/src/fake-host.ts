import type { Host } from "#action-kit";
import { maskedSecrets, nodeExec } from "#platform";
import { type RecordedLog, recordedLog } from "./recorded-log.ts";

export interface FakeHost extends Host {
  log: RecordedLog;
  outputs: Map<string, string>;
  states: Map<string, string>;
  summary: string[];
  failures: string[];
}

/** A runner that remembers what it was told. */
export function fakeHost(inputs: Record<string, string>, variables: Record<string, string> = {}): FakeHost {
  const secrets = maskedSecrets();
  const outputs = new Map<string, string>();
  const states = new Map<string, string>();
  const summary: string[] = [];
  const failures: string[] = [];
  return {
    outputs,
    states,
    summary,
    failures,
    secrets,
    log: recordedLog(secrets),
    exec: nodeExec(),
    input: (name) => inputs[name] ?? "",
    variable: (name) => variables[name],
    setOutput: (name, value) => void outputs.set(name, secrets.redact(value)),
    saveState: (name, value) => void states.set(name, value),
    savedState: () => "",
    writeSummary: async (markdown) => void summary.push(secrets.redact(markdown)),
    fail: (message) => void failures.push(secrets.redact(message)),
  };
}
