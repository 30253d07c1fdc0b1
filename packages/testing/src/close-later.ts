interface Closable {
  close(): Promise<unknown>;
}

const open: Closable[] = [];

/** Until `closeAll`. */
export function closeLater<Thing extends Closable>(thing: Thing): Thing {
  open.push(thing);
  return thing;
}

/** For `afterEach`: servers and routers that a test opened. */
export async function closeAll(): Promise<void> {
  for (const thing of open.splice(0).reverse()) await thing.close();
}
