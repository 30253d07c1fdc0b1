export const id = 314;
export const ids = [314];
export const modules = {

/***/ 60314:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  azureMlRegistry: () => (/* binding */ azureMlRegistry)
});

// EXTERNAL MODULE: ./build/packages/registry/src/bucket/index.js + 13 modules
var bucket = __webpack_require__(89157);
// EXTERNAL MODULE: ./build/packages/registry/src/cloud/client.js
var client = __webpack_require__(16666);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 9 modules
var schemas = __webpack_require__(27597);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/coerce.js
var coerce = __webpack_require__(49567);
// EXTERNAL MODULE: ./build/packages/contracts/src/index.js + 27 modules
var src = __webpack_require__(58639);
// EXTERNAL MODULE: ./build/packages/platform/src/index.js + 31 modules
var platform_src = __webpack_require__(86111);
;// CONCATENATED MODULE: ./build/packages/registry/src/providers/azure-ml/entra.js



const provider = "azure-ml";
const answerSchema = schemas/* object */.Ikc({ access_token: schemas/* string */.YjP().min(1), expires_in: coerce/* number */.ai() });
const refusedSchema = schemas/* object */.Ikc({ error: schemas/* string */.YjP(), error_description: schemas/* string */.YjP().default("") });
const commandSchema = schemas/* object */.Ikc({ accessToken: schemas/* string */.YjP().min(1), expires_on: coerce/* number */.ai() });
/**
 * Tokens of Microsoft Entra, one a scope, renewed before they end. Federation first, since it keeps no secret: a token file
 * (AZURE_FEDERATED_TOKEN_FILE), GitHub's identity token; then what azure/login left to the az command; a client's secret
 * last, with a notice.
 */
function entraTokens(ports, login) {
    const tokens = new Map();
    return (scope) => {
        const token = tokens.get(scope) ?? (0,platform_src/* renewedToken */._m)(ports.clock, () => fetchToken(ports, login, scope));
        tokens.set(scope, token);
        return token;
    };
}
async function fetchToken(ports, login, scope) {
    const { environment, files, secrets } = ports;
    const client = environment.get("AZURE_CLIENT_ID");
    const tenant = environment.get("AZURE_TENANT_ID");
    const secret = environment.get("AZURE_CLIENT_SECRET");
    if (client && tenant && !/^[\w.-]+$/.test(tenant))
        throw failed("AZURE_TENANT_ID is no tenant");
    if (client && tenant) {
        const file = environment.get("AZURE_FEDERATED_TOKEN_FILE");
        const assertion = file
            ? (await files.readText(file)).trim()
            : await (0,platform_src/* githubIdentityToken */.f7)(ports, "api://AzureADTokenExchange");
        if (assertion) {
            secrets.mask(assertion);
            const type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
            const form = { client_assertion_type: type, client_assertion: assertion };
            return await byClient(ports, `${login}/${tenant}`, { client_id: client, scope, ...form });
        }
    }
    if ((await ports.exec.which("az")) !== undefined) {
        const token = await byCommand(ports, scope);
        if (token)
            return token;
    }
    if (client && tenant && secret) {
        secrets.mask(secret);
        ports.log.notice("Azure: a client's secret is used; a federated credential for this repository needs none");
        return await byClient(ports, `${login}/${tenant}`, { client_id: client, scope, client_secret: secret });
    }
    throw new src/* InputError */.dz([
        {
            where: provider,
            problem: "there is no access to Azure",
            mend: "set AZURE_CLIENT_ID and AZURE_TENANT_ID with permissions: id-token: write, or run azure/login before",
        },
    ], "no-key");
}
/** RFC 6749 section 4.4, with RFC 7523's assertion in the place of a secret. */
async function byClient({ http, clock, secrets }, authority, form) {
    const response = await http.send({
        method: "POST",
        url: `${authority}/oauth2/v2.0/token`,
        headers: { "content-type": "application/x-www-form-urlencoded" },
        body: new URLSearchParams({ grant_type: "client_credentials", ...form }).toString(),
    });
    const said = await response.json().catch(() => undefined);
    const answer = answerSchema.safeParse(said);
    if (response.status === 200 && answer.success) {
        secrets.mask(answer.data.access_token);
        return { value: answer.data.access_token, endsAt: clock.now() + answer.data.expires_in * 1000 };
    }
    const refused = refusedSchema.safeParse(said).data;
    const why = refused ? `${refused.error}: ${secrets.redact(refused.error_description).slice(0, 400)}` : "";
    throw failed(`Microsoft Entra gave no token: HTTP ${response.status} ${why}`.trim(), response.status);
}
async function byCommand({ exec, secrets }, scope) {
    const { exitCode, stdout } = await exec.run("az", ["account", "get-access-token", "--scope", scope, "-o", "json"]);
    if (exitCode !== 0)
        return undefined;
    let said;
    try {
        said = JSON.parse(stdout);
    }
    catch {
        return undefined;
    }
    const token = commandSchema.safeParse(said).data;
    if (!token)
        return undefined;
    secrets.mask(token.accessToken);
    return { value: token.accessToken, endsAt: token.expires_on * 1000 };
}
const failed = (message, status) => new src/* ToolkitError */.h4({
    code: "azure-ml-unauthorized",
    provider,
    status,
    retryable: status === 429 || (status ?? 0) >= 500,
    message,
    hint: "the app needs a federated credential for this repository and branch or environment, with the audience api://AzureADTokenExchange",
});

