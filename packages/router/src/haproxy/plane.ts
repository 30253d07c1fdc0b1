import { join } from "node:path";
import { ToolkitError, type Variants } from "#contracts";
import type { Platform } from "#platform";
import type { Routing } from "../routing.ts";
import { configFile, type HaproxyPlaneConfig, haproxyConfig, mapFile, mapText, settingsMark } from "./config.ts";
import type { HaproxyRuntime, RunningMap, RunningServer } from "./runtime.ts";
import { noSlots, placed, type Roles, type Slot, type Slots, slotNames } from "./slots.ts";
import { lastingEntry, noWeight, weightEntry, withdrawn } from "./weight-entry.ts";

type Ports = Pick<Platform, "files" | "log">;

/**
 * Makes HAProxy do what the routing says, now and when it starts anew: its files are written before it is told, so that
 * at any moment a restart begins with a config and a map that belong together, and with no weight that nobody watches.
 */
export class Plane {
  readonly #ports: Ports;
  #config: HaproxyPlaneConfig;
  readonly #routing: Routing;
  readonly #runtime: HaproxyRuntime;
  readonly #written = new Map<string, string>();
  #slots = noSlots();
  #roles: Roles | undefined;
  /** What HAProxy was seen to hold, and since when it was told nothing else. */
  #seen: RunningMap | undefined;
  /** Of HAProxy's process; "none" before the first one started. */
  #pid: string | undefined;
  readonly #changedProcess: () => void;
  #last: Promise<unknown> = Promise.resolve();

  /**
   * @param changedProcess is called when HAProxy's process is another one than before, or one that ran before us: the end
   * of the other's log is nowhere
   */
  constructor(
    ports: Ports,
    config: HaproxyPlaneConfig,
    routing: Routing,
    runtime: HaproxyRuntime,
    changedProcess: () => void,
  ) {
    this.#changedProcess = changedProcess;
    this.#ports = ports;
    this.#config = config;
    this.#routing = routing;
    this.#runtime = runtime;
  }

  /** Whether HAProxy holds what it was told. */
  get inForce(): boolean {
    return this.#seen !== undefined;
  }

  /** Whether HAProxy began with the settings that it has now to have; it takes others by a reload alone. */
  get isCurrent(): boolean {
    return this.#seen?.settings === settingsMark(this.#config);
  }

