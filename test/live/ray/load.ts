export interface Load {
  /** Answers by the model that gave them; what was lost, with why. */
  served: Record<string, number>;
  lost: string[];
  /** Ends it; everything that was sent has its answer then. */
  end(): Promise<void>;
  total(): number;
}

/** Chat requests without a pause, so many at once. */
export function startLoad(url: string, concurrency: number): Load {
  const served: Record<string, number> = {};
  const lost: string[] = [];
  let ending = false;
  async function worker(): Promise<void> {
    while (!ending) {
      try {
        const response = await fetch(`${url}/chat/completions`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ model: "mail", messages: [{ role: "user", content: "hi" }], delay: 0.02 }),
        });
        const text = await response.text();
        if (response.status !== 200) lost.push(`${response.status} ${text.slice(0, 200)}`);
        else {
          const { model } = JSON.parse(text) as { model: string };
          served[model] = (served[model] ?? 0) + 1;
        }
      } catch (error) {
        lost.push(String((error as Error).cause ?? error));
      }
    }
  }
  const workers = Array.from({ length: concurrency }, worker);
  return {
    served,
    lost,
    total: () => lost.length + Object.values(served).reduce((sum, count) => sum + count, 0),
    async end() {
      ending = true;
      await Promise.all(workers);
    },
  };
}