;// CONCATENATED MODULE: ./build/packages/registry/src/providers/azure-ml/azure.js



/** Of `@azure/arm-machinelearning` 2.1.1. */
const apiVersion = "2022-10-01";
const blobVersion = "2024-11-04";
const unauthorizedHint = "log in by azure/login before, or set AZURE_CLIENT_ID and AZURE_TENANT_ID with id-token: write";
/** Resource management and blob storage, each with its own token. */
function azure(ports, config) {
    const { subscription, resourceGroup, workspace: name, origins = {} } = config;
    const tokens = entraTokens(ports, origins.login ?? "https://login.microsoftonline.com");
    const management = origins.management ?? "https://management.azure.com";
    const workspace = `/subscriptions/${subscription}/resourceGroups/${resourceGroup}/providers/Microsoft.MachineLearningServices/workspaces/${name}`;
    return {
        management: (0,client/* cloudClient */.h)(ports, {
            provider: provider,
            vendor: "Azure ML",
            unauthorizedHint,
            forbiddenHint: `grant the identity the role AzureML Data Scientist on the workspace ${name}`,
            addressHint: "check registry-uri, and whether the runner reaches management.azure.com",
            token: tokens(`${management}/.default`),
        }),
        blobs: (0,client/* cloudClient */.h)(ports, {
            provider: provider,
            vendor: "Azure Blob Storage",
            unauthorizedHint,
            forbiddenHint: `grant the identity the role Storage Blob Data Contributor on the storage account of the workspace ${name}`,
            addressHint: "check whether the runner reaches the storage account of the workspace: it may have a firewall",
            token: tokens("https://storage.azure.com/.default"),
            headers: () => ({ "x-ms-version": blobVersion, "x-ms-date": new Date(ports.clock.now()).toUTCString() }),
        }),
        origins: { management, blob: origins.blob },
        workspace,
        url: (path, query = {}) => `${management}${workspace}${path}?${new URLSearchParams({ "api-version": apiVersion, ...query })}`,
    };
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./build/packages/registry/src/cloud/blocks.js
var blocks = __webpack_require__(20195);
// EXTERNAL MODULE: ./build/packages/registry/src/cloud/resumed.js
var resumed = __webpack_require__(33280);
;// CONCATENATED MODULE: ./build/packages/registry/src/providers/azure-ml/listing.js


const entities = { lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" };
/** Names in an answer of List Blobs. @throws ToolkitError `azure-ml-not-there` for another document */
function namesIn(xml, what) {
    if (!/<EnumerationResults[\s>]/.test(xml))
        throw new src/* ToolkitError */.h4({ code: "azure-ml-not-there", provider: provider, message: `${what}: the answer lists no blobs` });
    const names = [...xml.matchAll(/<Blob>\s*<Name( Encoded="true")?>([^<]*)<\/Name>/g)].map(([, encoded, text = ""]) => encoded ? decodeURIComponent(text) : plain(text));
    const next = /<NextMarker>([^<]+)<\/NextMarker>/.exec(xml)?.[1];
    return { names, next: next === undefined ? undefined : plain(next) };
}
const plain = (text) => text.replace(/&(?:#(\d+)|#x([0-9a-fA-F]+)|(\w+));/g, (whole, decimal, hex, name) => decimal !== undefined
    ? String.fromCodePoint(Number(decimal))
    : hex !== undefined
        ? String.fromCodePoint(Number.parseInt(hex, 16))
        : (entities[name ?? ""] ?? whole));

;// CONCATENATED MODULE: ./build/packages/registry/src/providers/azure-ml/blobs.js







/** A blob has at most so many blocks. */
const mostBlocks = 50_000;
/** Blobs of a datastore's container. A condition is an ETag; the MD5 of what arrived is checked by the service. */
function blobStorage(ports, azure, container, { address: root, prefix, blockBytes }) {
    const pathOf = (key) => `/${(prefix + key).split("/").map(encodeURIComponent).join("/")}`;
    const address = (key) => `${root}${prefix}${key}`;
    const md5 = (content) => (0,external_node_crypto_.createHash)("md5").update(content).digest("base64");
    async function write(key, content, condition) {
        const match = condition
            ? "tag" in condition
                ? { "if-match": condition.tag }
                : { "if-none-match": "*" }
            : {};
        return await container.send({
            method: "PUT",
            path: pathOf(key),
            headers: {
                "content-type": "application/octet-stream",
                "x-ms-blob-type": "BlockBlob",
                "content-md5": md5(content),
                ...match,
            },
            body: content,
            timeoutMs: (0,client/* patience */._)(content.length),
            what: `write ${address(key)}`,
            expects: condition ? [409, 412] : [],
        });
    }
    async function sendBlocks(key, source) {
        const size = Math.max(blockBytes, Math.ceil(source.bytes / mostBlocks));
        // ids of one blob have one length; those of another attempt are not ours
        const attempt = ports.random.uuid();
        const ids = [];
        const path = pathOf(key);
        const whole = (0,external_node_crypto_.createHash)("md5");
        for await (const { block } of (0,blocks/* blocksOf */.S)(source, size)) {
            whole.update(block);
            const id = Buffer.from(`${attempt}-${String(ids.length).padStart(6, "0")}`).toString("base64");
            const response = await container.send({
                method: "PUT",
                path,
                query: { comp: "block", blockid: id },
                headers: { "content-md5": md5(block) },
                body: block,
                timeoutMs: (0,client/* patience */._)(block.length),
                what: `upload ${address(key)}`,
            });
            await response.text();
            ids.push(id);
        }
        const list = ids.map((id) => `<Latest>${id}</Latest>`).join("");
        const response = await container.send({
            method: "PUT",
            path,
            query: { comp: "blocklist" },
            headers: { "content-type": "application/xml", "x-ms-blob-content-md5": whole.digest("base64") },
            body: `<?xml version="1.0" encoding="utf-8"?><BlockList>${list}</BlockList>`,
            what: `upload ${address(key)}`,
        });
        await response.text();
    }
    const reading = {
        ...azure.blobs,
        send: ({ url, ...request }) => container.send({ ...request, path: url }),
    };
    const store = {
        address,
        async get(key) {
            const response = await container.send({ path: pathOf(key), what: `read ${address(key)}`, expects: [404] });
            const chunks = [];
            for await (const chunk of response.body)
                chunks.push(chunk);
            const content = Buffer.concat(chunks);
            if (response.status !== 404)
                return { content, tag: response.headers.get("etag") ?? "" };
            requireContainerThere(response, address(key));
            return undefined;
        },
        async put(key, content, condition) {
            const response = await write(key, content, condition);
            const text = await response.text();
            if (response.status !== 409 && response.status !== 412)
                return true;
            if (!/BlobAlreadyExists|ConditionNotMet/.test(response.headers.get("x-ms-error-code") ?? text)) {
                const said = ports.secrets.redact(text.replace(/<[^>]*>/g, " ")).slice(0, 300);
                const message = `write ${address(key)}: HTTP ${response.status}: ${said}`;
                throw new src/* ToolkitError */.h4({ code: "azure-ml-refused", provider: provider, status: response.status, message });
            }
            // our own writing whose answer was lost
            const there = await store.get(key);
            return there !== undefined && Buffer.from(content).equals(there.content);
        },
        async upload(key, source) {
            if (source.bytes > blockBytes)
                return await sendBlocks(key, source);
            for await (const { block } of (0,blocks/* blocksOf */.S)(source, blockBytes))
                await (await write(key, block)).text();
        },
        read(key) {
            const message = `there is no ${address(key)}`;
            const missing = new src/* ToolkitError */.h4({ code: "object-missing", provider: provider, status: 404, message });
            return (0,resumed/* resumed */.u)(ports, reading, { url: pathOf(key), what: `read ${address(key)}` }, missing);
        },
        async *list(below) {
            for (let marker = ""; marker !== undefined;) {
                const query = { restype: "container", comp: "list", prefix: prefix + below, ...(marker && { marker }) };
                const what = `list ${address(below)}`;
                const response = await container.send({ path: "", query, what, expects: [404] });
                if (response.status === 404)
                    requireContainerThere(response, address(below));
                const page = namesIn(await response.text(), what);
                for (const name of page.names)
                    yield name.slice(prefix.length);
                marker = page.next;
            }
        },
        async remove(key) {
            const headers = { "x-ms-delete-snapshots": "include" };
            const what = `delete ${address(key)}`;
            const response = await container.send({ method: "DELETE", path: pathOf(key), headers, what, expects: [404] });
            await response.text();
        },
        now: azure.blobs.now,
    };
    return store;
}
/** No blob and no container are both 404: a container that is not there must not look like an empty registry. */
function requireContainerThere({ headers, status }, address) {
    if (headers.get("x-ms-error-code") === "BlobNotFound")
        return;
    throw new src/* ToolkitError */.h4({
        code: "azure-ml-no-container",
        provider: provider,
        status,
        message: `${address}: the container of the datastore is not there`,
        hint: "restore it, or name another datastore in registry-uri",
    });
}

// EXTERNAL MODULE: ./build/packages/registry/src/cloud/refusal.js
var refusal = __webpack_require__(473);
;// CONCATENATED MODULE: ./build/packages/registry/src/providers/azure-ml/container.js






const blobDatastoreSchema = schemas/* object */.Ikc({
    datastoreType: schemas/* literal */.euz("AzureBlob"),
    accountName: schemas/* string */.YjP().regex(/^[a-z0-9]{3,24}$/),
    containerName: schemas/* string */.YjP().regex(/^[a-z0-9-]{3,63}$/),
    endpoint: schemas/* string */.YjP()
        .regex(/^[a-z0-9.-]+$/)
        .nullish(),
    protocol: schemas/* literal */.euz("https").nullish(),
});
const datastoreSchema = schemas/* object */.Ikc({ properties: schemas/* looseObject */._H3({ datastoreType: schemas/* string */.YjP() }) });
const secretsSchema = schemas/* discriminatedUnion */.gMt("secretsType", [
    schemas/* object */.Ikc({ secretsType: schemas/* literal */.euz("Sas"), sasToken: schemas/* string */.YjP().min(1) }),
    schemas/* object */.Ikc({ secretsType: schemas/* literal */.euz("AccountKey"), key: schemas/* string */.YjP().min(1) }),
]);
/**
 * Calls go with the identity's own token. Where that has no right to the data, the datastore's secret is asked for once
 * (which needs a right at Azure ML only) and signs the addresses instead: with a notice, because it is a key.
 */
function containerOf(ports, azure, datastore) {
    let place;
    let signing = false;
    const signature = (0,platform_src/* renewedToken */._m)(ports.clock, async () => signatureOf(ports, azure, datastore, await where()));
    async function where() {
        place ??= placeOf(azure, datastore);
        try {
            return await place;
        }
        catch (error) {
            place = undefined;
            throw error;
        }
    }
    async function address(path, query, signed) {
        const { base } = await where();
        const sas = signed ? await signature.current() : "";
        return `${base}${path}?${[new URLSearchParams(query).toString(), sas].filter(Boolean).join("&")}`;
    }
    return {
        async send({ path, query = {}, ...request }) {
            const once = async (signed) => await azure.blobs.send({ ...request, url: await address(path, query, signed), signed });
            try {
                return await once(signing);
            }
            catch (error) {
                const noRight = (0,refusal/* isRefusal */.vu)(error, "AuthorizationPermissionMismatch", "AuthorizationFailure");
                if (signing || !noRight)
                    throw error;
                // it may have no secret, or we no right to it either: then the role that is missing is the news
                const signed = await signature.current().catch(() => undefined);
                if (signed === undefined)
                    throw error;
                signing = true;
                ports.log.notice(`Azure ML: the secret of datastore ${datastore} is used; the role Storage Blob Data Contributor needs none`);
                return await once(true);
            }
        },
    };
}
async function placeOf(azure, datastore) {
    const what = `read the datastore ${datastore}`;
    const url = azure.url(`/datastores/${encodeURIComponent(datastore)}`);
    const { properties } = await azure.management.json({ url, what }, datastoreSchema);
    const blobs = blobDatastoreSchema.safeParse(properties);
    if (!blobs.success)
        throw new src/* ToolkitError */.h4({
            code: "azure-ml-no-blobs",
            provider: provider,
            message: `the datastore ${datastore} is of type ${properties.datastoreType}, and no container of blobs over https`,
            hint: "name one of type AzureBlob in registry-uri: …/datastores/<name>",
        });
    const { accountName: account, containerName: container, endpoint } = blobs.data;
    const origin = azure.origins.blob ?? `https://${account}.blob.${endpoint ?? "core.windows.net"}`;
    return { base: `${origin}/${container}`, account, container };
}
async function signatureOf(ports, azure, datastore, place) {
    const request = {
        method: "POST",
        url: azure.url(`/datastores/${encodeURIComponent(datastore)}/listSecrets`),
        what: `read the secret of the datastore ${datastore}`,
    };
    const secret = await azure.management.json(request, secretsSchema);
    if (secret.secretsType === "AccountKey") {
        ports.secrets.mask(secret.key);
        return signed(ports, secret.key, place);
    }
    const value = secret.sasToken.replace(/^\?/, "");
    ports.secrets.mask(value);
    const ends = Date.parse(new URLSearchParams(value).get("se") ?? "");
    return { value, endsAt: Number.isNaN(ends) ? ports.clock.now() + 3_600_000 : ends };
}
const hours = 6;
/** A service SAS of the container: "Create a service SAS", version 2020-12-06 and later. */
function signed({ clock, secrets }, key, { account, container }) {
    const endsAt = clock.now() + hours * 3_600_000;
    const expiry = (0,platform_src/* isoTime */.Ly)({ ...clock, now: () => endsAt });
    const fields = { sp: "rcwdl", se: expiry, spr: "https,http", sv: "2024-11-04", sr: "c" };
    const toSign = [
        fields.sp,
        "",
        fields.se,
        `/blob/${account}/${container}`,
        "",
        "",
        fields.spr,
        fields.sv,
        fields.sr,
        ...Array.from({ length: 7 }, () => ""),
    ].join("\n");
    const sig = (0,external_node_crypto_.createHmac)("sha256", Buffer.from(key, "base64")).update(toSign, "utf8").digest("base64");
    const value = new URLSearchParams({ ...fields, sig }).toString();
    secrets.mask(sig);
    secrets.mask(value);
    return { value, endsAt };
}

// EXTERNAL MODULE: ./build/packages/registry/src/version.js
var version = __webpack_require__(43819);
;// CONCATENATED MODULE: ./build/packages/registry/src/providers/azure-ml/names.js


/** Azure ML's pattern is `^[a-zA-Z0-9][a-zA-Z0-9\-_]{0,254}$`; our own rule has no capitals. @throws InputError `bad-name` */
function requireModelName(name) {
    if (/^[a-z0-9][a-z0-9_-]{0,127}$/.test(name))
        return name;
    const legal = "at Azure ML: small letters, digits, _ -, at most 128, first a letter or digit; no dots";
    throw new src/* InputError */.dz([{ where: "name", problem: `"${name}" is no model name`, legal }], "bad-name");
}
/** @throws InputError `bad-alias`, also for the label that Azure ML moves by itself */
function requireModelAlias(wanted) {
    const alias = (0,version/* requireAlias */.ye)(wanted);
    if (alias !== "latest")
        return alias;
    const legal = "small letters, digits, _ -; Azure ML keeps latest for itself";
    throw new src/* InputError */.dz([{ where: "alias", problem: '"latest" is no alias', legal }], "bad-alias");
}

;// CONCATENATED MODULE: ./build/packages/registry/src/providers/azure-ml/models.js






const texts = schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* string */.YjP())
    .nullish()
    .transform((found) => found ?? {});
const versionSchema = schemas/* object */.Ikc({ name: schemas/* string */.YjP(), properties: schemas/* object */.Ikc({ properties: texts, tags: texts }) });
const versionsSchema = schemas/* object */.Ikc({ value: schemas/* array */.YOg(versionSchema).default([]), nextLink: schemas/* string */.YjP().nullish() });
const containerSchema = schemas/* object */.Ikc({
    properties: schemas/* looseObject */._H3({ description: schemas/* string */.YjP().nullish(), tags: texts, properties: texts }),
});
/** Of a version: a property stays for ever, a tag may be changed by people. */
const uploadProperty = "genai-mlops.upload";
const aliasTag = (alias) => `alias.${alias}`;
/**
 * The model registry of an Azure ML workspace. A version there has our number; its properties say which upload it shows.
 * Aliases are no thing of Azure ML's: the record has them, and tags of the model show them (written as a whole, without a
 * condition, since resource management knows none there: a reader of tags may see a moment's old state, our readers not).
 */
function azureMlModels(azure, config) {
    const { management, url } = azure;
    const model = (name) => `/models/${name}`;
    const versionPath = (name, version) => `${model(name)}/versions/${version}`;
    const json = { "content-type": "application/json" };
    async function versionsOf(name) {
        const what = `list versions of ${name}`;
        const found = [];
        let next = url(`${model(name)}/versions`, { listViewType: "All" });
        while (next !== undefined) {
            const page = await unlessAbsent(management.json({ url: next, what }, versionsSchema));
            found.push(...(page?.value ?? []));
            next = page?.nextLink ? sameOrigin(page.nextLink, azure.origins.management, what) : undefined;
        }
        return found;
    }
    async function publish(name, { upload, version, digest, files, metadata }) {
        const properties = {
            description: `${name} ${version}, fine-tuned of ${metadata.base_model}`,
            modelType: "custom_model",
            modelUri: files,
            properties: { [uploadProperty]: upload, "genai-mlops.digest": digest },
            tags: {
                version,
                digest,
                base_model: metadata.base_model.slice(0, 256),
                ...(metadata.git_commit !== null && { git_commit: metadata.git_commit }),
            },
        };
        const what = `register ${name} ${version} at Azure ML`;
        const made = await management.json({
            method: "PUT",
            url: url(versionPath(name, version)),
            headers: json,
            body: JSON.stringify({ properties }),
            what,
        }, versionSchema);
        if (made.properties.properties[uploadProperty] === upload)
            return version;
        throw new src/* ToolkitError */.h4({
            code: "foreign-version",
            provider: provider,
            message: `${what}: another tool has a version ${version} there`,
            hint: "remove that version at Azure ML, or register under another name",
        });
    }
    return {
        provider: provider,
        vendor: "Azure ML",
        hasAliases: false,
        requireName: requireModelName,
        requireAlias: requireModelAlias,
        requireReady: () => { },
        uri: (name, place) => `azureml://subscriptions/${config.subscription}/resourcegroups/${config.resourceGroup}/workspaces/${config.workspace}/models/${name}/versions/${place}`,
        taken: (versions) => versions.filter(({ place, upload }) => !upload && (0,version/* versionNumbers */.ni)(place)).map(({ place }) => place),
        async versions(name) {
            return (await versionsOf(name)).map((one) => ({
                place: one.name,
                upload: one.properties.properties[uploadProperty],
                aliases: [],
            }));
        },
        publish,
        async withdraw(name, place) {
            const what = `delete ${name} ${place} at Azure ML`;
            try {
                const response = await management.send({ method: "DELETE", url: url(versionPath(name, place)), what });
                await response.text();
            }
            catch (error) {
                if (isAbsent(error))
                    return;
                if (!(error instanceof src/* ToolkitError */.h4) || !/deployed|in use|deployment/i.test(error.message))
                    throw error;
                const message = `${name} ${place} is in use at Azure ML: ${error.message}`;
                throw new src/* ToolkitError */.h4({ code: "version-in-use", provider: provider, message, hint: "undeploy it first", cause: error });
            }
        },
        async showAlias(name, _alias, _place, all) {
            const what = `show the aliases of ${name} at Azure ML`;
            const { properties } = await management.json({ url: url(model(name)), what }, containerSchema);
            const { description, tags: before } = properties;
            const others = Object.entries(before).filter(([tag]) => !tag.startsWith(aliasTag("")));
            const aliases = [...all].map(([alias, version]) => [aliasTag(alias), version]);
            const tags = Object.fromEntries([...others, ...aliases]);
            const changed = { ...(description && { description }), properties: properties.properties, tags };
            const body = JSON.stringify({ properties: changed });
            await management.json({ method: "PUT", url: url(model(name)), headers: json, body, what }, containerSchema);
        },
    };
}
/** Azure names what is missing in many ways; with 404 and a code of its own, all mean that it is gone. */
const isAbsent = (error) => error instanceof src/* ToolkitError */.h4 && error.status === 404 && error.code === "azure-ml-refused" && !isScope(error);
/** A workspace or group that is not there must not look like an empty registry. */
const isScope = (error) => (0,refusal/* isRefusal */.vu)(error, "ResourceGroupNotFound", "SubscriptionNotFound", "ParentResourceNotFound", "WorkspaceNotFound") ||
    ((0,refusal/* isRefusal */.vu)(error, "ResourceNotFound") && !/\/models\//.test(error.message));
async function unlessAbsent(work) {
    try {
        return await work;
    }
    catch (error) {
        if (isAbsent(error))
            return undefined;
        throw error;
    }
}
/** The token goes to nobody else. */
function sameOrigin(link, origin, what) {
    if (URL.canParse(link) && new URL(link).origin === new URL(origin).origin)
        return link;
    throw new src/* ToolkitError */.h4({ code: "azure-ml-not-there", provider: provider, message: `${what}: the next page is elsewhere` });
}

;// CONCATENATED MODULE: ./build/packages/registry/src/providers/azure-ml/index.js





/**
 * Models in the registry of an Azure ML workspace, their bytes in one of its blob datastores. `../../bucket` says how
 * writers agree.
 */
function azureMlRegistry(ports, config) {
    const services = azure(ports, config);
    const { subscription, resourceGroup, workspace, datastore, prefix, blockBytes = 8 * 1024 * 1024 } = config;
    const address = `azureml://subscriptions/${subscription}/resourcegroups/${resourceGroup}/workspaces/${workspace}/datastores/${datastore}/paths/`;
    const container = containerOf(ports, services, datastore);
    const store = blobStorage(ports, services, container, { address, prefix, blockBytes });
    return (0,bucket/* bucketRegistry */.e)(ports, store, azureMlModels(services, config), config);
}


/***/ }),

/***/ 49567:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   ai: () => (/* binding */ number)
/* harmony export */ });
/* unused harmony exports string, boolean, bigint, date */
/* harmony import */ var _core_index_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(43759);
/* harmony import */ var _schemas_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(27597);


function string(params) {
    return core._coercedString(schemas.ZodString, params);
}
function number(params) {
    return _core_index_js__WEBPACK_IMPORTED_MODULE_0__/* ._coercedNumber */ .qG(_schemas_js__WEBPACK_IMPORTED_MODULE_1__/* .ZodNumber */ .rSt, params);
}
function boolean(params) {
    return core._coercedBoolean(schemas.ZodBoolean, params);
}
function bigint(params) {
    return core._coercedBigint(schemas.ZodBigInt, params);
}
function date(params) {
    return core._coercedDate(schemas.ZodDate, params);
}


/***/ })

};
