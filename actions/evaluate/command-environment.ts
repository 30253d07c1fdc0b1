import { InputError } from "#contracts";
import type { Environment, Secrets } from "#platform";

const always = ["PATH", "HOME", "LANG"];

/** Variables that hold what a runner or a vendor trusts us with, whatever the user lists. */
const forbidden =
  /^(INPUT_|STATE_|ACTIONS_|GITHUB_TOKEN$|RUNNER_TRACKING_ID$)|(TOKEN|SECRET|PASSWORD|PASSPHRASE|CREDENTIALS?|_KEY|APIKEY)$/i;

/**
 * The whole environment of a command that the user gave: three variables, and those that he lists. Nothing secret.
 * @throws InputError naming every listed variable that is no name or holds a secret
 */
export function commandEnvironment(
  { environment, secrets }: { environment: Environment; secrets: Secrets },
  names: readonly string[],
): Record<string, string> {
  const problems = names.flatMap((name) => {
    const value = environment.get(name);
    const problem = !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)
      ? "is no name of a variable"
      : forbidden.test(name) || (value !== undefined && secrets.redact(value) !== value)
        ? "holds a secret, which a command of a metric never gets"
        : undefined;
    return problem === undefined ? [] : [{ where: `environment: ${name.slice(0, 100)}`, problem }];
  });
  if (problems.length > 0) throw new InputError(problems, "bad-environment");
  const known = [...always, ...names].flatMap((name) => {
    const value = environment.get(name);
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(known);
}
