import type { Platform } from "#platform";

export type Ports = Pick<Platform, "exec" | "files" | "clock" | "random" | "log" | "secrets">;
