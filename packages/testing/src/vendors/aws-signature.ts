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

/** Whether a request carries AWS's Signature Version 4 of this key, as a service checks it. Without a query only. */
export function isSignedByAws(
  { method, path, headers, text }: { method: string; path: string; headers: IncomingHttpHeaders; text: string },
  { accessKeyId, secretAccessKey, region, service }: AwsKey,
): boolean {
  const [, credential = "", names = "", signature = ""] =
    /^AWS4-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
      headers.authorization ?? "",
    ) ?? [];
  const [keyId, day = "", ...scope] = credential.split("/");
  const time = String(headers["x-amz-date"] ?? "");
  if (keyId !== accessKeyId || scope.join("/") !== `${region}/${service}/aws4_request`) return false;
  if (!names.split(";").includes("host") || day === "" || !time.startsWith(day)) return false;
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
  const toSign = ["AWS4-HMAC-SHA256", time, `${day}/${scope.join("/")}`, sha256(canonical)].join("\n");
  const key = [day, region, service, "aws4_request"].reduce<string | Buffer>(
    (secret, part) => hmac(secret, part),
    `AWS4${secretAccessKey}`,
  );
  return hmac(key, toSign).toString("hex") === signature;
}
