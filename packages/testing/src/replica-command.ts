import { execFileSync } from "node:child_process";
import { join } from "node:path";

/** Programs that Ray's replicas run. */
export const replicaPrograms = join(import.meta.dirname, "../../serving/python");

/** The words by which a replica on Ray starts its engine; what only a cluster has is stood in for. */
export function commandOfReplica(
  options: object,
  {
    python = "python3",
    model = "/models/merged",
    port = 8001,
  }: { python?: string; model?: string; port?: number } = {},
): string[] {
  const program = `
import json, sys
from unittest.mock import MagicMock
for name in ("ray", "starlette", "starlette.responses", "aiohttp"):
    sys.modules[name] = MagicMock()
from genai_mlops_llm import command_of
print(json.dumps(command_of(*json.loads(sys.argv[1]))))
`;
  const environment = { ...process.env, PYTHONDONTWRITEBYTECODE: "1" };
  return JSON.parse(
    execFileSync(python, ["-c", program, JSON.stringify([options, model, port])], {
      cwd: replicaPrograms,
      env: environment,
      encoding: "utf8",
    }),
  );
}
