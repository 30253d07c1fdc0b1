import { registryConformance, vertexUnderTest } from "#testing";

registryConformance("vertex", vertexUnderTest);
