import { type Described, stepsOf } from './described.ts'

/** A script for fish. */
export function fishScript(described: readonly Described[]): string {
  return `# Completion of masthead for fish: masthead completion fish
function __masthead_at
    set -l at ''
    for word in (commandline -opc)[2..-1]
        switch "$at $word"
            case ${stepsOf(described).replaceAll('|', ' ')}
                set at (string trim -- "$at $word")
        end
    end
    test "$at" = "$argv[1]"
end
${described.flatMap(linesOf).join('\n')}
`
}

function linesOf({ path, subcommands, options, choices }: Described): string[] {
  const here = `complete -c masthead -n "__masthead_at '${path}'"`
  return [
    ...subcommands.map(({ word, what }) => `${here} -f -a ${word} -d '${what}'`),
    ...(choices.length === 0 ? [] : [`${here} -f -a '${choices.join(' ')}'`]),
    ...options.map(({ word, what, takesValue, choices: values }) => {
      const value = values.length > 0 ? ` -x -a '${values.join(' ')}'` : takesValue ? ' -r' : ''
      return `${here} -l ${word.slice(2)}${value} -d '${what}'`
    }),
  ]
}
