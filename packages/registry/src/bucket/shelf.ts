import type { Platform } from "#platform";
import { type Journal, journalIn } from "./journal.ts";
import type { ObjectStore } from "./object-store.ts";
import type { VendorModels } from "./vendor-models.ts";

export type Ports = Pick<Platform, "clock" | "random" | "log" | "files">;

export interface BucketConfig {
  /** Folder that fetched models are kept in, by digest. */
  cacheFolder: string;
  /** How long an upload may show no life until the next run takes it for dead, and clears it away; 120 unless told, 0: at once. */
  leaseSeconds?: number | undefined;
}

/** All that the verbs work with. */
export interface Shelf {
  ports: Ports;
  store: ObjectStore;
  models: VendorModels;
  journal: Journal;
  leaseSeconds: number;
  cacheFolder: string;
  /** This process, among all that write. */
  id: string;
}

export function shelfOf(ports: Ports, store: ObjectStore, models: VendorModels, config: BucketConfig): Shelf {
  return {
    ports,
    store,
    models,
    journal: journalIn(store, ports, models.provider),
    leaseSeconds: config.leaseSeconds ?? 120,
    cacheFolder: config.cacheFolder,
    id: ports.random.uuid(),
  };
}

/** Whether whoever showed life then must be taken for dead. */
export const isOver = ({ store, leaseSeconds }: Shelf, aliveAt: number): boolean =>
  leaseSeconds === 0 || store.now() - aliveAt > leaseSeconds * 1000;
