import * as z from "zod";
import { type RouterConfig, ToolkitError, type Variants, variantsSchema, type Weights } from "#contracts";
import type { Platform } from "#platform";
import { granted, inForce, type Lease, noCanary } from "./lease.ts";

/** What outlasts a restart. A canary's weight does not: nobody may be watching any more. */
const savedSchema = z.strictObject({ variants: variantsSchema, promoted: z.boolean() });

type Ports = Pick<Platform, "files" | "clock">;

/** By what new requests are routed. Every change is on disk before it is told of. */
export class Routing {
  readonly #ports: Ports;
  readonly #path: string;
  #variants: Variants;
  #lease: Lease = noCanary;
  #saving: Promise<void> = Promise.resolve();

  private constructor(ports: Ports, path: string, variants: Variants) {
    this.#ports = ports;
    this.#path = path;
    this.#variants = variants;
  }

  /** @throws ToolkitError `router-state-corrupt`: the configuration's variants may be gone, so they are no way out */
  static async open(ports: Ports, { stateFile, variants }: RouterConfig): Promise<Routing> {
    const routing = new Routing(ports, stateFile, variants);
    if (!(await ports.files.stat(stateFile))) return routing;
    const text = await ports.files.readText(stateFile);
    try {
      const saved = savedSchema.parse(JSON.parse(text));
      routing.#variants = saved.variants;
      if (saved.promoted && saved.variants.canary) routing.#lease = { canary: 1, ends: null, shadow: false };
    } catch (cause) {
      throw new ToolkitError({
        code: "router-state-corrupt",
        message: `${stateFile} is not what a router wrote`,
        hint: "remove it; the router then begins with the variants of its configuration",
        cause,
      });
    }
    return routing;
  }

  get variants(): Variants {
    return this.#variants;
  }

  /** What holds at this moment. */
  get lease(): Lease {
    return inForce(this.#lease, this.#ports.clock);
  }

  async grant(weights: Weights): Promise<void> {
    const promoted = this.#promoted;
    this.#lease = granted(weights, this.#ports.clock);
    if (promoted !== this.#promoted) await this.#save();
  }

  /** Another canary starts without traffic; one that became the baseline has all of it already. */
  async replace(variants: Variants): Promise<void> {
    const { canary } = this.#variants;
    if (variants.canary?.url !== canary?.url || variants.canary?.modelRef !== canary?.modelRef) this.#lease = noCanary;
    this.#variants = variants;
    await this.#save();
  }

  get #promoted(): boolean {
    const { canary, ends, shadow } = this.#lease;
    return canary === 1 && ends === null && !shadow;
  }

  /** One after the other, so that the last one told is the last one written. */
  async #save(): Promise<void> {
    const text = `${JSON.stringify({ variants: this.#variants, promoted: this.#promoted })}\n`;
    this.#saving = this.#saving.catch(() => undefined).then(() => this.#ports.files.writeAtomic(this.#path, text));
    await this.#saving;
  }
}
