/**
 * Durations by a log scale: four buckets to each doubling, from 0.25 ms to 16 s. Any percentile is known to within 9 %, in 64
 * numbers, and histograms of several instances and minutes add up.
 */
export const histogramBuckets = 64

const perDoubling = 4
const firstMs = 0.25

/** The bucket of a duration; the last one takes all that is longer. */
export function bucketOf(ms: number): number {
  const bucket = Math.ceil(perDoubling * Math.log2(Math.max(ms, firstMs) / firstMs))
  return Math.min(bucket, histogramBuckets - 1)
}

/** The duration in milliseconds below which the given part of all lies, to within 9 %; 0 where there are none. */
export function percentileOf(histogram: readonly number[], part: number): number {
  const total = histogram.reduce((sum, count) => sum + count, 0)
  let counted = 0
  for (const [bucket, count] of histogram.entries()) {
    counted += count
    // the middle of the bucket, on its own scale
    if (count > 0 && counted >= total * part) return roundTo(firstMs * 2 ** ((bucket - 0.5) / perDoubling))
  }
  return 0
}

function roundTo(ms: number): number {
  return Number(ms.toPrecision(3))
}
