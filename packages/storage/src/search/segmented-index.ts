import { Draft } from './segments/draft.js'
import type { Entry, IndexPart } from './segments/index-part.js'
import { planMerge } from './segments/merge-plan.js'
import { Segment } from './segments/segment.js'
import { writeSegment } from './segments/write-segment.js'

/** A draft of this size becomes a segment, which takes a tenth of its memory. */
const largestDraft = 2_000

/** An index in memory: what came last as it came, the rest in segments. */
export class SegmentedIndex {
  #segments: readonly Segment[] = []
  #draft = new Draft()

  get parts(): readonly IndexPart[] {
    return [...this.#segments, this.#draft]
  }

  /** One at a time: what is added while another waits would be lost. */
  async add(entry: Omit<Entry, 'length'>, text: string): Promise<void> {
    this.#draft.add(entry, text)
    if (this.#draft.count < largestDraft) return
    await this.#replace([this.#draft], new Draft())
    for (let plan = this.#plan(); plan !== undefined; plan = this.#plan()) await this.#replace(plan)
  }

  /** Until the new segment is there, the parts that it is made of are searched. */
  async #replace(parts: readonly IndexPart[], draft = this.#draft): Promise<void> {
    const bytes = await writeSegment(parts, () => true)
    const others = this.#segments.filter((segment) => !parts.includes(segment))
    this.#segments = bytes === undefined ? others : [...others, Segment.inMemory(bytes)]
    this.#draft = draft
  }

  #plan(): readonly Segment[] | undefined {
    const plan = planMerge(this.#segments.map(({ count }) => count))
    return plan?.flatMap((index) => this.#segments[index] ?? [])
  }
}
