import { azureUnderTest, registryConformance } from "#testing";

registryConformance("azure-ml", azureUnderTest);
