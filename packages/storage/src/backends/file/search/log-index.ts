import { createId, type JsonObject } from '@engawa/core'
import { OneAtATime } from '../../../search/one-at-a-time.js'
import { DamagedIndex, PageCache } from '../../../search/segments/checked-bytes.js'
import { Draft } from '../../../search/segments/draft.js'
import { type IndexPart, sourceKey } from '../../../search/segments/index-part.js'
import { planMerge } from '../../../search/segments/merge-plan.js'
import { writeSegment } from '../../../search/segments/write-segment.js'
import type { Disk } from '../disk.js'
import type { SessionFiles } from '../session-files.js'
import { CoveredLogs } from './covered-logs.js'
import type { Manifest, SegmentFile } from './manifest.js'
import { type OpenSegment, SegmentFolder } from './segment-folder.js'

/** In messages. */
export interface IndexSizes {
  /** A tail of this many is worth a segment; a shorter one is read anew by each process that searches. */
  readonly worthKeeping: number
  /** While a store is indexed for the first time, so much is held in memory. */
  readonly largestDraft: number
}

export const usualSizes: IndexSizes = { worthKeeping: 1_000, largestDraft: 20_000 }

/** Another process has written a manifest since ours was read. */
class Overtaken extends Error {}

type Covered = Pick<Manifest, 'nextSource' | 'sources'>

/**
 * The index over all logs: segments on the disk, and in memory what was appended since. Appends know nothing of it.
 * Whoever searches reads what is new, and writes it down afterwards if it is much.
 *
 * Several processes may do so at once. Each makes its segments beside the others; the first to commit wins, and the
 * others throw theirs away and take its manifest for theirs.
 */
export class LogIndex {
  readonly #disk: Disk
  readonly #files: SessionFiles
  readonly #folder: SegmentFolder
  readonly #sizes: IndexSizes
  readonly #turns = new OneAtATime()
  #manifest: Manifest | undefined
  #version: string | undefined
  #segments: readonly OpenSegment[] = []
  #draft = new Draft()
  #covered: CoveredLogs
  #keeping: Promise<void> | undefined
  /** Segments to be closed when nothing is being joined. */
  readonly #closing: OpenSegment[] = []
  /** Whether the folder was looked through for what a process left behind that was killed. */
  #isTidy = false
  /** Why nothing is written down: the disk is full, or not ours to write. Searches go on in memory. */
  #problem: string | undefined

  constructor(disk: Disk, files: SessionFiles, directory: string, sizes = usualSizes) {
    this.#disk = disk
    this.#files = files
    this.#sizes = sizes
    this.#folder = new SegmentFolder(disk, directory, new PageCache())
    this.#covered = new CoveredLogs(disk, files, undefined)
  }

