import { neutralise } from '@engawa/cli-kit'
import { UserError } from '@engawa/core'
import { numberLines } from '../../input/sources/number-lines.js'
import { isSecretFile } from '../../input/sources/secret-file.js'
import { git } from '../material/git.js'
import type { Piece } from '../material/piece.js'
import type { ToolContext } from '../tool.js'

/** Places that are shown of one symbol. */
const mostPlaces = 200

/**
 * Where a name occurs in the repository, whole words alone: what a trace can lean on beside the files that were named.
 *
 * @throws UserError `zen/unknown-symbol`
 */
export async function occurrences(
  symbol: string,
  { command, desk }: Pick<ToolContext, 'command' | 'desk'>,
): Promise<readonly Piece[]> {
  const root = (await git(['rev-parse', '--show-toplevel'], command)).trim()
  const grep = ['grep', '-n', '-I', '-w', '--full-name', '-z', '-F', '-e', symbol, '--', ':/']
  const found = await git(grep, { ...command, cwd: root }).catch((error: unknown) => {
    // git grep ends with 1 and no word where nothing is found.
    if (error instanceof UserError && error.code === 'zen/git') return ''
    throw error
  })
  const places = found
    .split('\n')
    .map((line) => line.split('\0'))
    .filter(([file = '', line]) => line !== undefined && !isSecretFile(file))
  if (places.length === 0) {
    throw new UserError(`${neutralise(symbol)} occurs nowhere in the repository`, {
      code: 'zen/unknown-symbol',
      hint: 'Give its name as it stands in the code: --symbol openStore',
    })
  }
  if (places.length > mostPlaces)
    desk.note(`${symbol} occurs ${places.length} times; the first ${mostPlaces} were shown`)
  const shown = places
    .slice(0, mostPlaces)
    .map(([file, line, text = '']) => `${file}:${line}: ${text.trim().slice(0, 300)}`)
  const { lines, findings } = numberLines(shown.join('\n'), 'occurrences', await desk.filter())
  desk.found(findings)
  const text = lines.map((line) => line.slice(line.indexOf('| ') + 2)).join('\n')
  return [{ name: symbol, kind: 'found', text, hasLine: () => false }]
}
