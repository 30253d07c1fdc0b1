import { localInProcess, servingDeaths } from "#testing";

servingDeaths("local", localInProcess);
