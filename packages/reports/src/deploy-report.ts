import type { Deployment, Language } from "#contracts";
import { deployText, numbersIn } from "#messages";
import { type Block, callout, code, type Document, heading, list, table } from "./document.ts";

export type DeployEvent = "deploy" | "promote" | "rollback";

/** What deploy, promote and rollback say of an endpoint. */
export function deployReport(
  event: DeployEvent,
  deployment: Deployment,
  language: Language,
  more: {
    forced?: string | undefined;
    evidence?: readonly string[];
    manifest?: string | undefined;
    /** When the bake is over, in ISO 8601; empty or absent where nothing bakes. */
    bakeEnds?: string;
    /** How far it is, of a deployment that nobody waits for. */
    underWay?: string;
  } = {},
): Document {
  const text = deployText[language];
  const { baseline, canary } = deployment.variants;
  const written = more.manifest && text.manifestWritten((canary ?? baseline).modelRef, more.manifest);
  const { pending } = deployment;
  const { underWay } = more;
  const isNothing = pending?.isFirst === true;
  const blocks =
    underWay !== undefined && pending
      ? [callout("note", text.underWay(pending.modelRef, pending.since, underWay)), callout("note", text.collectIt)]
      : [callout(event === "rollback" ? "warn" : "good", written || lineOf(event, deployment, language))];
  if (written) blocks.push(callout("note", text.manifestNext));
  else if (event === "deploy" && underWay === undefined) blocks.push(callout("note", placeOf(deployment, language)));
  if (more.bakeEnds) blocks.push(callout("note", text.bakes(more.bakeEnds)));
  if (more.forced) blocks.push(callout("bad", text.forced(more.forced)));
  blocks.push(
    table(
      [text.field, text.value],
      [
        [text.fields.endpoint, deployment.url],
        ...(deployment.hosting ? [[text.fields.hosting, text.hosting[deployment.hosting]]] : []),
        [text.fields.baseline, isNothing ? text.none : `${baseline.modelRef} (${baseline.version})`],
        [text.fields.canary, canary ? `${canary.modelRef} (${canary.version})` : text.none],
        [
          text.fields.previous,
          deployment.previous ? `${deployment.previous.modelRef} (${deployment.previous.version})` : text.none,
        ],
      ],
    ),
  );
  if (more.evidence?.length) blocks.push(heading(text.fields.evidence), list([...more.evidence]));
  if (!isNothing) blocks.push(heading(text.ask), code(askCommand(deployment), "sh"));
  return { language, title: text.titles[event], blocks };
}

/** Where a model stands that was deployed just now. */
function placeOf({ variants, previous, shadow }: Deployment, language: Language): string {
  const text = deployText[language];
  if (shadow !== undefined) return text.standsAsShadow(numbersIn(language).percent(shadow, shadow < 0.1 ? 1 : 0));
  if (variants.canary) return text.standsBeside;
  return previous ? text.tookOver : text.firstDeployment;
}

function lineOf(event: DeployEvent, { variants, previous, history }: Deployment, language: Language): string {
  const text = deployText[language];
  if (event === "deploy") return text.deployed((variants.canary ?? variants.baseline).modelRef);
  if (event === "promote") return text.promoted(variants.baseline.modelRef, previous?.modelRef ?? text.none);
  return history.at(-1)?.event === "rolled-back"
    ? text.rolledBack(variants.baseline.modelRef)
    : text.nothingToRollBack(variants.baseline.modelRef);
}

/** A line that people paste into a shell. */
export function askCommand({ url, endpoint, target, hosting }: Deployment): string {
  const body = JSON.stringify({
    model: endpoint,
    messages: [{ role: "user", content: "Subject: hello" }],
    max_tokens: 16,
  });
  // the request lies in S3 as well
  if (hosting === "async")
    return `aws sagemaker-runtime invoke-endpoint-async --endpoint-name ${endpoint} --content-type application/json --input-location s3://bucket/request.json`;
  const component = hosting === "inference-component" ? ` --inference-component-name ${endpoint}` : "";
  if (target === "sagemaker")
    return `aws sagemaker-runtime invoke-endpoint --endpoint-name ${endpoint}${component} --content-type application/json --cli-binary-format raw-in-base64-out --body '${body}' /dev/stdout`;
  return `curl -s ${url}/chat/completions -H 'content-type: application/json' -d '${body}'`;
}

/** rollback-plan.md: written before any traffic can move. */
export function rollbackPlan(deployment: Deployment, language: Language): Document {
  const { plan } = deployText[language];
  const admin = deployment.url.replace(/\/v1$/, "");
  const { url, modelRef } = deployment.variants.baseline;
  const put = (path: string, body: unknown): string =>
    `curl -fsS -X PUT -H "authorization: Bearer $(cat '${deployment.tokenFile}')" -d '${JSON.stringify(body)}' ${admin}${path}`;
  return {
    language,
    title: plan.title(deployment.endpoint),
    blocks: [
      { kind: "paragraph", text: plan.intro },
      heading(plan.weight),
      code(put("/admin/weights", { canary: 0, leaseSeconds: null }), "sh"),
      heading(plan.detach),
      code(put("/admin/variants", { baseline: { url, modelRef }, canary: null }), "sh"),
      heading(plan.check),
      code(`curl -fsS ${url}/health`, "sh"),
      ...(deployment.haproxy ? socketBlocks(deployment.haproxy.folder, plan) : []),
      { kind: "paragraph", text: plan.record },
    ],
  };
}

/** From within the folder, because a socket's path has to be short; by Python, which every such machine has. */
function socketBlocks(
  folder: string,
  { socketIntro, socket, socketCheck }: { socketIntro: string; socket: string; socketCheck: string },
): Block[] {
  const tell = (command: string): string =>
    [
      `cd '${folder}' && python3 -c 'import socket, sys; s = socket.socket(socket.AF_UNIX); s.settimeout(5);`,
      `s.connect("admin.sock"); s.sendall(sys.argv[1].encode() + b"\\n"); print(s.recv(4096).decode())' '${command}'`,
    ].join(" ");
  return [
    { kind: "paragraph", text: socketIntro },
    heading(socket),
    code(tell("set map routing.map weight 0:0:0"), "sh"),
    heading(socketCheck),
    code(tell("show map routing.map"), "sh"),
  ];
}
