import { compact } from '../../../shared/feed-name.ts'

/**
 * A name as one of `others` spells it better: with its spaces and capitals, or without the ending of an address; else as it is.
 * `others` is asked only where the name could be spelt better.
 */
export function spelling(name: string, others: () => readonly string[]): string {
  const bare = name.replace(/^www\./i, '')
  const ending = /\.\p{L}{2,}(?:\.\p{L}{2})?$/u.exec(bare)?.[0] ?? ''
  const isRun = !bare.includes(' ') && (ending !== '' || !/\p{Lu}/u.test(bare))
  if (!isRun) return name
  const letters = new Set([compact(bare), compact(bare.slice(0, bare.length - ending.length))])
  const better = others().find(
    (other) => other !== name && !/^www\./i.test(other) && letters.has(compact(other)) && /\p{Lu}/u.test(other),
  )
  return better ?? name
}
