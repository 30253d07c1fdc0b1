import { InputError, type Problem } from "#contracts";
import type { DispatchDraft } from "../../forge.ts";
import type { Connection } from "./connection.ts";

export async function dispatch({ rest, repository }: Connection, { eventType, payload }: DispatchDraft): Promise<void> {
  const problems: Problem[] = [];
  if (eventType.length < 1 || eventType.length > 100)
    problems.push({ where: "event type", problem: `has ${eventType.length} characters`, legal: "1 to 100" });
  const fields = Object.keys(payload).length;
  if (fields > 10)
    problems.push({ where: "payload", problem: `has ${fields} fields`, legal: "10 at most", mend: "nest them" });
  if (problems.length > 0) throw new InputError(problems, "bad-dispatch");
  await rest.repos.createDispatchEvent({ ...repository, event_type: eventType, client_payload: { ...payload } });
}
