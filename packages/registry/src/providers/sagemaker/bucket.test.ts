import { describe, expect, it } from "vitest";
import { awsEnvironment, fakeAws, fakeBucket, fakeDeps, fakeEnvironment } from "#testing";
import { openBucket } from "./bucket.ts";

describe("what is sent to S3", () => {
  async function signedBytes(address?: string): Promise<string | undefined> {
    const aws = fakeAws(() => 0);
    const environment = fakeEnvironment({ ...awsEnvironment, ...(address && { AWS_ENDPOINT_URL_S3: address }) });
    const sent: Record<string, string>[] = [];
    const http = {
      send: (request: Parameters<typeof aws.http.send>[0]) => {
        sent.push(request.headers ?? {});
        return aws.http.send({
          ...request,
          url: request.url.replace("http://s3.local", "https://s3.eu-central-1.amazonaws.com"),
        });
      },
    };
    const ports = { ...(await fakeDeps()), http, environment };
    const bucket = await openBucket(ports, "eu-central-1", { bucket: fakeBucket, prefix: "llm", cacheFolder: "/none" });
    await bucket.write("a", "one");
    return sent[0]?.["x-amz-content-sha256"];
  }

  it("is hashed for the signature only where TLS does not keep it whole", async () => {
    expect(await signedBytes()).toBe("UNSIGNED-PAYLOAD");
    expect(await signedBytes("http://s3.local")).toMatch(/^[0-9a-f]{64}$/);
  });
});
