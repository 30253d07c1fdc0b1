import { join } from "node:path";
import type { Http } from "#platform";
import type { Registry } from "#registry";
import { type FakeDeps, fakeDeps } from "../fake-deps.ts";
import type { RegistryUnderTest } from "../registry-under-test.ts";
import { type FakeHub, fakeHub } from "./fake-hub.ts";
import { addCommit, commitAt, regularFile, type StoredFile, type StoredRepository } from "./state.ts";

export interface HubConfigUnderTest {
  token: string;
  endpoint: string;
  cacheFolder: string;
}

export interface HubUnderTest extends RegistryUnderTest {
  hub: FakeHub;
  deps: FakeDeps;
  openBy(http: Http, config?: object): Registry;
  /** The repository of model `mail`. */
  repository(): StoredRepository;
}

type Open = (ports: FakeDeps, config: HubConfigUnderTest) => Registry;

/** A registry at the fake Hub; every client is another machine, with a cache of its own. */
export async function hubUnderTest(open: Open): Promise<HubUnderTest> {
  const hub = fakeHub();
  const deps = await fakeDeps();
  const random = { ...deps.random, uuid: () => crypto.randomUUID() };
  let machines = 0;
  const openBy = (http: Http, config: object = {}): Registry => {
    machines += 1;
    const cacheFolder = join(deps.workspace, `machine-${machines}`);
    return open({ ...deps, random, http }, { token: hub.token, endpoint: hub.baseUrl, cacheFolder, ...config });
  };
  const repository = (): StoredRepository => {
    const found = hub.state.repositories.get("octo/mail");
    if (!found) throw new Error("no repository octo/mail");
    return found;
  };

  return {
    hub,
    deps,
    openBy,
    repository,
    open: () => openBy(hub.http),
    openDying: (calls) => openBy(dyingHub(hub.http, calls)),
    openAfterDeath: () => openBy(hub.http),
    async damage(version) {
      const file = commitAt(repository(), `v${version}`)?.tree.get("model.gguf");
      repository().objects.set(file?.lfs as string, Buffer.from("other"));
    },
    async smuggle(version) {
      const held = commitAt(repository(), `v${version}`);
      const tree = new Map<string, StoredFile>([
        ...(held?.tree ?? []),
        ["merged/modeling.py", regularFile(Buffer.from("x"))],
      ]);
      const { id } = addCommit(hub.state, repository(), "person", { title: "x", message: "", date: "", tree });
      repository().branches.delete("person");
      repository().tags.set(`v${version}`, id);
    },
    orphans: async () => orphansOf(repository()),
  };
}

/** References that the records do not name, and files of `main` that are of no version. */
function orphansOf(repository: StoredRepository): string[] {
  const tree = commitAt(repository, "main")?.tree ?? new Map<string, StoredFile>();
  const json = (path: string): unknown => {
    const file = tree.get(`.genai-mlops/${path}`);
    return file?.lfs === undefined && file ? JSON.parse(file.content.toString("utf8")) : undefined;
  };
  const versions = new Map<string, string[]>();
  for (const path of tree.keys()) {
    const version = /^\.genai-mlops\/versions\/([^/]+)\//.exec(path)?.[1];
    if (!version) continue;
    const manifest = json(`versions/${version}/manifest.json`) as { files: { path: string }[] } | undefined;
    versions.set(version, manifest?.files.map((file) => file.path) ?? []);
  }
  const aliases = (json("aliases.json") ?? {}) as Record<string, string>;
  const known = new Set([...versions.values()].flat());
  return [
    ...[...repository.tags.keys()].filter((tag) => !versions.has(tag.slice(1))).map((tag) => `tag ${tag}`),
    ...[...versions.keys()]
      .filter((version) => !repository.tags.has(`v${version}`))
      .map((version) => `no tag ${version}`),
    ...[...repository.branches].flatMap(([branch, commit]) =>
      branch === "main" || repository.tags.get(`v${aliases[branch]}`) === commit ? [] : [`branch ${branch}`],
    ),
    ...Object.keys(aliases)
      .filter((alias) => !repository.branches.has(alias))
      .map((alias) => `no branch ${alias}`),
    ...[...tree.keys()].filter(
      (path) => !/^(\.genai-mlops\/|\.gitattributes$|README\.md$)/.test(path) && !known.has(path),
    ),
  ];
}

/** The Hub to a process that is killed just before its n-th change of anything there, or its n-th call. */
export function dyingHub(http: Http, calls: number, counted: "changes" | "calls" = "changes"): Http {
  let left = calls;
  return {
    async send(request) {
      const reads = ["GET", "HEAD"].includes(request.method ?? "GET") || /\/(preupload|batch)(\/|$)/.test(request.url);
      if (counted === "calls" || !reads) left -= 1;
      if (left <= 0) throw new Error("killed");
      return await http.send(request);
    },
  };
}
