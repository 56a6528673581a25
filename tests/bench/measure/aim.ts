/** Prints whether a figure is what it should be, and answers that. */
export function aim(what: string, value: number, sign: '<' | '>', bound: number): boolean {
  const isReached = sign === '<' ? value < bound : value > bound
  console.log(`${isReached ? 'reached' : 'missed '} ${what}: ${value.toFixed(1)} (aim ${sign} ${bound})`)
  return isReached
}
