import type { Language, Verdict } from "#contracts";
import { ToolkitError } from "#contracts";
import { publishText } from "#messages";
import type { ActionDeps } from "./context.ts";
import { gateOutcome } from "./gate-outcome.ts";
import type { Host } from "./host.ts";
import { liveComment } from "./live-comment.ts";
import { parseInputs } from "./parse-inputs.ts";
import { publishInputs } from "./publish-inputs.ts";
import type { OpenPublisher, Publisher } from "./publisher.ts";
import { type PullRequestContext, pullRequestInEvent } from "./pull-request.ts";
import type { ActionSpec, ReportAnnotation } from "./spec.ts";

/** A result as people are told of it. */
export interface Said {
  title: string;
  verdict: Verdict | undefined;
  summary: string;
  comment: string;
  annotations: readonly ReportAnnotation[];
}

/** What is said of a run in the pull request. Neither throws: a forge that fails makes no gate fail, and none pass. */
export interface Publication {
  progress(markdown: string): void;
  /** @returns Markdown for the end of the summary: what could not be written, and why */
  finish(said: Said): Promise<string>;
}

export const silent: Publication = { progress: () => {}, finish: async () => "" };

interface Settings {
  comment: "always" | "on-failure" | "never";
  "check-run": boolean;
  "comment-key": string | undefined;
  "pull-request": number | undefined;
  commit: string | undefined;
  "github-token": string | undefined;
}

type Deps = Omit<ActionDeps, "progress">;

/** Four requests' worth: nobody reads more, and GitHub slows down who writes more. */
const annotationsOfCheck = 200;
/** GitHub shows ten of a kind from one step; the step's own failure is one of them. */
const annotationsOfStep = 9;

export function publicationOf(spec: ActionSpec, host: Host, deps: Deps, open: OpenPublisher | undefined): Publication {
  const settings = spec.publishes ? settingsOf(host) : undefined;
  if (!settings) return silent;
  const language: Language = host.input("language").trim() === "en" ? "en" : "ru";
  const text = publishText[language];
  const { github, log, secrets, clock } = deps;
  const judged = settings.commit;
  const words = wordsOf(settings["comment-key"] ?? github.job);
  const key = words === "" ? spec.name : `${spec.name}/${words}`;
  const wanted = settings.comment !== "never" || settings["check-run"];
  const inEvent = pullRequestInEvent(github, settings["pull-request"]);
  const readsOnly = inEvent.kind === "whole" && inEvent.tokenReadsOnly;

  let opened: Promise<Publisher> | undefined;
  const publisher = (): Promise<Publisher> => {
    opened ??= openWith(deps, settings["github-token"], open);
    return opened;
  };
  let looked: Promise<PullRequestContext | undefined> | undefined;
  const pullRequest = (): Promise<PullRequestContext | undefined> => {
    looked ??= pullRequestOf(inEvent, github.repository, publisher);
    return looked;
  };

  async function writeComment(body: string, renewOnly: boolean): Promise<void> {
    const found = await pullRequest();
    if (!found) return log.info("no comment: this run belongs to no pull request");
    const commit = judged ?? found.headSha;
    const footer = text.footer(commit.slice(0, 12), github.runUrl);
    const draft = { key, number: found.number, more: text.cut(github.runUrl), renewOnly };
    const posted = await (await publisher()).upsertComment({
      ...draft,
      body: secrets.redact(`${body.trimEnd()}\n\n---\n${footer}\n`),
    });
    if (posted) log.debug(`comment: ${posted.url}`);
  }

  async function writeCheck({ title, verdict, summary, annotations }: Said): Promise<void> {
    const sha = judged ?? (await pullRequest())?.headSha ?? github.sha;
    const posted = await (await publisher()).check({
      key,
      name: words === "" ? `genai-mlops ${spec.name}` : `genai-mlops ${spec.name} (${words})`,
      sha,
      conclusion: conclusionOf(verdict, host),
      title,
      summary: secrets.redact(summary),
      more: text.cut(github.runUrl),
      detailsUrl: github.runUrl || undefined,
      annotations: annotations
        .slice(0, annotationsOfCheck)
        .map((each) => ({ ...each, message: secrets.redact(each.message) })),
    });
    log.debug(`check: ${posted.url}`);
  }

  /** @returns whether it was written, and else a line of why */
  async function attempt(what: "comment" | "check", write: () => Promise<void>): Promise<string | undefined> {
    try {
      await write();
      return undefined;
    } catch (error) {
      const why = reasonOf(error);
      log.warning(`${spec.name}: the ${what} was not written: ${why}`);
      return `> [!WARNING]\n> ${text["not-written"][what]}: ${asCode(secrets.redact(why))}`;
    }
  }

  const live = liveComment(clock, (markdown) => writeComment(markdown, false));
  return {
    progress(markdown) {
      if (settings.comment === "always" && !readsOnly && inEvent.kind !== "none") live.update(markdown);
    },
    async finish(said) {
      await live.settle();
      const notes: (string | undefined)[] = [];
      const checked = settings["check-run"] && !readsOnly;
      if (wanted && readsOnly) notes.push(`> [!NOTE]\n> ${text.fork}`);
      const checkNote = checked ? await attempt("check", () => writeCheck(said)) : undefined;
      if (!checked || checkNote) annotate(said.annotations, deps);
      notes.push(checkNote);
      if (settings.comment !== "never" && !readsOnly) {
        const good = said.verdict === "pass" || said.verdict === undefined;
        const renewOnly = settings.comment === "on-failure" && good;
        notes.push(await attempt("comment", () => writeComment(said.comment, renewOnly)));
      }
      return notes.map((note) => (note === undefined ? "" : `\n${note}\n`)).join("");
    },
  };
}

