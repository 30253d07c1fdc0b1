import { type AwsKey, isSignedByAws } from "../vendors/aws-signature.ts";
import { type Account, type Input, type Operation, Refusal } from "./operation.ts";
import { type Description, violations } from "./shapes.ts";

export interface ControlRequest {
  method: string;
  /** With the query. */
  path: string;
  /** In lower case. */
  headers: Record<string, string>;
  body: Uint8Array;
}

export interface ControlAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

export interface JsonService {
  /** As the IAM action and the signature name it. */
  name: string;
  key: AwsKey;
  account: Account;
  description: Description;
  operations: Readonly<Record<string, Operation>>;
  /** What the role may not do, and whether its session is over. */
  session: { readonly denied: ReadonlySet<string>; readonly expired: boolean };
}

/** A service of AWS's JSON 1.1 protocol: signature, permission, and the shapes of every input and output by botocore's description. */
export function jsonService({ name: service, key, account, description, operations, session }: JsonService) {
  const { targetPrefix } = description.metadata;

  function answer(request: ControlRequest): ControlAnswer {
    try {
      return json(200, handled(request));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const spelt = error.type.endsWith("Exception") ? "message" : "Message";
      return json(error.status, { __type: error.type, [spelt]: error.message });
    }
  }

  function handled({ method, path, headers, body }: ControlRequest): Input {
    const text = Buffer.from(body).toString("utf8");
    requireSignature({ method, path, headers, text });
    const [prefix, name = ""] = (headers["x-amz-target"] ?? "").split(".");
    const shape = prefix === targetPrefix ? description.operations[name] : undefined;
    const operation = operations[name];
    if (method !== "POST" || path !== "/" || !shape || !operation)
      throw new Refusal("UnknownOperationException", `${method} ${path} ${headers["x-amz-target"]}`, 404);
    if (headers["content-type"] !== "application/x-amz-json-1.1")
      throw new Refusal("SerializationException", `content type ${headers["content-type"]}`);
    if (session.denied.has(`${service}:${name}`)) throw deniedBy(account, `${service}:${name}`);
    const input = parsed(text);
    const wrong = violations(input, shape.input?.shape ?? "", "", description.shapes);
    if (wrong.length > 0)
      throw new Refusal(
        "ValidationException",
        `${wrong.length} validation error${wrong.length > 1 ? "s" : ""} detected: ${wrong.join("; ")}`,
      );
    const output = operation(input);
    // a bug of the emulator, not of the caller
    const broken = shape.output ? violations(output, shape.output.shape, "", description.shapes) : [];
    if (broken.length > 0) throw new Error(`${name} answers what it must not: ${broken.join("; ")}`);
    return output;
  }

  function requireSignature(request: { method: string; path: string; headers: Record<string, string>; text: string }) {
    const keyId = /Credential=([^/]+)/.exec(request.headers["authorization"] ?? "")?.[1];
    if (keyId === undefined)
      throw new Refusal("MissingAuthenticationTokenException", "Missing Authentication Token", 403);
    if (keyId !== key.accessKeyId)
      throw new Refusal("UnrecognizedClientException", "The security token included in the request is invalid.");
    if (session.expired)
      throw new Refusal("ExpiredTokenException", "The security token included in the request is expired", 403);
    if (!isSignedByAws(request, key))
      throw new Refusal("InvalidSignatureException", "The request signature we calculated does not match", 403);
  }

  return answer;
}

function parsed(text: string): Input {
  try {
    return JSON.parse(text) as Input;
  } catch {
    throw new Refusal("SerializationException", "the body is no JSON");
  }
}

const deniedBy = ({ id, region }: Account, action: string): Refusal =>
  new Refusal(
    "AccessDeniedException",
    `User: arn:aws:sts::${id}:assumed-role/mlops/ci is not authorized to perform: ${action} on resource: arn:aws:${action.split(":")[0]}:${region}:${id}:* because no identity-based policy allows the ${action} action`,
  );

const json = (status: number, body: Input): ControlAnswer => ({
  status,
  headers: { "content-type": "application/x-amz-json-1.1", "x-amzn-requestid": crypto.randomUUID() },
  body: JSON.stringify(body),
});
