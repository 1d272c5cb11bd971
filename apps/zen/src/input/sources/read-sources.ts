import { statSync } from 'node:fs'
import { isEngawaError, type RedactionFinding, UserError } from '@engawa/core'
import type { SecretFilter } from '@engawa/secret-filter'
import type { PageOptions } from './fetch-page.js'
import { fitLines } from './fit-lines.js'
import { imageType } from './image-type.js'
import { type Located, locateSources } from './locate-sources.js'
import { numberLines } from './number-lines.js'
import { maxImageBytes, maxTextBytes, readBounded, tooLarge } from './read-bounded.js'
import type { LeftOut, LeftOutReason, LocatedSource, SourceImage, SourceReport, SourceText } from './source.js'

export interface SourceOptions {
  /** Relative names start here. */
  readonly root: string
  /** Tokens for all texts together. */
  readonly budget: number
  readonly estimate: (text: string) => number
  readonly filter: Pick<SecretFilter, 'explain'>
  /** How pages are fetched. Absent: addresses are refused. */
  readonly web?: PageOptions
}

/** What marks a file's beginning and end in the question. */
const tokensOfFence = 12

/**
 * Read the files, folders, patterns and web addresses that a person named, as far as the budget holds them.
 *
 * What they named themselves goes or is refused with an error, cut to what fits; what was found below a folder or by a
 * pattern goes whole or is left out. The report names all of it.
 *
 * @throws UserError naming what can't be read and why: the question is then not asked at all, rather than asked without
 *   a file that its author counts on
 */
export async function readSources(patterns: readonly string[], options: SourceOptions): Promise<SourceReport> {
  return readLocated(await locateSources(patterns, options.root), options)
}

/** The same for what was located before. */
export async function readLocated({ sources, leftOut }: Located, options: SourceOptions): Promise<SourceReport> {
  const texts: SourceText[] = []
  const images: SourceImage[] = []
  const findings: RedactionFinding[] = []
  const left: LeftOut[] = [...leftOut]
  let room = options.budget
  for (const source of sources) {
    try {
      if (cannotFit(source, room)) throw new LeftOutError('budget')
      const read = await contentOf(source, options)
      if ('image' in read) {
        images.push(read)
        continue
      }
      const fitted = fit(source, read.text, room, options)
      texts.push(fitted.text)
      findings.push(...fitted.findings)
      room -= fitted.text.tokens
    } catch (error) {
      const reason = reasonOf(error)
      if (reason === undefined || (source.how === 'named' && reason !== 'budget')) throw error
      left.push({ name: source.name, reason })
    }
  }
  return { texts, images, leftOut: left, findings, tokens: options.budget - room }
}

type Content = { readonly text: string } | SourceImage

async function contentOf(source: LocatedSource, options: SourceOptions): Promise<Content> {
  const { name } = source
  const bytes = await bytesOf(source, options)
  const mediaType = imageType(bytes)
  if (mediaType !== undefined) {
    if (bytes.length > maxImageBytes) throw tooLarge(name, maxImageBytes)
    // Somebody who names a folder of code doesn't mean its icons.
    if (source.how === 'found') throw new LeftOutError('image')
    return { name, image: { type: 'image', mediaType, data: Buffer.from(bytes).toString('base64') } }
  }
  if (bytes.length > maxTextBytes) throw tooLarge(name, maxTextBytes)
  // A NUL in the first part is how git tells binaries, too.
  if (bytes.subarray(0, 8_000).includes(0)) throw binary(name)
  return { text: new TextDecoder().decode(bytes) }
}

async function bytesOf({ name, place }: LocatedSource, { web }: SourceOptions): Promise<Uint8Array> {
  if ('path' in place) return readBounded(name, place.path)
  if (web === undefined) throw new UserError(`${name} is not read here`, { code: 'zen/no-web', hint: 'Name a file.' })
  const { fetchPage } = await import('./fetch-page.js')
  return fetchPage(place.url, web)
}

function fit({ name, how }: LocatedSource, content: string, room: number, { filter, estimate, budget }: SourceOptions) {
  const { lines, findings } = numberLines(content, `files[${JSON.stringify(name)}]`, filter)
  const around = estimate(name) + tokensOfFence
  const shown = fitLines(lines, room - around, estimate)
  if (shown === 0 && how === 'named' && room === budget) throw tooLong(name, budget)
  if (shown === 0 || (shown < lines.length && how !== 'named')) throw new LeftOutError('budget')
  const text = lines.slice(0, shown).join('\n')
  return { text: { name, text, lines: { shown, total: lines.length }, tokens: estimate(text) + around }, findings }
}

/** No text has fewer tokens than a quarter of its bytes, by the estimate: such a file need not be read to be left out. */
function cannotFit({ how, place }: LocatedSource, room: number): boolean {
  if (how !== 'found' || !('path' in place)) return false
  return (statSync(place.path, { throwIfNoEntry: false })?.size ?? 0) / 4 > room
}

class LeftOutError extends Error {
  constructor(readonly reason: LeftOutReason) {
    super(reason)
  }
}

const reasonOfCode: Readonly<Record<string, LeftOutReason>> = {
  'zen/binary-file': 'binary',
  'zen/large-file': 'large',
  'zen/unreadable-file': 'unreadable',
  'zen/pipe': 'unreadable',
}

function reasonOf(error: unknown): LeftOutReason | undefined {
  if (error instanceof LeftOutError) return error.reason
  return isEngawaError(error) ? reasonOfCode[error.code] : undefined
}

/** Without the one file that it is about, a question is another one. */
const tooLong = (name: string, budget: number): UserError =>
  new UserError(`not a line of ${name} fits into the ${budget} tokens that there are for files`, {
    code: 'zen/too-long',
    hint: 'Give a part of it, allow more with --file-tokens, or let a local model read more: zen config set models.context_window 65536',
  })

const binary = (name: string): UserError =>
  new UserError(`${name} is a binary file`, { code: 'zen/binary-file', hint: 'Attach text files and images only.' })
