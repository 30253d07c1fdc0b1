import { describe } from "vitest";
import { itSettlesItsChange } from "#testing";
import { main } from "./main.ts";

describe("the post step of deploy", () => itSettlesItsChange(main, { "model-ref": "mail@1.0.0" }));
