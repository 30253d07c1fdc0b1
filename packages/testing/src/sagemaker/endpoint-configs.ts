import { requireConfig } from "./config-rules.ts";
import type { ConfiguredVariant } from "./configured-variant.ts";
import type { Model } from "./models.ts";
import { type Account, arnOf, type Input, invalid, type Operation, page } from "./operation.ts";
import { type Tagged, tagsOf } from "./tags.ts";

export interface EndpointConfig extends Tagged {
  name: string;
  createdAt: number;
  variants: ConfiguredVariant[];
  shadow: ConfiguredVariant[];
  /** As it was given. */
  given: Input;
}

/** CreateEndpointConfig, DescribeEndpointConfig, ListEndpointConfigs, DeleteEndpointConfig. */
export function endpointConfigs(
  account: Account,
  model: (name: unknown) => Model,
  isInUse: (config: string) => boolean,
) {
  const configs = new Map<string, EndpointConfig>();
  const arn = (name: string): string => arnOf(account, `endpoint-config/${name.toLowerCase()}`);

  function required(name: unknown): EndpointConfig {
    const found = configs.get(String(name));
    if (found) return found;
    throw invalid(`Could not find endpoint configuration "${arn(String(name))}".`);
  }

  const operations: Record<string, Operation> = {
    CreateEndpointConfig(input) {
      const name = String(input["EndpointConfigName"]);
      if (configs.has(name)) throw invalid(`Cannot create already existing endpoint configuration "${arn(name)}".`);
      const { Tags, ...given } = structuredClone(input);
      const variants = given["ProductionVariants"] as ConfiguredVariant[];
      const shadow = (given["ShadowProductionVariants"] ?? []) as ConfiguredVariant[];
      requireConfig(given, variants, shadow);
      for (const { ModelName } of [...variants, ...shadow]) if (ModelName !== undefined) model(ModelName);
      configs.set(name, {
        name,
        arn: arn(name),
        createdAt: account.now(),
        variants,
        shadow,
        given,
        tags: tagsOf(Tags),
      });
      return { EndpointConfigArn: arn(name) };
    },
    DescribeEndpointConfig({ EndpointConfigName }) {
      const { given, createdAt, arn: own } = required(EndpointConfigName);
      return { ...structuredClone(given), EndpointConfigArn: own, CreationTime: createdAt / 1000 };
    },
    ListEndpointConfigs(input) {
      const part = String(input["NameContains"] ?? "");
      const { items, ...next } = page(
        [...configs.values()].filter(({ name }) => name.includes(part)),
        input,
      );
      const summary = ({ name, createdAt }: EndpointConfig) => ({
        EndpointConfigName: name,
        EndpointConfigArn: arn(name),
        CreationTime: createdAt / 1000,
      });
      return { EndpointConfigs: items.map(summary), ...next };
    },
    DeleteEndpointConfig({ EndpointConfigName }) {
      const { name } = required(EndpointConfigName);
      // "You must not delete an EndpointConfig in use by an endpoint that is live": the service does not see to it
      if (isInUse(name)) throw invalid(`Endpoint configuration "${arn(name)}" is in use.`);
      configs.delete(name);
      return {};
    },
  };
  return { configs, required, operations };
}
