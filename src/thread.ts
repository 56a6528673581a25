import { parentPort, Worker } from 'node:worker_threads'

/** The work was given up: it took more CPU time than it may, or all the memory there is for it. */
export class TooMuchWork extends Error {
  override readonly name = 'TooMuchWork'
}

/** So much waits for the thread already that nothing more is taken. */
export class ThreadBusy extends Error {
  override readonly name = 'ThreadBusy'
}

/** Megabytes that a thread may hold. */
const maxMemoryMb = 512
/** How often it is looked at how much a task has used. */
const checkMs = 25

interface Job<Task, Result> {
  readonly task: Task
  readonly cpuMs: number
  readonly weight: number
  readonly resolve: (result: Result) => void
  readonly reject: (error: unknown) => void
}

/**
 * One thread beside the event loop for work whose length strangers decide, one task after the other. It begins with the first
 * task, keeps no process alive while it has none, and is ended and begun anew where a task exceeds its bounds.
 *
 * A library's pool bounds a task by the clock at best; on a busy machine that refuses what is in order, so CPU time counts here.
 */
export class SideThread<Task, Result> {
  readonly #entry: URL
  readonly #maxWaiting: number
  readonly #jobs: Job<Task, Result>[] = []
  #waiting = 0
  #isRunning = false
  #worker: Promise<Worker> | null = null

  /** `entry` is a module that calls `serveTasks`; `maxWaiting` bounds the weights of the tasks that wait or run, together. */
  constructor(entry: URL, maxWaiting: number) {
    // the package is built to JavaScript, and its modules end so
    this.#entry = new URL(import.meta.filename.endsWith('.js') ? entry.href.replace(/\.ts$/, '.js') : entry)
    this.#maxWaiting = maxWaiting
  }

  /**
   * What the thread makes of the task. Throws TooMuchWork after `cpuMs` milliseconds of CPU, ThreadBusy where the tasks that
   * wait weigh too much with this one, and what the work itself threw. A task that is alone is always taken.
   */
  run(task: Task, cpuMs: number, weight: number): Promise<Result> {
    if (this.#waiting > 0 && this.#waiting + weight > this.#maxWaiting) return Promise.reject(new ThreadBusy())
    this.#waiting += weight
    const { promise, resolve, reject } = Promise.withResolvers<Result>()
    this.#jobs.push({ task, cpuMs, weight, resolve, reject })
    void this.#work()
    return promise
  }

  async #work(): Promise<void> {
    if (this.#isRunning) return
    this.#isRunning = true
    for (let job = this.#jobs.shift(); job !== undefined; job = this.#jobs.shift()) {
      try {
        job.resolve(await this.#do(job))
      } catch (error) {
        job.reject(error)
      }
      this.#waiting -= job.weight
    }
    this.#isRunning = false
  }

  async #do({ task, cpuMs }: Job<Task, Result>): Promise<Result> {
    this.#worker ??= this.#begin()
    let worker: Worker | null = null
    try {
      worker = await this.#worker
      worker.ref()
      const limit = (await cpuMsOf(worker)) + cpuMs
      worker.postMessage(task)
      const answered = await answerOf<Result>(worker, limit)
      worker.unref()
      if ('error' in answered) throw new WorkFailed(answered.error)
      return answered.result
    } catch (error) {
      if (error instanceof WorkFailed) throw error.cause
      this.#worker = null
      await worker?.terminate()
      throw error
    }
  }

  #begin(): Promise<Worker> {
    const worker = new Worker(this.#entry, { resourceLimits: { maxOldGenerationSizeMb: maxMemoryMb } })
    // it may die between two tasks, when nobody else listens
    worker.on('error', () => undefined)
    return new Promise((resolve, reject) => {
      worker.once('message', () => resolve(worker))
      worker.once('error', reject)
      worker.once('exit', () => reject(new Error('The side thread ended before it began.')))
    })
  }
}

/** What the work itself threw, so that it is not taken for an end of the thread. */
class WorkFailed extends Error {
  constructor(cause: unknown) {
    super('The work failed.', { cause })
  }
}

type Answered<Result> = { readonly result: Result } | { readonly error: unknown }

function answerOf<Result>(worker: Worker, limit: number): Promise<Answered<Result>> {
  const { promise, resolve, reject } = Promise.withResolvers<Answered<Result>>()
  const checks = setInterval(() => {
    cpuMsOf(worker).then(
      (used) => used > limit && reject(new TooMuchWork()),
      // it has ended, and says so itself
      () => undefined,
    )
  }, checkMs)
  const failed = (error: Error & { code?: unknown }): void =>
    reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new TooMuchWork() : error)
  const ended = (): void => reject(new Error('The side thread ended.'))
  worker.once('message', resolve).once('error', failed).once('exit', ended)
  return promise.finally(() => {
    clearInterval(checks)
    worker.off('message', resolve).off('error', failed).off('exit', ended)
  })
}

async function cpuMsOf(worker: Worker): Promise<number> {
  const { user, system } = await worker.cpuUsage()
  return (user + system) / 1_000
}

/** Called once by the module that a side thread runs: answers each task by what `work` returns or throws. */
export function serveTasks<Task, Result>(work: (task: Task) => Result): void {
  const port = parentPort
  if (port === null) throw new Error('This module is the inside of a side thread.')
  port.on('message', (task: Task) => port.postMessage(answered(() => work(task))))
  port.postMessage('ready')
}

function answered<Result>(work: () => Result): Answered<Result> {
  try {
    return { result: work() }
  } catch (error) {
    return { error }
  }
}
