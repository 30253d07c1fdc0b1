import { type CloudAnswer, type CloudCall, jsonAnswer } from "../fake-cloud/call.ts";

/** What a token may do. */
export type Access = "all" | "read" | "no-models" | "no-objects";

const statuses: Readonly<Record<number, string>> = {
  400: "INVALID_ARGUMENT",
  401: "UNAUTHENTICATED",
  403: "PERMISSION_DENIED",
  404: "NOT_FOUND",
  409: "ALREADY_EXISTS",
  429: "RESOURCE_EXHAUSTED",
};

/** An error as Google's APIs give it; `reason` is what Cloud Storage says instead of a status. */
export class GoogleError extends Error {
  readonly code: number;
  readonly said: { status?: string; reason?: string };

  constructor(code: number, message: string, said: { status?: string; reason?: string } = {}) {
    super(message);
    this.code = code;
    this.said = said;
  }

  answer(): CloudAnswer {
    const { code, message, said } = this;
    if (said.reason === undefined)
      return jsonAnswer(code, { error: { code, message, status: said.status ?? statuses[code] ?? "INTERNAL" } });
    const errors = [{ message, domain: "global", reason: said.reason }];
    return jsonAnswer(code, { error: { code, message, errors } });
  }
}

/** @throws GoogleError for a call without a token that may do this */
export function requireAccess(
  { headers, method }: CloudCall,
  tokens: ReadonlyMap<string, Access>,
  part: "models" | "objects",
  permission: string,
): void {
  const access = tokens.get(/^Bearer (.+)$/.exec(headers.get("authorization") ?? "")?.[1] ?? "");
  if (access === undefined)
    throw new GoogleError(401, "Request had invalid authentication credentials. Expected OAuth 2 access token.");
  if (access === "all" || (access === "read" && method === "GET") || (access === "no-models" && part === "objects"))
    return;
  if (access === "no-objects" && part === "models") return;
  const said = part === "objects" ? { reason: "forbidden" } : {};
  throw new GoogleError(403, `Permission '${permission}' denied on resource (or it may not exist).`, said);
}
