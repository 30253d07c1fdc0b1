import { registryConformance, sageMakerUnderTest } from "#testing";

registryConformance("sagemaker", () => sageMakerUnderTest());
