import * as z from "zod";
import { publishedSchemas } from "#contracts";

/** JSON Schema of every file that a user writes or reads, from the zod schemas. */
export function jsonSchemas(): Map<string, string> {
  return new Map(
    Object.entries(publishedSchemas).map(([name, schema]) => {
      const json = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
      return [`packages/contracts/schemas/${name}.schema.json`, `${JSON.stringify(json, null, 2)}\n`];
    }),
  );
}
