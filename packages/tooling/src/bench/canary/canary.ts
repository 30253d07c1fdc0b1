import { defaultSettings, overdispersionOf } from "#canary";
import type { CanaryMetric } from "#contracts";
import { argo, flagger, kayenta, ours } from "./gates.ts";
import { detection, falseRollbacks, type Goal, missed } from "./goals.ts";
import { type Gate, rollout } from "./rollout.ts";
import { type Row, rowOf } from "./row.ts";
import { bursty, type Effect, healthy, independent, sticky } from "./traffic.ts";

export const title = "Canary: share of rollouts rolled back";

/** A tenth of the rollouts unless all are asked for. @throws Error naming the rows that miss their goal */
export const lines = ({ full }: { full: boolean }): Generator<string> => judged(canaryRows(full ? 1 : 0.1, full));

/** Rows beside their goals. @throws Error at the end, naming those that miss theirs */
export function* judged(rows: Iterable<Row & { goal?: Goal }>): Generator<string> {
  const behind: string[] = [];
  for (const { goal, ...row } of rows) {
    const wrong = goal && missed(row, goal);
    if (wrong) behind.push(`${row.name} at ${row.perLook}: ${wrong}`);
    yield JSON.stringify({ ...row, ...(goal && { goal, met: !wrong }) });
  }
  if (behind.length > 0) throw new Error(`goals missed: ${behind.join("; ")}`);
}

const all: CanaryMetric[] = ["errors", "latency", "quality"];
const effects: [string, Effect, CanaryMetric[]][] = [
  ["errors x2", { ...healthy, errors: 2 }, ["errors"]],
  ["errors x3", { ...healthy, errors: 3 }, ["errors"]],
  ["errors x5", { ...healthy, errors: 5 }, ["errors"]],
  ["p95 x1.3", { ...healthy, latency: 1.3 }, ["latency"]],
  ["p95 x1.5", { ...healthy, latency: 1.5 }, ["latency"]],
  ["p95 x2", { ...healthy, latency: 2 }, ["latency"]],
  ["quality -7 %", { ...healthy, quality: 0.93 }, ["quality"]],
  ["quality -10 %", { ...healthy, quality: 0.9 }, ["quality"]],
  ["quality -20 %", { ...healthy, quality: 0.8 }, ["quality"]],
];

const gates: [string, () => Gate][] = [
  ["evidence", () => ours(all)],
  ["the specification's rule", () => ours(all, { ...defaultSettings, rule: "specification" })],
  ["Argo Rollouts' counter on that rule", argo],
  ["Flagger's counter on that rule", flagger],
  ["Kayenta's test", kayenta],
];

/** Sizes of a look with sticky users: drawn user by user, all of them take minutes. */
export const stickyLooks = (full: boolean): number[] => (full ? [200, 500, 2000, 10_000] : [2000]);

/** False rollbacks of healthy canaries by each gate, in bursts, with sticky users; detection of bad ones. */
function* canaryRows(size: number, full: boolean): Generator<Row & { goal?: Goal }> {
  const count = (rollouts: number): number => Math.max(1, Math.round(rollouts * size));
  const perLooks = [200, 500, 2000, 10_000];
  for (const [index, perLook] of perLooks.entries())
    for (const [name, gate] of gates) {
      const rollouts = count(name === "evidence" ? 2000 : 300);
      const row = rowOf(`healthy, ${name}`, perLook, 101 + index, rollouts, (draw) =>
        rollout(independent(draw, perLook, healthy), gate()),
      );
      yield name === "evidence" ? { ...row, goal: falseRollbacks } : row;
    }
  for (const [index, perLook] of perLooks.entries())
    for (const known of [0, 20, 60]) {
      const row = rowOf(
        `healthy in bursts, ${known > 0 ? `${known} windows of the baseline` : "nothing known of them"}`,
        perLook,
        401 + index,
        count(known > 0 ? 2000 : 300),
        (draw) => {
          const { traffic, windows } = bursty(draw, perLook, known);
          const overdispersion = {
            errors: overdispersionOf(windows.errors),
            latency: overdispersionOf(windows.latency),
          };
          return rollout(traffic, ours(all, { ...defaultSettings, overdispersion }));
        },
      );
      yield known > 0 ? { ...row, goal: falseRollbacks } : row;
    }
  for (const [index, [name, effect, declared]] of effects.entries())
    for (const perLook of [500, 2000] as const) {
      const row = rowOf(name, perLook, 201 + index, count(2000), (draw) =>
        rollout(independent(draw, perLook, effect), ours(declared)),
      );
      yield { ...row, goal: detection(name, perLook) };
    }
  for (const perLook of stickyLooks(full)) yield* stickyRows(perLook, count);
}

/** Users that stay with their arm, judged as if they did not and as they are. Of quality there is no guarantee then. */
function* stickyRows(perLook: number, count: (rollouts: number) => number): Generator<Row & { goal?: Goal }> {
  for (const users of [200, 1000, 10_000])
    for (const assignment of ["request", "user"] as const) {
      const row = rowOf(
        `healthy, ${users} sticky users judged by ${assignment}`,
        perLook,
        301 + users,
        count(assignment === "user" ? 1000 : 300),
        (draw) => {
          const { traffic, windows } = sticky(draw, perLook, users);
          const known = { errors: overdispersionOf(windows.errors), latency: overdispersionOf(windows.latency) };
          const overdispersion = assignment === "user" ? known : undefined;
          return rollout(traffic, ours(["errors", "latency"], { ...defaultSettings, assignment, overdispersion }));
        },
      );
      yield assignment === "user" ? { ...row, goal: falseRollbacks } : row;
    }
}
