import type { Command, Option } from 'commander'

/** What a shell can complete after some words of the command line. */
export interface Described {
  /** The words before it, without `masthead`: `keys create`. Empty at the top. */
  readonly path: string
  readonly subcommands: readonly Word[]
  readonly options: readonly DescribedOption[]
  /** Values that its first argument may have; empty: files. */
  readonly choices: readonly string[]
}

/** A word and what it is for, one line without quotes or colons, which mean something to shells. */
export interface Word {
  readonly word: string
  readonly what: string
}

export interface DescribedOption extends Word {
  readonly takesValue: boolean
  /** The values there are; empty: any. */
  readonly choices: readonly string[]
}

/** The program and all its commands, the program first. */
export function describe(command: Command, above: readonly string[] = []): Described[] {
  const { commands, registeredArguments } = command
  return [
    {
      path: above.join(' '),
      subcommands: commands.map((one) => ({ word: one.name(), what: plain(one.summary() || one.description()) })),
      options: [...command.options.flatMap(toOption), { word: '--help', what: 'show how it is used', ...flag }],
      choices: registeredArguments[0]?.argChoices ?? [],
    },
    ...commands.flatMap((one) => describe(one, [...above, one.name()])),
  ]
}

const flag = { takesValue: false, choices: [] }

function toOption(option: Option): DescribedOption[] {
  if (option.long === undefined || option.long === null || option.hidden) return []
  const takesValue = option.required || option.optional
  return [{ word: option.long, what: plain(option.description), takesValue, choices: option.argChoices ?? [] }]
}

function plain(text: string): string {
  return text
    .replace(/[^\p{L}\p{N} .,;()/*_-]+/gu, ' ')
    .replace(/ +/g, ' ')
    .trim()
}

/** The lines of a `case` of words that lead from one command to the next, in the words of `sh`. */
export function stepsOf(described: readonly Described[]): string {
  const steps = described.filter(({ path }) => path !== '').map(({ path }) => `'${stepTo(path)}'`)
  return steps.join('|')
}

/** Where one is and the next word, as the scripts put them together: `keys` and `create` make `keys create`. */
function stepTo(path: string): string {
  return path.includes(' ') ? path : ` ${path}`
}
