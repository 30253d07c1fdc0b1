import { gitRegistryUnderTest, registryConformance } from "#testing";
import { gitRegistry } from "./index.ts";

const newRegistry = () => gitRegistryUnderTest(gitRegistry);

registryConformance("git", newRegistry);
