/** What an archive holds, in words. */
export function countsOf(rows: Readonly<Record<string, number>>): string {
  const all = Object.values(rows).reduce((sum, count) => sum + count, 0)
  return `${rows['article'] ?? 0} articles, ${rows['api_key'] ?? 0} keys, ${all} rows in all`
}

/** The seconds since an instant of `performance.now()`, in words. */
export function since(startedAt: number): string {
  return `${((performance.now() - startedAt) / 1000).toFixed(1)} s`
}
