/**
 * Fires on SIGINT (what a runner sends first when a job is cancelled) or SIGTERM. Installing it keeps the process alive
 * through the signal: whoever asks for it has to end by itself.
 */
export function terminationSignal(): AbortSignal {
  shared ??= listen();
  return shared;
}

let shared: AbortSignal | undefined;

function listen(): AbortSignal {
  const controller = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) process.on(name, () => controller.abort(new Error(name)));
  return controller.signal;
}
