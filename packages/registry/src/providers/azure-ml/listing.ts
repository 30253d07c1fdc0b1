import { ToolkitError } from "#contracts";
import { provider } from "./azure.ts";

const entities: Readonly<Record<string, string>> = { lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" };

/** Names in an answer of List Blobs. @throws ToolkitError `azure-ml-not-there` for another document */
export function namesIn(xml: string, what: string): { names: string[]; next: string | undefined } {
  if (!/<EnumerationResults[\s>]/.test(xml))
    throw new ToolkitError({ code: "azure-ml-not-there", provider, message: `${what}: the answer lists no blobs` });
  const names = [...xml.matchAll(/<Blob>\s*<Name( Encoded="true")?>([^<]*)<\/Name>/g)].map(([, encoded, text = ""]) =>
    encoded ? decodeURIComponent(text) : plain(text),
  );
  const next = /<NextMarker>([^<]+)<\/NextMarker>/.exec(xml)?.[1];
  return { names, next: next === undefined ? undefined : plain(next) };
}

const plain = (text: string): string =>
  text.replace(/&(?:#(\d+)|#x([0-9a-fA-F]+)|(\w+));/g, (whole, decimal?: string, hex?: string, name?: string) =>
    decimal !== undefined
      ? String.fromCodePoint(Number(decimal))
      : hex !== undefined
        ? String.fromCodePoint(Number.parseInt(hex, 16))
        : (entities[name ?? ""] ?? whole),
  );
