/** Loopback, private, link-local, documentation, multicast and reserved ranges point to nobody (RFC 6890). */
const nobody: readonly [network: string, bits: number][] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
];

/** Four numbers of 0 to 255 without leading zeros, of an address that can be somebody's. */
export function isPublicIpv4(text: string): boolean {
  const parts = text.split(".");
  if (parts.length !== 4 || parts.some((part) => Number(part) > 255 || /^0\d/.test(part))) return false;
  const address = numberOf(text);
  return nobody.every(
    ([network, bits]) => Math.floor(address / 2 ** (32 - bits)) !== Math.floor(numberOf(network) / 2 ** (32 - bits)),
  );
}

/** An address of the range that is given out to hosts, 2000::/3, without documentation's 2001:db8::/32. */
export function isPublicIpv6(text: string): boolean {
  if (!URL.canParse(`http://[${text}]/`)) return false;
  const [first = "", second = ""] = new URL(`http://[${text}]/`).hostname.slice(1).split(":");
  const head = Number.parseInt(first, 16);
  return head >= 0x2000 && head <= 0x3fff && !(head === 0x2001 && second === "db8");
}

function numberOf(address: string): number {
  return address.split(".").reduce((sum, part) => 256 * sum + Number(part), 0);
}
