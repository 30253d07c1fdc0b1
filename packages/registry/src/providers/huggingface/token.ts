import * as z from "zod";
import { InputError } from "#contracts";
import type { Client } from "./client.ts";
import type { HuggingfaceConfig, Ports, TrustedPublisher } from "./config.ts";

const idTokenSchema = z.looseObject({ value: z.string().min(1) });
const exchangeSchema = z.looseObject({
  access_token: z.string().startsWith("hf_"),
  expires_in: z.number().default(3600),
});

/** A token is renewed this long before it ends. */
const marginMs = 5 * 60_000;

/**
 * The bearer of our calls. Of a trusted publisher: an identity of this job, made for the Hub, exchanged for a token of one
 * repository and one hour (RFC 8693, https://huggingface.co/docs/hub/trusted-publishers), and again before it ends.
 */
export function bearer(ports: Ports, client: Client, config: HuggingfaceConfig): () => Promise<string> {
  const { secrets, clock } = ports;
  const { trustedPublisher } = config;
  if (!trustedPublisher) {
    const token = (config.token ?? "").trim();
    secrets.mask(token);
    return async () => token;
  }
  let held: { token: string; until: number } | undefined;
  let pending: Promise<string> | undefined;

  async function renew(publisher: TrustedPublisher): Promise<string> {
    const subject = publisher.idToken ?? (await identity(ports, client, publisher));
    secrets.mask(subject);
    const answer = await client.json(
      {
        method: "POST",
        url: `${client.endpoint}/oauth/token`,
        headers: { "content-type": "application/json" },
        body: JSON.stringify({
          grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
          subject_token_type: "urn:ietf:params:oauth:token-type:id_token",
          subject_token: subject,
          resource: publisher.resource,
        }),
      },
      exchangeSchema,
    );
    secrets.mask(answer.access_token);
    // one that was handed to us cannot be made again
    const margin = publisher.idToken ? 0 : marginMs;
    held = { token: answer.access_token, until: clock.now() + answer.expires_in * 1000 - margin };
    return held.token;
  }

  return async () => {
    if (held && clock.now() < held.until) return held.token;
    pending ??= renew(trustedPublisher).finally(() => {
      pending = undefined;
    });
    return await pending;
  };
}

async function identity({ secrets }: Ports, client: Client, { request }: TrustedPublisher): Promise<string> {
  if (!request) {
    const mend = "give the job permissions: id-token: write, or set HF_OIDC_ID_TOKEN";
    throw new InputError(
      [{ where: "HF_OIDC_RESOURCE", problem: "is set, and the job can get no identity", mend }],
      "missing-api-key",
    );
  }
  secrets.mask(request.token);
  const url = new URL(request.url);
  url.searchParams.set("audience", client.endpoint);
  const headers = { authorization: `Bearer ${request.token}` };
  return (await client.json({ url: url.href, headers }, idTokenSchema)).value;
}
