/**
 * Memory's tables, for the app to apply to the database it hands over (`applyMigrations` of `@engawa/storage/sqlite`).
 *
 * `words` is the content as it is indexed (see `searchable`). Rows are superseded, never overwritten; the index follows by triggers, so no writer can forget it. Two live rows
 * never hold the same words of one kind: the partial index makes a second copy impossible even for two processes.
 */
export const memoryMigrations = [
  {
    name: '0001-memories',
    sql: `
      CREATE TABLE memories (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL CHECK (kind IN ('turn', 'fact')),
        source TEXT NOT NULL,
        session_id TEXT,
        content TEXT NOT NULL,
        words TEXT NOT NULL,
        content_hash TEXT NOT NULL,
        metadata TEXT,
        created_at TEXT NOT NULL,
        updated_at TEXT NOT NULL,
        access_count INTEGER NOT NULL DEFAULT 0,
        superseded_by TEXT
      ) STRICT;
      CREATE UNIQUE INDEX memories_live_content ON memories (content_hash) WHERE superseded_by IS NULL;
      CREATE INDEX memories_superseded_by ON memories (superseded_by) WHERE superseded_by IS NOT NULL;
      CREATE VIRTUAL TABLE memories_index USING fts5 (
        words, content = 'memories', content_rowid = 'seq', tokenize = 'porter unicode61 remove_diacritics 2'
      );
      CREATE TRIGGER memories_indexed AFTER INSERT ON memories BEGIN
        INSERT INTO memories_index (rowid, words) VALUES (new.seq, new.words);
      END;
      CREATE TRIGGER memories_unindexed AFTER DELETE ON memories BEGIN
        INSERT INTO memories_index (memories_index, rowid, words) VALUES ('delete', old.seq, old.words);
      END;
    `,
  },
] as const
