import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { azureJob, azureUnderTest, fakeEnvironment, sampleMetadata, sampleModel } from "#testing";
import { azureMlAddress } from "./address.ts";

const candidate = (folder: string) => ({ name: "mail", folder, bump: "minor" as const, metadata: sampleMetadata });
const failureOf = (work: Promise<unknown>) => work.then(() => undefined).catch((error) => error);

describe("access to Azure", () => {
  it("is by the job's own identity, fetched once for each audience, and renewed before its end", async () => {
    const { fake, clock, open, deps } = await azureUnderTest();
    const registry = open();
    await registry.list("mail");
    await registry.register(candidate(await sampleModel("one")));
    expect([...fake.identity.issued.values()].map(({ scope }) => scope).sort()).toEqual([
      "https://azure.example/.default",
      "https://storage.azure.com/.default",
    ]);
    clock.advance(3_400_000);
    await registry.list("mail");
    expect(fake.identity.issued.size).toBe(4);
    expect(deps.secrets.redact("entra-token-1 github.identity.token runner-request-token")).toBe("*** *** ***");
    expect(deps.log.lines.join("\n")).not.toMatch(/notice/);
  });

  it("is by a token file, by the az command, and at last by a secret, with a notice", async () => {
    const { fake, openWith, deps } = await azureUnderTest();
    const { AZURE_CLIENT_ID = "", AZURE_TENANT_ID = "" } = azureJob(fake);
    const file = join(await mkdtemp(join(tmpdir(), "token-")), "token");
    await writeFile(file, `${fake.identity.identityToken}\n`);
    const ids = { AZURE_CLIENT_ID, AZURE_TENANT_ID };
    expect(await openWith({ environment: { ...ids, AZURE_FEDERATED_TOKEN_FILE: file } }).list("mail")).toEqual([]);
    expect(deps.log.lines.join("\n")).not.toMatch(/notice/);
    const environment = { ...ids, AZURE_CLIENT_SECRET: fake.identity.secret };
    expect(await openWith({ environment }).list("mail")).toEqual([]);
    expect(deps.log.lines.join("\n")).toMatch(/notice: Azure: a client's secret is used/);
    await expect(openWith({ environment: {} }).list("mail")).rejects.toMatchObject({
      code: "no-key",
      message: expect.stringContaining("id-token: write"),
    });
  });

  it("that is refused is said with Entra's reason and without the token, at once", async () => {
    const { fake, openWith } = await azureUnderTest();
    const job = { ...azureJob(fake), AZURE_CLIENT_ID: "nobody" };
    expect(await failureOf(openWith({ environment: job }).list("mail"))).toMatchObject({
      code: "azure-ml-unauthorized",
      provider: "azure-ml",
      retryable: false,
      message: expect.stringContaining("AADSTS700016"),
    });
    const file = join(await mkdtemp(join(tmpdir(), "token-")), "token");
    await writeFile(file, "stale.identity.token");
    const environment = { ...azureJob(fake), AZURE_FEDERATED_TOKEN_FILE: file };
    const failed = await failureOf(openWith({ environment }).list("mail"));
    expect(failed).toMatchObject({ code: "azure-ml-unauthorized", hint: expect.stringContaining("federated") });
    expect(failed.message).toContain("AADSTS700213: No matching federated identity record found ***");
    const before = fake.calls.length;
    fake.identity.request = "another";
    const noPermission = { ...azureJob(fake), ACTIONS_ID_TOKEN_REQUEST_TOKEN: "old-request-token" };
    expect(await failureOf(openWith({ environment: noPermission }).list("mail"))).toMatchObject({
      code: "azure-ml-unauthorized",
      hint: expect.stringContaining("id-token: write"),
    });
    expect(fake.calls.length - before).toBe(1);
  });

  it("that ended early is renewed once, and not asked for for ever", async () => {
    const { fake, open } = await azureUnderTest();
    const registry = open();
    await registry.list("mail");
    fake.identity.issued.clear();
    await expect(registry.list("mail")).resolves.toEqual([]);
    fake.fault = ({ url }) => (url.pathname.includes("/registry/") ? { status: 401, body: "<html>" } : undefined);
    const before = fake.calls.length;
    await expect(registry.list("mail")).rejects.toMatchObject({
      code: "azure-ml-unauthorized",
      retryable: false,
      hint: expect.stringContaining("azure/login"),
    });
    expect(fake.calls.length - before).toBeLessThan(6);
  });

  it("without a right to the data takes the datastore's key, with a notice", async () => {
    const { fake, open, deps } = await azureUnderTest();
    fake.identity.rights = "no-data";
    fake.manager.secret = { secretsType: "AccountKey", key: fake.container.key };
    const { version } = await open().register(candidate(await sampleModel("one")));
    expect(await open().fetch(version)).toMatch(/./);
    const said = deps.log.lines.join("\n");
    expect(said).toMatch(/notice: Azure ML: the secret of datastore workspaceblobstore is used/);
    expect(said).not.toContain("sig=");
    expect(deps.secrets.redact(fake.container.key)).toBe("***");
  });

  it("without a right to the data takes a signature that the datastore keeps, too", async () => {
    const { fake, open } = await azureUnderTest();
    const fields = { sp: "rcwdl", se: "2026-03-01T00:00:00Z", spr: "https", sv: "2024-11-04", sr: "c" };
    const sasToken = `?${new URLSearchParams({ ...fields, sig: fake.container.signature(fields) })}`;
    fake.identity.rights = "no-data";
    fake.manager.secret = { secretsType: "Sas", sasToken };
    expect(await open().register(candidate(await sampleModel("one")))).toMatchObject({ created: true });
  });

  it("without any names the role that is missing", async () => {
    const { fake, open } = await azureUnderTest();
    const model = await sampleModel("one");
    fake.identity.rights = "no-secrets";
    expect(await failureOf(open().list("mail"))).toMatchObject({
      code: "azure-ml-forbidden",
      status: 403,
      retryable: false,
      hint: expect.stringContaining("Storage Blob Data Contributor"),
    });
    fake.identity.rights = "read";
    expect(await open().list("mail")).toEqual([]);
    expect(await failureOf(open().register(candidate(model)))).toMatchObject({ code: "azure-ml-forbidden" });
    fake.identity.rights = "all";
    fake.fault = ({ method, url }) =>
      method === "PUT" && url.pathname.endsWith("/versions/1.0.0")
        ? { status: 403, body: '{"error":{"code":"AuthorizationFailed","message":"no action models/versions/write"}}' }
        : undefined;
    expect(await failureOf(open().register(candidate(model)))).toMatchObject({
      code: "azure-ml-forbidden",
      hint: expect.stringContaining("AzureML Data Scientist"),
    });
    // what was agreed is ended by the next run, without a byte
    fake.fault = () => undefined;
    expect(await open().register(candidate(model))).toMatchObject({ created: false, version: { version: "1.0.0" } });
  });
});

describe("Azure ML refuses", () => {
  it("names by its own rule, before anything is sent", async () => {
    const { fake, open } = await azureUnderTest();
    const model = await sampleModel("one");
    const failed = await failureOf(open().register({ ...candidate(model), name: "mail.v2" }));
    expect(failed).toMatchObject({ code: "bad-name", message: expect.stringContaining("at Azure ML") });
    expect(await failureOf(open().setAlias("mail", "latest", "1.0.0", undefined))).toMatchObject({ code: "bad-alias" });
    expect(fake.calls).toEqual([]);
  });

  it("to remove what is deployed, and the version is whole afterwards", async () => {
    const { fake, open } = await azureUnderTest();
    const { version } = await open().register(candidate(await sampleModel("one")));
    fake.manager.deployed.add("mail:1.0.0");
    expect(await failureOf(open().remove(version))).toMatchObject({ code: "version-in-use" });
    expect(await open().list("mail")).toHaveLength(1);
    expect(await open().fetch(version)).toMatch(/./);
    fake.manager.deployed.clear();
    await open().remove(version);
    expect(await open().list("mail")).toEqual([]);
  });

  it("when its quota is reached, and goes on when there is room", async () => {
    const { fake, open } = await azureUnderTest();
    const model = await sampleModel("one");
    fake.manager.quota = 0;
    expect(await failureOf(open().register(candidate(model)))).toMatchObject({
      code: "azure-ml-quota",
      retryable: false,
      hint: expect.stringContaining("quotas of Azure ML"),
    });
    expect(await open().list("mail")).toEqual([]);
    fake.manager.quota = 10;
    expect(await open().register(candidate(model))).toMatchObject({ version: { version: "1.0.0" } });
  });

  it("when the storage account has no room, whatever was written, and goes on when there is some", async () => {
    const refusals = [
      { status: 409, code: "AccountStorageLimitExceeded" },
      { status: 403, code: "QuotaExceeded" },
      { status: 507, code: "InsufficientStorage" },
    ];
    for (const { status, code } of refusals) {
      for (const written of [/\/files\//, /registry\.json$/]) {
        const { fake, open, orphans } = await azureUnderTest();
        const model = await sampleModel("one");
        const body = `<?xml version="1.0"?><Error><Code>${code}</Code><Message>no room</Message></Error>`;
        let refused = 0;
        fake.fault = ({ method, url }) => {
          if (method !== "PUT" || !written.test(url.pathname)) return undefined;
          refused += 1;
          return { status, body, headers: { "x-ms-error-code": code } };
        };
        expect(await failureOf(open().register(candidate(model))), `${status} ${written}`).toMatchObject({
          code: "azure-ml-quota",
          retryable: false,
          status,
          hint: expect.stringContaining("Azure Blob Storage"),
        });
        // each file at once on its way, the record once
        expect(refused).toBeLessThanOrEqual(3);
        fake.fault = () => undefined;
        expect(await open().register(candidate(model))).toMatchObject({ version: { version: "1.0.0" } });
        expect(await orphans()).toEqual([]);
      }
    }
  });

  it("nothing of a number that another tool took: the next one is given", async () => {
    const { fake, open } = await azureUnderTest();
    const theirs = { modelUri: "azureml://theirs", properties: {}, tags: {} };
    const versions = new Map([["1.0.0", theirs]]);
    fake.manager.models.set("mail", { tags: { owner: "them" }, properties: {}, versions });
    const seen = { version: "1.0.0", digest: null, aliases: [], foreign: true };
    expect(await open().watch?.("mail")).toEqual([seen]);
    const { version } = await open().register(candidate(await sampleModel("one")));
    expect(version.version).toBe("1.1.0");
    expect(await open().watch?.("mail")).toEqual([version, seen]);
    await open().setAlias("mail", "champion", "1.1.0", undefined);
    expect(fake.manager.models.get("mail")?.tags).toEqual({ owner: "them", "alias.champion": "1.1.0" });
    expect(await open().list("mail")).toHaveLength(1);
  });

  it("or is something else, or has lost its container or workspace: never an empty registry", async () => {
    const { fake, open, openWith } = await azureUnderTest();
    fake.fault = ({ url }) =>
      url.pathname.startsWith("/subscriptions/") ? { status: 200, body: "<html>Sign in</html>" } : undefined;
    expect(await failureOf(open().list("mail"))).toMatchObject({ code: "azure-ml-not-there" });
    fake.fault = () => undefined;
    fake.container.exists = false;
    expect(await failureOf(open().list("mail"))).toMatchObject({ code: "azure-ml-no-container" });
    fake.container.exists = true;
    await open().register(candidate(await sampleModel("one")));
    const elsewhere = openWith({ config: { workspace: "not-there" } });
    expect(await failureOf(elsewhere.list("mail"))).toMatchObject({ code: "azure-ml-refused", status: 404 });
    fake.manager.datastoreType = "AzureFile";
    expect(await failureOf(open().list("mail"))).toMatchObject({ code: "azure-ml-no-blobs" });
  });

  it("to hide a version that was removed there by hand behind an alias, and the same files heal it", async () => {
    const { fake, open } = await azureUnderTest();
    const model = await sampleModel("one");
    await open().register(candidate(model));
    await open().setAlias("mail", "champion", "1.0.0", undefined);
    fake.manager.models.get("mail")?.versions.delete("1.0.0");
    expect(await open().list("mail")).toEqual([]);
    expect(await failureOf(open().find("mail@champion"))).toMatchObject({ code: "registry-corrupt" });
    expect(await open().register(candidate(model))).toMatchObject({ created: false });
    expect((await open().find("mail@champion"))?.version).toBe("1.0.0");
  });
});

describe("an address at Azure ML", () => {
  const subscription = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee";
  it("is Azure ML's own, or of variables", () => {
    const uri = `azureml://subscriptions/${subscription}/resourcegroups/g/workspaces/work`;
    const found = { subscription, resourceGroup: "g", workspace: "work" };
    expect(azureMlAddress(uri, fakeEnvironment({}))).toEqual({
      ...found,
      datastore: "workspaceblobstore",
      prefix: "genai-mlops/",
    });
    expect(azureMlAddress(`${uri}/datastores/d/paths/a/b/`, fakeEnvironment({}))).toMatchObject({
      datastore: "d",
      prefix: "a/b/",
    });
    const variables = {
      AZURE_SUBSCRIPTION_ID: subscription,
      AZURE_RESOURCE_GROUP: "g",
      AZUREML_WORKSPACE_NAME: "work",
    };
    expect(azureMlAddress(undefined, fakeEnvironment(variables))).toMatchObject(found);
  });

  it("is refused with all that is wrong", () => {
    expect(() => azureMlAddress(undefined, fakeEnvironment({}))).toThrow(
      /AZURE_SUBSCRIPTION_ID[\s\S]*AZURE_RESOURCE_GROUP[\s\S]*AZUREML_WORKSPACE_NAME/,
    );
    for (const bad of [
      "https://x",
      `azureml://subscriptions/${subscription}/resourcegroups/g/workspaces/w1/datastores/d/paths/../x`,
    ])
      expect(() => azureMlAddress(bad, fakeEnvironment({}))).toThrow(/registry-uri/);
  });
});
