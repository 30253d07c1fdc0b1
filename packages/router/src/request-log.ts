import { type RequestLine, requestLineSchema, type VariantName } from "#contracts";
import { jsonLines, type Platform } from "#platform";

/** Requests whose variant is remembered for their scores; older ones are looked up in the file. */
const remembered = 100_000;

/** The append-only log; lines are written in batches, and all of them before the process ends. */
export class RequestLog {
  readonly #ports: Pick<Platform, "files">;
  readonly #path: string;
  readonly #variants = new Map<string, VariantName>();
  #waiting: string[] = [];

  constructor(ports: Pick<Platform, "files">, path: string) {
    this.#ports = ports;
    this.#path = path;
  }

  add(line: RequestLine): void {
    if (line.kind === "request" && !line.shadow) {
      this.#variants.set(line.requestId, line.variant);
      if (this.#variants.size > remembered) this.#variants.delete(this.#variants.keys().next().value as string);
    }
    this.#waiting.push(`${JSON.stringify(line)}\n`);
    if (this.#waiting.length === 1) setTimeout(() => this.flush(), 20);
  }

  flush(): void {
    if (this.#waiting.length === 0) return;
    this.#ports.files.append(this.#path, this.#waiting.join(""));
    this.#waiting = [];
  }

  async variantOf(requestId: string): Promise<VariantName | undefined> {
    const known = this.#variants.get(requestId);
    if (known || !(await this.#ports.files.stat(this.#path))) return known;
    this.flush();
    let found: VariantName | undefined;
    for await (const item of jsonLines(this.#ports.files, this.#path)) {
      const line = "value" in item ? requestLineSchema.safeParse(item.value).data : undefined;
      if (line?.kind === "request" && line.requestId === requestId && !line.shadow) found = line.variant;
    }
    return found;
  }
}
