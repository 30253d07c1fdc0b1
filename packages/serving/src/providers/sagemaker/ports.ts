import type { AwsPorts, Platform } from "#platform";

export type Ports = AwsPorts & Pick<Platform, "files" | "exec">;
