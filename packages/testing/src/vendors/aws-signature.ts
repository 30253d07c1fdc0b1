import { createHash, createHmac } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";

export interface AwsKey {
  accessKeyId: string;
  secretAccessKey: string;
  region: string;
  /** As the signature names it. */
  service: string;
}

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
const hmac = (key: string | Buffer, text: string): Buffer => createHmac("sha256", key).update(text).digest();

interface SignedRequest {
  method: string;
  /** Without a query. */
  path: string;
  headers: IncomingHttpHeaders;
  text: string;
}

/** Whether a request carries AWS's Signature Version 4 of this key, as a service checks it. Without a query only. */
export function isSignedByAws(request: SignedRequest, key: AwsKey): boolean {
  const [, credential = "", names = "", signature = ""] =
    /^AWS4-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
      request.headers.authorization ?? "",
    ) ?? [];
  const [keyId, day = "", ...scope] = credential.split("/");
  const time = String(request.headers["x-amz-date"] ?? "");
  if (keyId !== key.accessKeyId || scope.join("/") !== `${key.region}/${key.service}/aws4_request`) return false;
  if (!names.split(";").includes("host") || day === "" || !time.startsWith(day)) return false;
  return signatureOf(request, names, key) === signature;
}

/** The header that signs a request with these headers, `host` and `x-amz-date` among them. */
export function awsAuthorization(request: SignedRequest, key: AwsKey): string {
  const names = Object.keys(request.headers).sort().join(";");
  const day = String(request.headers["x-amz-date"]).slice(0, 8);
  const scope = `${key.accessKeyId}/${day}/${key.region}/${key.service}/aws4_request`;
  return `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=${names}, Signature=${signatureOf(request, names, key)}`;
}

function signatureOf({ method, path, headers, text }: SignedRequest, names: string, key: AwsKey): string {
  const time = String(headers["x-amz-date"]);
  const day = time.slice(0, 8);
  const canonical = [
    method,
    // each segment of the path is encoded once more
    path.split("/").map(encodeURIComponent).join("/"),
    "",
    ...names.split(";").map((name) => `${name}:${String(headers[name] ?? "").trim()}`),
    "",
    names,
    sha256(text),
  ].join("\n");
  const scope = `${day}/${key.region}/${key.service}/aws4_request`;
  const secret = [day, key.region, key.service, "aws4_request"].reduce<string | Buffer>(
    (before, part) => hmac(before, part),
    `AWS4${key.secretAccessKey}`,
  );
  return hmac(secret, ["AWS4-HMAC-SHA256", time, scope, sha256(canonical)].join("\n")).toString("hex");
}
