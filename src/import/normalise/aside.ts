import type { ArticleInput } from '../../../schema/models.ts'
import { SideThread, ThreadBusy, TooMuchWork } from '../../thread.ts'
import { tooMuchWork } from './body/body.ts'
import { normaliseLeniently } from './lenient.ts'
import { normalise, type Normalised } from './normalise.ts'
import type { NormaliseResult, NormaliseTask } from './thread.ts'

/**
 * As `normalise` or `normaliseLeniently`, with bodies that are long in a thread of their own. One that takes far more CPU time
 * there than texts of its length do is a problem of the body.
 */
export async function normaliseAside(
  input: ArticleInput,
  isLenient: boolean,
  maxCharsHere: number = maxCharsOfFiles,
): Promise<NormaliseResult> {
  const chars = bodyChars(input)
  if (chars <= maxCharsHere) return isLenient ? normaliseLeniently(input) : { result: normalise(input), notes: [] }
  try {
    const cpuMs = cpuMsPerMegabyte * Math.max(1, chars / megabyte)
    const { result, notes } = await thread.run({ input, isLenient }, cpuMs, chars)
    return { notes, result: withHash(result) }
  } catch (error) {
    if (error instanceof TooMuchWork) return refused(input, tooMuchWork)
    if (error instanceof ThreadBusy) return refused(input, busy)
    throw error
  }
}

/** Articles that a client sent, in their order. Long are those that are so together. */
export async function normaliseAll(inputs: readonly ArticleInput[]): Promise<Normalised[]> {
  const isLong = inputs.reduce((sum, input) => sum + bodyChars(input), 0) > maxCharsOfClients
  const read: Normalised[] = []
  for (const input of inputs) {
    read.push((await normaliseAside(input, false, isLong ? 0 : maxCharsOfClients)).result)
  }
  return read
}

/** UTF-16 units of bodies that are parsed at once on the event loop that answers clients; hostile ones take some 10 ms. */
const maxCharsOfClients = 8_000
/** The same for files, where nobody waits and a thread costs memory. */
const maxCharsOfFiles = 64_000
const megabyte = 2 ** 20
/** A net: hostile bodies of a megabyte that keep all other limits take 1 s, and machines differ. */
const cpuMsPerMegabyte = 5_000
/** UTF-16 units of bodies that may wait. */
const maxWaitingChars = 32 * megabyte

const thread = new SideThread<NormaliseTask, NormaliseResult>(new URL('./thread.ts', import.meta.url), maxWaitingChars)

function bodyChars({ body }: ArticleInput): number {
  return (body?.html?.length ?? 0) + (body?.markdown?.length ?? 0) + (body?.plainText?.length ?? 0)
}

/** A Buffer is a plain array of bytes when it comes out of a thread. */
function withHash(result: Normalised): Normalised {
  if (!('article' in result)) return result
  return { article: { ...result.article, contentHash: Buffer.from(result.article.contentHash) } }
}

const busy = 'Too many long bodies are being read just now. Send it again in a few seconds.'

function refused({ body }: ArticleInput, message: string): NormaliseResult {
  const format = (['html', 'markdown', 'plainText'] as const).find((name) => typeof body?.[name] === 'string')
  const path = format === undefined ? ['body'] : ['body', format]
  return { notes: [], result: { userErrors: [{ code: 'INVALID', message, path }] } }
}