  /** What HAProxy's next start or reload begins with. */
  reconfigure(config: HaproxyPlaneConfig): Promise<void> {
    return this.#alone(async () => {
      this.#config = config;
      await this.#write(configFile, haproxyConfig(config, this.#slots));
    });
  }

  /** @throws InputError for variants that HAProxy cannot be given, before anybody keeps them */
  async accepts(variants: Variants): Promise<void> {
    const running = await this.#running();
    placed(running ? slotsOf(running.servers) : this.#slots, variants, running?.taken ?? new Set());
  }

  /** All of it: servers, roles, weight. @throws ToolkitError `haproxy-unreachable`, after its files are right */
  apply(): Promise<void> {
    return this.#alone(() => this.#apply());
  }

  /** The weight alone, in one exchange. */
  weigh(): Promise<void> {
    return this.#alone(async () => {
      const roles = this.#roles && rolesEntry(this.#roles);
      if (this.#seen?.roles !== roles) return await this.#apply();
      await this.#writeMap();
      const running = await this.#tell([["weight", weightEntry(this.#routing.lease)]]);
      if (running.roles !== roles) await this.#apply();
    });
  }

  /**
   * Looks whether HAProxy still holds what it was told. One that started anew, and a lease that ended, are put right. A
   * weight that somebody took away by HAProxy's own socket stays away.
   */
  check(): Promise<void> {
    return this.#alone(async () => {
      const before = this.#seen;
      const running = await this.#runtime.map().catch((error: unknown) => {
        this.#seen = undefined;
        throw error;
      });
      this.#notice(running);
      if (before && running.pid === before.pid && withdrawn(running.weight) && !withdrawn(before.weight)) {
        this.#ports.log.warning("haproxy: somebody took the canary's weight away by the socket");
        await this.#routing.grant({ canary: 0, leaseSeconds: null, shadow: false });
      }
      const roles = this.#roles && rolesEntry(this.#roles);
      const same = before?.pid === running.pid && running.roles === roles;
      if (!same || running.weight !== weightEntry(this.#routing.lease)) await this.#apply();
    });
  }

  /** Requests under way by the servers' addresses. */
  async inFlight(): Promise<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const { address, inFlight } of await this.#runtime.servers())
      if (inFlight > 0) counts[`http://${address}`] = (counts[`http://${address}`] ?? 0) + inFlight;
    return counts;
  }

  async #apply(): Promise<void> {
    const { variants, lease } = this.#routing;
    this.#seen = undefined;
    const running = await this.#running();
    if (running) this.#slots = slotsOf(running.servers);
    const { slots, roles } = placed(this.#slots, variants, running?.taken ?? new Set());
    const changed = [...slots].filter(([name, { own, other }]) => {
      const now = this.#slots.get(name);
      return own !== now?.own || other !== now?.other;
    });
    this.#slots = slots;
    this.#roles = roles;
    await this.#write(configFile, haproxyConfig(this.#config, slots));
    for (const [name, slot] of running ? changed : []) await this.#point(name, slot);
    await this.#writeMap();
    if (!running) throw unreachable;
    const entry = rolesEntry(roles);
    const fresh = roles.canary !== "" && running.map.roles !== entry;
    await this.#tell([
      ...(fresh ? [["weight", noWeight] as const] : []),
      ["roles", entry],
      ["weight", weightEntry(lease)],
    ]);
  }

  async #running(): Promise<{ servers: RunningServer[]; map: RunningMap; taken: Set<string> } | undefined> {
    try {
      const [servers, map] = [await this.#runtime.servers(), await this.#runtime.map()];
      this.#notice(map);
      const busy = servers.filter(({ inFlight }) => inFlight > 0).map(({ slot }) => slot);
      return { servers, map, taken: new Set([...map.roles.split(":"), ...busy]) };
    } catch (error) {
      if (!(error instanceof ToolkitError) || error.code !== "haproxy-unreachable") throw error;
      this.#pid ??= "none";
      return undefined;
    }
  }

  #notice({ pid }: RunningMap): void {
    const before = this.#pid;
    this.#pid = pid;
    if (before !== pid && before !== "none") this.#changedProcess();
  }

  async #point(name: string, { own, other }: Slot): Promise<void> {
    await this.#runtime.point(name, "other", other);
    await this.#runtime.point(name, "own", own);
  }

  async #tell(entries: Parameters<HaproxyRuntime["setMap"]>[0]): Promise<RunningMap> {
    this.#seen = undefined;
    this.#seen = await this.#runtime.setMap(entries);
    return this.#seen;
  }

  #writeMap(): Promise<void> {
    const roles = this.#roles ? rolesEntry(this.#roles) : ":";
    return this.#write(mapFile, mapText(roles, lastingEntry(this.#routing.lease)));
  }

  async #write(name: string, text: string): Promise<void> {
    if (this.#written.get(name) === text) return;
    await this.#ports.files.writeAtomic(join(this.#config.haproxy.folder, name), text);
    this.#written.set(name, text);
  }

  async #alone(work: () => Promise<void>): Promise<void> {
    const turn = this.#last.then(work, work);
    this.#last = turn.catch(() => undefined);
    await turn;
  }
}

const rolesEntry = ({ baseline, canary }: Roles): string => `${baseline}:${canary}`;

function slotsOf(servers: readonly RunningServer[]): Slots {
  const standing = (slot: string, role: RunningServer["role"]): string | undefined =>
    servers.find((server) => server.slot === slot && server.role === role && server.ready)?.address;
  return new Map(slotNames.map((name) => [name, { own: standing(name, "own"), other: standing(name, "other") }]));
}

const unreachable = new ToolkitError({
  code: "haproxy-unreachable",
  provider: "haproxy",
  status: 503,
  message: "HAProxy is not there; it begins with what was written when it starts",
});
