import { type Described, stepsOf, type Word } from './described.ts'

/** A script for zsh: a function of \`fpath\`, or to be sourced. */
export function zshScript(described: readonly Described[]): string {
  return `#compdef masthead
# Completion of masthead for zsh: masthead completion zsh
_masthead() {
  local at='' word previous=\${words[CURRENT-1]}
  local -a given flags
  for word in \${words[2,CURRENT-1]}; do
    case "$at $word" in
      ${stepsOf(described)}) at="\${at:+$at }$word" ;;
    esac
  done
  case "$at $previous" in
${described.flatMap(valueCases).join('\n')}
  esac
  case "$at" in
${described.map(wordCase).join('\n')}
  esac
  if [[ $PREFIX == -* ]]; then _describe -o 'option' flags
  elif (( $#given )); then _describe 'word' given
  else _files; fi
}
if [ "$funcstack[1]" = _masthead ]; then _masthead "$@"; else compdef _masthead masthead; fi
`
}

function valueCases({ path, options }: Described): string[] {
  return options
    .filter(({ takesValue }) => takesValue)
    .map(({ word, choices }) =>
      choices.length === 0
        ? `    '${path} ${word}') _files; return ;;`
        : `    '${path} ${word}') compadd ${choices.join(' ')}; return ;;`,
    )
}

function wordCase({ path, subcommands, options, choices }: Described): string {
  const words = [...subcommands, ...choices.map((word) => ({ word, what: '' }))]
  return `    '${path}') given=(${words.map(quoted).join(' ')}); flags=(${options.map(quoted).join(' ')}) ;;`
}

function quoted({ word, what }: Word): string {
  return what === '' ? `'${word}'` : `'${word}:${what}'`
}