  /**
   * Ask something of an index that covers all that is in the logs by now. What is damaged is made anew.
   *
   * @param question is answered at once: the parts may change in the next moment
   */
  async ask<T>(question: (parts: readonly IndexPart[], covered: CoveredLogs) => T): Promise<T> {
    const answer = await this.#turns.run(() =>
      this.#soundly(async () => {
        await this.#catchUp()
        return question(this.#parts, this.#covered)
      }),
    )
    this.#keepSoon()
    return answer
  }

  /** Resolves when all is written and joined. */
  async rebuild(): Promise<void> {
    this.#problem = undefined
    await this.#turns.run(() =>
      this.#soundly(async () => {
        this.#startAnew()
        await this.#catchUp()
        await this.#keepDraft()
      }),
    )
    await this.#folder.tidy()
    this.#keepSoon()
    await this.#keeping
  }

  /** Logs have been removed: their words leave the segments, at the latest before `close` resolves. */
  async forgetGone(): Promise<void> {
    if (this.#folder.version() === undefined) return
    await this.#turns.run(() => this.#soundly(() => this.#catchUp()))
    this.#keepSoon()
  }

  health(): JsonObject {
    const kept = this.#segments.reduce((sum, { segment }) => sum + segment.count, 0)
    const problem = this.#problem === undefined ? {} : { problem: this.#problem }
    return { segments: this.#segments.length, kept, inMemory: this.#draft.count, ...problem }
  }

  /** Resolves when what is being written is written. */
  async close(): Promise<void> {
    await this.#keeping
    await this.#turns.idle()
    this.#closeSegments(this.#segments)
    this.#segments = []
  }

  get #parts(): readonly IndexPart[] {
    return [...this.#segments.map(({ segment }) => segment), this.#draft]
  }

  /** Do work on an index that may turn out to be damaged, or overtaken by another process. */
  async #soundly<T>(work: () => Promise<T>): Promise<T> {
    for (let damages = 0; ; ) {
      try {
        return await work()
      } catch (error) {
        if (error instanceof Overtaken) continue
        if (!(error instanceof DamagedIndex)) throw error
        damages += 1
        // A disk that does not give back what was just written is left alone.
        if (damages > 1) this.#problem = `damaged: ${error.message}`
        this.#startAnew()
      }
    }
  }

  async #catchUp(): Promise<void> {
    this.#takeManifest()
    await this.#covered.catchUp(async () => {
      if (this.#draft.count >= this.#sizes.largestDraft) await this.#keepIfPossible()
      return this.#draft
    })
    // A small index is made anew, so that nothing of what is gone counts in the scores.
    if (this.#covered.gone.size > 0 && this.#segments.length === 0) {
      this.#startAnew()
      await this.#covered.catchUp(async () => this.#draft)
    }
  }

  /** Take over what others have written down since. */
  #takeManifest(): void {
    const version = this.#folder.version()
    if (version === this.#version) return
    const manifest = this.#folder.manifest()
    const open = new Map(this.#segments.map((one) => [one.name, one]))
    const segments = (manifest?.segments ?? []).map(({ name }) => open.get(name) ?? this.#folder.open(name))
    this.#replaceSegments(segments)
    this.#manifest = manifest
    this.#version = version
    this.#draft = new Draft()
    this.#covered = new CoveredLogs(this.#disk, this.#files, manifest)
  }

  #startAnew(): void {
    this.#replaceSegments([])
    this.#manifest = this.#folder.manifest()
    this.#version = this.#folder.version()
    this.#draft = new Draft()
    this.#covered = new CoveredLogs(this.#disk, this.#files, undefined)
  }

  #keepSoon(): void {
    if (this.#keeping !== undefined || this.#problem !== undefined) return
    if (this.#isTidy && this.#draft.count < this.#sizes.worthKeeping && this.#plan() === undefined) return
    this.#keeping = this.#keep()
      .catch((error: unknown) => this.#fail(error))
      .finally(() => {
        this.#keeping = undefined
        this.#closeSegments(this.#closing.splice(0))
      })
  }

  async #keep(): Promise<void> {
    if (!this.#isTidy) await this.#folder.tidy()
    this.#isTidy = true
    await this.#turns.run(async () => {
      if (this.#draft.count >= this.#sizes.worthKeeping) await this.#keepDraft()
    })
    for (let plan = this.#plan(); plan !== undefined; plan = this.#plan()) await this.#replace(plan)
  }

  /** A search goes on in memory where nothing can be written. */
  async #keepIfPossible(): Promise<void> {
    if (this.#problem !== undefined) return
    try {
      await this.#keepDraft()
    } catch (error) {
      if (error instanceof Overtaken || error instanceof DamagedIndex) throw error
      this.#fail(error)
    }
  }

  #fail(error: unknown): void {
    // Whoever searches next takes over what the other wrote, or finds the damage and mends it.
    if (error instanceof Overtaken || error instanceof DamagedIndex) return
    this.#problem = error instanceof Error ? error.message : String(error)
  }

  /** Within a turn. */
  async #keepDraft(): Promise<void> {
    const bytes = await this.#joined([this.#draft])
    const { nextSource } = this.#covered
    await this.#commit(bytes, this.#segments, { nextSource, sources: this.#covered.sources() })
    this.#draft = new Draft()
  }

  /** Others search while segments are joined, so it is no turn; only its end is. */
  async #replace(plan: readonly OpenSegment[]): Promise<void> {
    const bytes = await this.#joined(plan.map(({ segment }) => segment))
    await this.#turns.run(async () => {
      const base = this.#manifest
      if (base === undefined || !plan.every((one) => this.#segments.includes(one))) throw new Overtaken()
      const others = this.#segments.filter((one) => !plan.includes(one))
      // What is in the draft alone is not covered by this.
      await this.#commit(bytes, others, { nextSource: base.nextSource, sources: base.sources })
    })
    await this.#folder.tidy()
  }

  #joined(parts: readonly IndexPart[]): Promise<Buffer | undefined> {
    return writeSegment(parts, (source) => this.#covered.path(source) !== undefined)
  }

  /** @throws Overtaken when another process has written a manifest since ours was read */
  async #commit(
    bytes: Buffer | undefined,
    others: readonly OpenSegment[],
    { nextSource, sources }: Covered,
  ): Promise<void> {
    const added = bytes === undefined ? [] : [this.#folder.open(this.#folder.write(createId(), bytes))]
    const segments = [...others, ...added]
    const gone = [...this.#covered.gone].filter((source) => segments.some((one) => hasTextsFrom(one, source)))
    const manifest: Manifest = {
      stamp: createId(),
      nextSource,
      segments: segments.map(({ name, segment }): SegmentFile => ({ name, count: segment.count })),
      sources,
      gone,
    }
    if (!(await this.#folder.commit(this.#manifest, manifest))) {
      this.#closeSegments(added)
      for (const { name } of added) this.#folder.remove(name)
      this.#version = undefined
      throw new Overtaken()
    }
    this.#replaceSegments(segments)
    this.#covered.forgetAllBut(gone)
    this.#manifest = manifest
    this.#version = this.#folder.version()
  }

  /** What to write anew next: a segment with words of what is gone, then segments that are better one. */
  #plan(): readonly OpenSegment[] | undefined {
    const { gone } = this.#covered
    const outdated = this.#segments.find((one) => [...gone].some((source) => hasTextsFrom(one, source)))
    if (outdated !== undefined) return [outdated]
    const plan = planMerge(this.#segments.map(({ segment }) => segment.count))
    return plan?.flatMap((index) => this.#segments[index] ?? [])
  }

  #replaceSegments(segments: readonly OpenSegment[]): void {
    const gone = this.#segments.filter((one) => !segments.includes(one))
    this.#segments = segments
    // They may be just being read, to be joined.
    if (this.#keeping === undefined) this.#closeSegments(gone)
    else this.#closing.push(...gone)
  }

  #closeSegments(segments: readonly OpenSegment[]): void {
    for (const segment of segments) segment.close()
  }
}

const hasTextsFrom = ({ segment }: OpenSegment, source: number): boolean =>
  segment.postings(sourceKey(source)) !== undefined
