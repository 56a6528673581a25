import { type Described, stepsOf } from './described.ts'

/** A script for bash, without bash-completion. */
export function bashScript(described: readonly Described[]): string {
  return `# Completion of masthead for bash: masthead completion bash
_masthead() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} at='' words='' i
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$at \${COMP_WORDS[i]}" in
      ${stepsOf(described)}) at="\${at:+$at }\${COMP_WORDS[i]}" ;;
    esac
  done
  case "$at $prev" in
${described.flatMap(valueCases).join('\n')}
  esac
  case "$at" in
${described.map(wordCase).join('\n')}
  esac
  [ -n "$words" ] && COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -o default -F _masthead masthead
`
}

/** After an option that takes a value: the values, or whatever bash completes by itself. */
function valueCases({ path, options }: Described): string[] {
  return options
    .filter(({ takesValue }) => takesValue)
    .map(({ word, choices }) =>
      choices.length === 0
        ? `    '${path} ${word}') COMPREPLY=(); return ;;`
        : `    '${path} ${word}') COMPREPLY=($(compgen -W '${choices.join(' ')}' -- "$cur")); return ;;`,
    )
}

function wordCase({ path, subcommands, options, choices }: Described): string {
  const words = [...subcommands.map(({ word }) => word), ...choices].join(' ')
  const flags = options.map(({ word }) => word).join(' ')
  return `    '${path}') if [[ $cur == -* ]]; then words='${flags}'; else words='${words}'; fi ;;`
}
