import type { Registry } from "#registry";

export interface RegistryUnderTest {
  /** A new client of the same registry, which begins empty. */
  open(): Registry;
  /** A client whose process is killed just before its n-th change of anything; every change after that fails too. */
  openDying(calls: number): Registry;
  /** A new client to which that process is dead. */
  openAfterDeath(): Registry;
  /** Changes a stored byte of the version's `model.gguf`. */
  damage(version: string): Promise<void>;
  /** Adds `merged/modeling.py` to what is stored of the version, without registering it. */
  smuggle(version: string): Promise<void>;
  /** What is stored of model `mail` and belongs to no version, alias or record. */
  orphans(): Promise<string[]>;
}
