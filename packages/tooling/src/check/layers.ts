/** What each package may import of the others, as DESIGN's table says; the check below holds the code to it. */
export const allowedImports: Record<string, readonly string[]> = {
  contracts: [],
  statistics: ["contracts"],
  messages: ["contracts"],
  evaluation: ["contracts", "statistics"],
  canary: ["contracts", "statistics"],
  reports: ["contracts", "statistics", "messages"],
  infrastructure: ["contracts", "statistics", "messages"],
  platform: ["contracts"],
  datasets: ["contracts", "platform"],
  training: ["contracts", "platform"],
  inference: ["contracts", "platform"],
  registry: ["contracts", "platform", "wandb-ts"],
  tracking: ["contracts", "platform", "wandb-ts"],
  serving: ["contracts", "platform"],
  telemetry: ["contracts", "platform"],
  traces: ["contracts", "platform"],
  forge: ["contracts", "platform"],
  alerts: ["contracts", "platform"],
  state: ["contracts", "platform"],
  router: ["contracts", "platform"],
  "wandb-ts": [],
  "action-kit": ["contracts", "platform", "messages"],
};

/** Packages that hold no side effect at all: not even a type of the platform. */
const pure = new Set(["contracts", "statistics", "messages", "evaluation", "canary", "reports", "infrastructure"]);

/** Node's own modules that any package may use: they compute, they do not reach outside. */
const computing = new Set([
  "node:crypto",
  "node:path",
  "node:util",
  "node:stream",
  "node:zlib",
  "node:string_decoder",
  "node:url",
  "node:buffer",
  "node:vm",
]);

/** Outer things that only the platform may touch. */
const outerThings: [RegExp, string][] = [
  [/\bprocess\.env\b/, "process.env"],
  [/\bDate\.now\(/, "Date.now"],
  [/\bnew Date\(\)/, "new Date()"],
  [/\bMath\.random\(/, "Math.random"],
  // a method that is called so is another thing: its parameters are followed by a type or a body
  [/(^|[^.\w])fetch\((?![^)]*\)\s*[:{])/, "fetch"],
];

/** Files that run as programs of their own, and the packages that are no part of any bundle. */
const ownPlatform =
  /^packages\/(platform|testing|tooling|wandb-ts)\/|\.test\.ts$|^packages\/action-kit\/src\/core-host\.ts$/;

/** The data plane of the router serves HTTP by itself. */
const exceptions: Record<string, readonly string[]> = { router: ["node:http", "node:https", "node:net"] };

export interface Violation {
  file: string;
  line: number;
  problem: string;
}

/** Every import or outer thing that its layer forbids. Paths are relative to the repository, with /. */
export function layerViolations(files: ReadonlyMap<string, string>): Violation[] {
  return [...files].flatMap(([file, content]) =>
    content
      .split("\n")
      .flatMap((line, index) => problemsOfLine(file, line).map((problem) => ({ file, line: index + 1, problem }))),
  );
}

function problemsOfLine(file: string, line: string): string[] {
  const place = placeOf(file);
  if (!place || /^\s*(\/\/|\*|\/\*)/.test(line)) return [];
  const problems = importsIn(line).map((imported) => importProblem(file, place, imported));
  if (!ownPlatform.test(file)) {
    problems.push(
      ...outerThings.filter(([pattern]) => pattern.test(line)).map(([, name]) => `${name} outside packages/platform`),
    );
  }
  return problems.filter((problem) => problem !== undefined);
}

interface Place {
  /** Package name, or `actions`. */
  layer: string;
  test: boolean;
}

function placeOf(file: string): Place | undefined {
  const [, inPackage] = /^packages\/([^/]+)\/src\//.exec(file) ?? [];
  const layer = inPackage ?? (file.startsWith("actions/") ? "actions" : undefined);
  if (!layer || layer === "testing" || layer === "tooling") return undefined;
  return { layer, test: file.endsWith(".test.ts") };
}

function importsIn(line: string): string[] {
  const statement = /(?:\bfrom\s+|^\s*import\s+|\bimport\()\s*["']([^"']+)["']/g;
  return [...line.matchAll(statement)].map(([, specifier]) => specifier ?? "");
}

function importProblem(file: string, { layer, test }: Place, imported: string): string | undefined {
  if (imported.startsWith("#")) return packageProblem(layer, test, imported.slice(1));
  if (imported.startsWith(".")) return relativeProblem(file, imported);
  if (test || layer === "platform" || ownPlatform.test(file)) return undefined;
  if (imported.startsWith("node:")) {
    if (computing.has(imported) || exceptions[layer]?.includes(imported)) return undefined;
    return `${imported} outside packages/platform`;
  }
  if (imported.startsWith("@actions/") && layer !== "action-kit" && layer !== "forge") {
    return `${imported} outside packages/action-kit and packages/forge`;
  }
  return undefined;
}

function packageProblem(layer: string, test: boolean, imported: string): string | undefined {
  if (test || imported === layer) return undefined;
  if (layer === "actions")
    return imported === "testing" || imported === "tooling" ? `actions import #${imported}` : undefined;
  if (allowedImports[layer]?.includes(imported)) return undefined;
  return `${layer}${pure.has(layer) ? " (pure)" : ""} imports #${imported}; it may import ${allowedImports[layer]?.join(", ") || "no package"}`;
}

function relativeProblem(file: string, imported: string): string | undefined {
  const target = new URL(imported, `file:///${file}`).pathname.slice(1);
  // what several actions compose alike lies beside them
  if (/^actions\/[^/]+\.ts$/.test(target) && file.startsWith("actions/")) return undefined;
  // a package with a package.json of its own has no # of ours
  if (target.startsWith("packages/testing/") && /^packages\/wandb-ts\/.*\.test\.ts$/.test(file)) return undefined;
  const home = (path: string): string => path.split("/").slice(0, 2).join("/");
  if (home(target) === home(file) || file === "actions/start.ts" || file === "actions/catalog.ts") return undefined;
  return `reaches into ${home(target)} by a path; import #${home(target).split("/")[1]} instead`;
}
