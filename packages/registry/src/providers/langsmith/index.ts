import { createHash } from "node:crypto";
import * as z from "zod";
import { ToolkitError } from "#contracts";
import type { EventSource, ListedVersion } from "../../event-source.ts";
import { type Client, langsmithClient, notThere } from "./client.ts";
import { type LangsmithConfig, type Ports, provider, requirePlace, requirePrompt } from "./config.ts";

/** LangSmith's largest page. */
const pageSize = 100;
/** A server that never comes to an end would fill the memory. */
const mostCommits = 100_000;

const hashSchema = z.string().regex(/^[0-9a-z]{6,128}$/i);
const tagsSchema = z.array(z.looseObject({ tag_name: z.string(), commit_hash: hashSchema }));
const commitSchema = z.looseObject({ commit_hash: hashSchema, manifest_sha: z.unknown().optional() });
// a list of Go's that holds nothing may be null
const pageSchema = z.looseObject({ commits: z.array(commitSchema).nullable(), total: z.int().min(0) });

/**
 * Prompts of LangSmith: their commits are versions, their commit tags are aliases. Nothing is ever written. Tags are read
 * before commits, so that the commit of every tag is among those that are read: what is pushed meanwhile, the next look sees.
 */
export function langsmithSource(ports: Ports, config: LangsmithConfig): EventSource {
  const place = requirePlace(config);
  ports.secrets.mask(place.apiKey);
  const client = langsmithClient(ports, place);
  return {
    async list(name) {
      const prompt = requirePrompt(name);
      const aliases = await tagsOf(ports, client, [place.owner, prompt]);
      const commits = await commitsOf(client, [place.owner, prompt]);
      const versions = commits.map((commit) => ({
        ...commit,
        aliases: aliases.get(commit.version) ?? [],
        foreign: true,
      }));
      return versions.reverse();
    },
  };
}

/** Commit to its tags. */
async function tagsOf(
  { log }: Ports,
  client: Client,
  repo: readonly [string, string],
): Promise<ReadonlyMap<string, string[]>> {
  const tags = new Map<string, string[]>();
  const found = await client.get(["repos", ...repo, "tags"], {}, tagsSchema);
  for (const { tag_name, commit_hash } of found.sort((one, other) => (one.tag_name < other.tag_name ? -1 : 1))) {
    if (isLegal(tag_name)) tags.set(commit_hash, [...(tags.get(commit_hash) ?? []), tag_name]);
    else log.warning(`LangSmith: a tag of ${repo[1]} has a name that cannot be told, and is passed over`);
  }
  return tags;
}

/** LangSmith says no rule for the names of tags; these go into events, reports and a record with names as keys. */
const isLegal = (tag: string): boolean => /^[^\p{C}]{1,200}$/u.test(tag) && tag !== "__proto__";

/** The newest first, as LangSmith gives them; a commit that is pushed between two pages is not counted twice. */
async function commitsOf(
  client: Client,
  repo: readonly [string, string],
): Promise<Pick<ListedVersion, "version" | "digest">[]> {
  const path = ["commits", ...repo];
  const found = new Map<string, string>();
  for (let offset = 0, total = 1; offset < total; ) {
    // without statistics, which the server would count for every commit
    const query = { limit: String(pageSize), offset: String(offset), include_stats: "false" };
    const page = await client.get(path, query, pageSchema);
    const commits = page.commits ?? [];
    if (commits.length === 0) break;
    const before = found.size;
    for (const { commit_hash, manifest_sha } of commits) found.set(commit_hash, digestOf(commit_hash, manifest_sha));
    // the same page again would come for ever
    if (found.size === before) throw notThere(`GET /${path.join("/")}`, 200);
    if (found.size > mostCommits) throw tooMany(repo[1]);
    offset += commits.length;
    total = page.total;
  }
  return [...found].map(([version, digest]) => ({ version, digest }));
}

/** Of the prompt's manifest, as LangSmith says it; where a server says none, of the commit's hash, which names it as well. */
function digestOf(hash: string, manifestSha: unknown): string {
  const said = Buffer.from(typeof manifestSha === "string" ? manifestSha : "", "base64");
  const digest = said.length === 32 ? said.toString("hex") : createHash("sha256").update(hash).digest("hex");
  return `sha256:${digest}`;
}

function tooMany(prompt: string): ToolkitError {
  const message = `${prompt} has more than ${mostCommits} commits`;
  return new ToolkitError({ code: "langsmith-refused", provider, message, hint: "begin a new prompt" });
}
