import type { FakeState } from "./state.ts";
import type { Storage } from "./storage.ts";

export interface Server {
  state: FakeState;
  storage: Storage;
  now(): string;
}
