/** What makes an address of the storage good. */
export const signatureOf = (sha256: string): string => [...sha256].reverse().join("").slice(0, 16);
