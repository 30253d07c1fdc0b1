import * as core from "@actions/core";
import { maskedSecrets, nodeExec, type Place } from "#platform";
import type { Host } from "./host.ts";
import { neutral } from "./neutral.ts";
import { runnerExec } from "./runner-exec.ts";

/** The runner by `@actions/core`. Every text is redacted, and unable to act as a command, before it leaves. */
export function coreHost(): Host {
  const secrets = maskedSecrets((value) => core.setSecret(value));
  const clean = (message: string): string => secrets.redact(neutral(message));
  return {
    input: (name) => core.getInput(name),
    variable: (name) => process.env[name],
    setOutput: (name, value) => core.setOutput(name, secrets.redact(value)),
    saveState: (name, value) => core.saveState(name, value),
    savedState: (name) => core.getState(name),
    async writeSummary(markdown) {
      if (process.env["GITHUB_STEP_SUMMARY"]) await core.summary.addRaw(secrets.redact(markdown), true).write();
      else core.info(clean(markdown));
    },
    fail: (message) => core.setFailed(clean(message)),
    log: {
      debug: (message) => core.debug(secrets.redact(message)),
      info: (message) => core.info(clean(message)),
      notice: (message, place) => core.notice(secrets.redact(message), annotation(place)),
      warning: (message, place) => core.warning(secrets.redact(message), annotation(place)),
      error: (message, place) => core.error(secrets.redact(message), annotation(place)),
      group: (title, work) => core.group(clean(title), work),
    },
    secrets,
    exec: { ...nodeExec(), run: runnerExec },
  };
}

function annotation(place: Place | undefined): core.AnnotationProperties {
  const known = Object.entries(place ?? {}).filter(([, value]) => value !== undefined);
  return Object.fromEntries(known);
}
