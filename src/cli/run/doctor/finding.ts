/** What one check has found. */
export interface Finding {
  /** What was checked, in one or two words. */
  readonly check: string
  /** `bad`: the gateway does not work so. `mind`: it works, and something is to be known or done. */
  readonly state: 'fine' | 'mind' | 'bad'
  readonly finding: string
  /** What to do; null where there is nothing to do. */
  readonly advice: string | null
}

/** All is well. */
export function fine(check: string, finding: string): Finding {
  return { check, state: 'fine', finding, advice: null }
}

/** It works, and something is to be known or done. */
export function mind(check: string, finding: string, advice: string): Finding {
  return { check, state: 'mind', finding, advice }
}

/** The gateway does not work so. */
export function bad(check: string, finding: string, advice: string): Finding {
  return { check, state: 'bad', finding, advice }
}
