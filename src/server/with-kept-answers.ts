import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ReadBody } from './exchange.ts'
import type { KeptAnswers } from './kept-answers.ts'
import type { MaybePromise } from './maybe-promise.ts'
import type { Gateway } from './yoga.ts'

/** The same gateway, that gives GETs that have come before what is kept for them, and has not even to be asked. */
export function withKeptGets(gateway: Gateway, kept: KeptAnswers): Gateway {
  return {
    ...gateway,
    requestListener(req, res) {
      if (!kept.answerGet(req, res)) return gateway.requestListener(req, res)
    },
  }
}

/** The same for short POSTs: their body is read first, and handed on where nothing is kept for it. */
export function withKeptPosts(
  answer: (req: IncomingMessage, res: ServerResponse, read?: ReadBody) => MaybePromise<void>,
  kept: KeptAnswers,
): Gateway['requestListener'] {
  return (req, res) => {
    if (!kept.mayAnswerPost(req)) return answer(req, res)
    const arrivedAt = performance.now()
    return bodyOf(req).then((body) => {
      const read = { body, arrivedAt }
      if (!kept.answerPost(req, res, read)) return answer(req, res, read)
    })
  }
}

/** All of a body, whose length was announced and is no more than it may be; null: the client left before it was here. */
export function bodyOf(req: IncomingMessage): Promise<Buffer | null> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    req.on('data', (chunk: Buffer) => chunks.push(chunk))
    req.on('end', () => resolve(chunks.length === 1 ? (chunks[0] ?? null) : Buffer.concat(chunks)))
    // also after an error, which a request without listeners for it keeps to itself
    req.on('close', () => resolve(null))
  })
}
