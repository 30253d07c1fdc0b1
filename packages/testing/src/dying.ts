import type { Exec, Files, Http } from "#platform";

/** Of a process: shared by all that it reaches the world through, so that it dies once. */
export interface Life {
  spend(): void;
  check(): void;
}

export function lifeOf(calls: number | Life): Life {
  if (typeof calls !== "number") return calls;
  let left = calls;
  const check = (): void => {
    if (left <= 0) throw new Error("killed");
  };
  return {
    check,
    spend() {
      left -= 1;
      check();
    },
  };
}

const writing = [
  "writeAtomic",
  "writeStream",
  "append",
  "makeFolder",
  "remove",
  "rename",
  "copy",
  "createExclusive",
  "symlink",
  "chmod",
] as const;

/**
 * Files of a process that is killed just before its n-th change of the disk: that call and all after it do nothing but
 * fail, so that no `finally` tidies up, as after kill -9.
 */
export function dyingFiles(files: Files, calls: number | Life): Files {
  const life = lifeOf(calls);
  const mortal = { ...files };
  for (const name of writing) {
    const work = files[name] as (...parameters: unknown[]) => Promise<unknown>;
    Object.assign(mortal, {
      async [name](...parameters: unknown[]) {
        life.spend();
        return await work(...parameters);
      },
    });
  }
  return mortal;
}

/**
 * Child processes of a process that is killed just before it starts its n-th one.
 * @param reads whether one changes nothing, and is not counted
 */
export function dyingExec(
  exec: Exec,
  calls: number | Life,
  reads: (parameters: readonly string[]) => boolean = () => false,
): Exec {
  const life = lifeOf(calls);
  return {
    ...exec,
    async run(command, parameters, options) {
      if (reads(parameters)) life.check();
      else life.spend();
      return await exec.run(command, parameters, options);
    },
  };
}

/**
 * The network to a process that is killed just before its n-th change of a server: that call and all after it do nothing
 * but fail. A search changes nothing, whatever its method.
 */
export function dyingHttp(http: Http, calls: number | Life): Http {
  const life = lifeOf(calls);
  return {
    async send(request) {
      const reads = (request.method ?? "GET") === "GET" || new URL(request.url).pathname.endsWith("/search");
      if (reads) life.check();
      else life.spend();
      return await http.send(request);
    },
  };
}
