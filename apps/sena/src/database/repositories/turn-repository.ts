import { and, asc, desc, eq, gte, inArray, lt, ne, sql } from 'drizzle-orm'
import { turnStages, turns } from '../schema.js'
import type { SenaDatabase } from '../sena-database.js'

export type TurnRow = typeof turns.$inferSelect
export type TurnStatus = TurnRow['status']
export type StageRow = typeof turnStages.$inferSelect

export interface NewTurn {
  readonly id: string
  readonly sessionId: string
  readonly messageId: string
  readonly answerId: string
  /** Filtered, and only its beginning. */
  readonly input: string
  readonly startedAt: string
}

export interface TurnEnd {
  readonly status: Exclude<TurnStatus, 'running'>
  readonly model: string | null
  readonly durationMs: number | null
}

export interface TracePage {
  readonly turns: readonly TurnRow[]
  readonly stages: readonly StageRow[]
  readonly nextCursor: number | null
}

/** Turns and their traces. */
export class TurnRepository {
  readonly #db: SenaDatabase

  constructor(db: SenaDatabase) {
    this.#db = db
  }

  begin(turn: NewTurn): void {
    this.#db
      .insert(turns)
      .values({ ...turn, status: 'running' })
      .run()
  }

  /** Called while the answer streams, so that a killed process leaves what was shown. */
  saveProgress(id: string, progress: { readonly partialAnswer: string; readonly model: string | null }): void {
    this.#db.update(turns).set(progress).where(eq(turns.id, id)).run()
  }

  addStage(stage: typeof turnStages.$inferInsert): void {
    this.#db.insert(turnStages).values(stage).run()
  }

  /** What had arrived is emptied, as its place is the conversation; `keepAnswer` where it did not get there. */
  end(id: string, end: TurnEnd, { keepAnswer = false } = {}): void {
    this.#db
      .update(turns)
      .set(keepAnswer ? end : { ...end, partialAnswer: '' })
      .where(eq(turns.id, id))
      .run()
  }

  /** Turns that no process is working on any more, when called by the one process that may. */
  running(): readonly TurnRow[] {
    return this.#db.select().from(turns).where(eq(turns.status, 'running')).orderBy(asc(turns.seq)).all()
  }

  get(id: string): { readonly turn: TurnRow; readonly stages: readonly StageRow[] } | undefined {
    const turn = this.#db.select().from(turns).where(eq(turns.id, id)).get()
    return turn && { turn, stages: this.#stagesOf([id]) }
  }

  /** Newest first. */
  list(options: { readonly sessionId?: string; readonly limit: number; readonly before?: number }): TracePage {
    const rows = this.#db
      .select()
      .from(turns)
      .where(
        and(
          options.sessionId === undefined ? undefined : eq(turns.sessionId, options.sessionId),
          options.before === undefined ? undefined : lt(turns.seq, options.before),
        ),
      )
      .orderBy(desc(turns.seq))
      .limit(options.limit + 1)
      .all()
    const page = rows.slice(0, options.limit)
    return {
      turns: page,
      stages: this.#stagesOf(page.map(({ id }) => id)),
      nextCursor: rows.length > options.limit ? (page.at(-1)?.seq ?? null) : null,
    }
  }

  statuses(ids: readonly string[]): ReadonlyMap<string, TurnStatus> {
    const rows = this.#db
      .select({ id: turns.id, status: turns.status })
      .from(turns)
      .where(inArray(turns.id, [...ids]))
      .all()
    return new Map(rows.map(({ id, status }) => [id, status]))
  }

  countSince(since: string): { readonly total: number; readonly failed: number } {
    const failed = sql<number>`coalesce(sum(${inArray(turns.status, ['failed', 'partial', 'interrupted'])}), 0)`
    return (
      this.#db
        .select({ total: sql<number>`count(*)`, failed })
        .from(turns)
        .where(and(gte(turns.startedAt, since), ne(turns.status, 'running')))
        .get() ?? { total: 0, failed: 0 }
    )
  }

  #stagesOf(ids: readonly string[]): readonly StageRow[] {
    if (ids.length === 0) return []
    return this.#db
      .select()
      .from(turnStages)
      .where(inArray(turnStages.turnId, [...ids]))
      .orderBy(asc(turnStages.seq))
      .all()
  }
}
