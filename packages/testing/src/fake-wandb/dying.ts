import type { Http } from "#platform";

/** W&B to a process that is killed just before its n-th change of anything there; or its n-th call, reading ones included. */
export function dyingWandb(http: Http, calls: number, counted: "changes" | "calls" = "changes"): Http {
  let left = calls;
  return {
    async send(request) {
      const reads =
        request.method === "GET" || (typeof request.body === "string" && /"query":"query /.test(request.body));
      if (counted === "calls" || !reads) left -= 1;
      if (left <= 0) throw new Error("killed");
      return await http.send(request);
    },
  };
}