/** Undefined where an input is bad: the action says so, and nobody knows what was wanted. */
function settingsOf(host: Host): Settings | undefined {
  try {
    return parseInputs(publishInputs, host) as unknown as Settings;
  } catch {
    return undefined;
  }
}

async function openWith(deps: Deps, token: string | undefined, open: OpenPublisher | undefined): Promise<Publisher> {
  if (open && token !== undefined) return await open(deps, token);
  const hint = "give github-token, or set GITHUB_TOKEN";
  throw new ToolkitError({ code: "forge-unauthorized", message: "there is no token", hint });
}

async function pullRequestOf(
  inEvent: ReturnType<typeof pullRequestInEvent>,
  repository: string,
  publisher: () => Promise<Publisher>,
): Promise<PullRequestContext | undefined> {
  if (inEvent.kind === "whole") return inEvent.pullRequest;
  if (inEvent.kind === "none") return undefined;
  const forge = await publisher();
  const found =
    inEvent.kind === "number" ? await forge.pullRequest(inEvent.number) : await forge.pullRequestFrom(inEvent);
  return found && { ...found, isFork: found.headRepository !== repository };
}

/** A required check lets `neutral` pass, so it is given only where the step itself goes on. */
function conclusionOf(verdict: Verdict | undefined, host: Host): "success" | "neutral" | "failure" {
  if (verdict === undefined || verdict === "pass") return "success";
  const failOn = host.input("fail-on").trim();
  const known = failOn === "fail" || failOn === "never" ? failOn : "inconclusive";
  const warnOnly = host.input("warn-only").trim().toLowerCase() === "true";
  return gateOutcome(verdict, known, warnOnly) === "failure" ? "failure" : "neutral";
}

function annotate(annotations: readonly ReportAnnotation[], { log }: Deps): void {
  const levels = { failure: log.error, warning: log.warning, notice: log.notice } as const;
  for (const { path, line, level, title, message } of annotations.slice(0, annotationsOfStep))
    levels[level](message, { file: path, startLine: line, title });
}

function reasonOf(error: unknown): string {
  if (!(error instanceof ToolkitError)) return error instanceof Error ? error.message : String(error);
  return [`${error.message} [${error.code}]`, error.hint].filter(Boolean).join("; ");
}

function asCode(text: string): string {
  return `\`\`${text.replace(/\s+/g, " ").replaceAll("`", "'")}\`\``;
}

/** As a forge's key has to be. */
function wordsOf(text: string): string {
  return text
    .replace(/[^A-Za-z0-9._]+/g, "-")
    .replace(/^[^A-Za-z0-9]+|-+$/g, "")
    .slice(0, 100);
}
