import { describe } from "vitest";
import { itSettlesItsChange } from "#testing";
import { main } from "./main.ts";

describe("the post step of rollback", () => itSettlesItsChange(main));
