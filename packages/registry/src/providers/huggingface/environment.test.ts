import { describe, expect, it } from "vitest";
import { fakeEnvironment } from "#testing";
import { huggingfaceSettings } from "./environment.ts";

const nothing = { token: undefined, namespace: undefined };

describe("who we are at the Hub", () => {
  it("is a trusted publisher before the key of the environment, and the key of an input before both", () => {
    const variables = {
      HF_TOKEN: "hf_key",
      HF_ENDPOINT: "https://hub.test",
      HF_OIDC_RESOURCE: "acme/mail",
      ACTIONS_ID_TOKEN_REQUEST_URL: "https://token.test",
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: "request",
    };
    expect(huggingfaceSettings(nothing, fakeEnvironment(variables))).toEqual({
      trustedPublisher: {
        resource: "acme/mail",
        idToken: undefined,
        request: { url: "https://token.test", token: "request" },
      },
      endpoint: "https://hub.test",
      namespace: undefined,
    });
    expect(huggingfaceSettings({ token: "hf_input", namespace: "acme" }, fakeEnvironment(variables))).toEqual({
      token: "hf_input",
      endpoint: "https://hub.test",
      namespace: "acme",
    });
    expect(huggingfaceSettings(nothing, fakeEnvironment({ HF_TOKEN: " hf_key\n", HF_OIDC_RESOURCE: "" }))).toEqual({
      token: "hf_key",
      endpoint: undefined,
      namespace: undefined,
    });
  });

  it("keeps half a request for an identity from being used", () => {
    const half = fakeEnvironment({ HF_OIDC_RESOURCE: "acme/mail", ACTIONS_ID_TOKEN_REQUEST_URL: "https://token.test" });
    expect(huggingfaceSettings(nothing, half).trustedPublisher?.request).toBeUndefined();
  });
});
