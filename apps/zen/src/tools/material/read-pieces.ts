import { neutralise } from '@engawa/cli-kit'
import { environmentFetch, estimateTokens } from '@engawa/llm-providers'
import { describeReport } from '../../input/sources/describe-report.js'
import { readSources } from '../../input/sources/read-sources.js'
import type { ToolContext } from '../tool.js'
import type { Piece } from './piece.js'

/**
 * Read the files, folders, patterns and addresses that were named. What was left out, and secrets that were taken out,
 * the desk is told.
 *
 * @param budget tokens for all of them
 */
export async function readFilePieces(
  patterns: readonly string[],
  { command, desk, options }: Pick<ToolContext, 'command' | 'desk' | 'options'>,
  budget: number,
): Promise<readonly Piece[]> {
  if (patterns.length === 0) return []
  const { texts, images, leftOut, findings } = await readSources(patterns, {
    root: command.cwd,
    budget,
    estimate: estimateTokens,
    filter: await desk.filter(),
    // A tool is called by programs too: it reaches into no network of the person's own.
    web: {
      fetch: environmentFetch(),
      signal: command.signal,
      nearby: 'never',
      offline: options.offline === true,
    },
  })
  for (const note of describeReport({ texts, leftOut }, 'a model with a larger window reads more')) desk.note(note)
  for (const { name } of images) desk.note(`${neutralise(name)} is an image and was left out`)
  desk.found(findings)
  return texts.map(({ name, text, lines }) => ({
    name,
    kind: 'file',
    text,
    hasLine: (line) => line >= 1 && line <= lines.shown,
  }))
}
