/** An estimate with its interval and the number of observations behind it. */
export interface Estimate {
  value: number;
  low: number;
  high: number;
  n: number;
}
