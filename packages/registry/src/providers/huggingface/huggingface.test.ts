import { hubUnderTest, registryConformance } from "#testing";
import { huggingfaceRegistry } from "./index.ts";

const newRegistry = () => hubUnderTest(huggingfaceRegistry);

registryConformance("huggingface", newRegistry);
