import DataLoader from 'dataloader'

/** Gathers what one request asks for at the same place of the document, so that it becomes one statement. */
export class Batches {
  readonly #onBatch: (keys: number) => void
  readonly #byFieldKey = new WeakMap<object, Map<string, DataLoader<number, unknown>>>()

  /** `onBatch` hears of each statement that is sent, and how many keys it is for. */
  constructor(onBatch: (keys: number) => void = () => undefined) {
    this.#onBatch = onBatch
  }

  /**
   * Loads one key together with all others of the same `fieldKey` and `label` that come up in the same tick.
   * `loadMany` gets distinct ids and answers with a map; an id that is missing in it is null.
   */
  load<T>(
    fieldKey: object,
    label: string,
    id: number,
    loadMany: (ids: readonly number[]) => Promise<ReadonlyMap<number, T>>,
  ): Promise<T | null> {
    let loaders = this.#byFieldKey.get(fieldKey)
    if (loaders === undefined) this.#byFieldKey.set(fieldKey, (loaders = new Map()))
    let loader = loaders.get(label)
    if (loader === undefined) {
      loader = new DataLoader<number, unknown>(async (ids) => {
        this.#onBatch(ids.length)
        const found = await loadMany(ids)
        return ids.map((one) => found.get(one) ?? null)
      })
      loaders.set(label, loader)
    }
    return loader.load(id) as Promise<T | null>
  }
}
