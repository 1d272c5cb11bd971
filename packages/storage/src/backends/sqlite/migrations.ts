import type { Migration } from '../../migrations/pending-migrations.js'

/** Only ever added to at the end; what stands here is in people's databases. */
export const migrations: readonly Migration[] = [
  {
    name: '0001-sessions-messages-search-kv',
    sql: `
      CREATE TABLE chat_sessions (
        id TEXT PRIMARY KEY,
        user_id TEXT NOT NULL,
        details TEXT NOT NULL,
        created_at TEXT NOT NULL,
        updated_at TEXT NOT NULL,
        deleted_at TEXT
      ) STRICT;
      CREATE INDEX chat_sessions_by_activity ON chat_sessions (updated_at, id);
      CREATE INDEX chat_sessions_by_user ON chat_sessions (user_id, updated_at, id);

      CREATE TABLE chat_messages (
        number INTEGER PRIMARY KEY,
        session_id TEXT NOT NULL REFERENCES chat_sessions (id),
        seq INTEGER NOT NULL,
        id TEXT NOT NULL,
        role TEXT NOT NULL,
        created_at TEXT NOT NULL,
        body TEXT NOT NULL,
        UNIQUE (session_id, seq),
        UNIQUE (session_id, id)
      ) STRICT;

      CREATE TABLE chat_appends (
        session_id TEXT NOT NULL REFERENCES chat_sessions (id),
        idempotency_key TEXT NOT NULL,
        first_seq INTEGER NOT NULL,
        last_seq INTEGER NOT NULL,
        PRIMARY KEY (session_id, idempotency_key)
      ) STRICT, WITHOUT ROWID;

      -- Fed with our own tokens, which hold no separator of the ascii tokenizer.
      CREATE VIRTUAL TABLE chat_search USING fts5 (
        words, pairs, content = '', contentless_delete = 1, tokenize = 'ascii'
      );

      CREATE TABLE chat_kv (
        key TEXT PRIMARY KEY,
        value TEXT NOT NULL,
        expires_at REAL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX chat_kv_by_expiry ON chat_kv (expires_at) WHERE expires_at IS NOT NULL;
    `,
  },
  {
    name: '0002-records-changes',
    sql: `
      -- What a record is listed by; what it says stands in its versions.
      CREATE TABLE chat_records (
        number INTEGER PRIMARY KEY,
        collection TEXT NOT NULL,
        id TEXT NOT NULL,
        owner TEXT NOT NULL,
        parent TEXT NOT NULL,
        created_at TEXT NOT NULL,
        is_deleted INTEGER NOT NULL,
        version INTEGER NOT NULL,
        UNIQUE (collection, id)
      ) STRICT;
      CREATE INDEX chat_records_by_time ON chat_records (collection, created_at, id);
      CREATE INDEX chat_records_by_owner ON chat_records (collection, owner, created_at, id);
      CREATE INDEX chat_records_by_parent ON chat_records (collection, parent, created_at, id);

      CREATE TABLE chat_versions (
        record INTEGER NOT NULL REFERENCES chat_records (number) ON DELETE CASCADE,
        version INTEGER NOT NULL,
        json TEXT NOT NULL,
        PRIMARY KEY (record, version)
      ) STRICT;

      CREATE TABLE chat_blobs (
        record INTEGER NOT NULL REFERENCES chat_records (number) ON DELETE CASCADE,
        hash TEXT NOT NULL,
        bytes BLOB NOT NULL,
        PRIMARY KEY (record, hash)
      ) STRICT;

      -- The latest changes in the order of their commits, for whoever watches. A number is given once.
      CREATE TABLE chat_changes (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        collection TEXT NOT NULL,
        id TEXT NOT NULL
      ) STRICT;
    `,
  },
  {
    name: '0003-search-facets-and-prefixes',
    sql: `
      -- Facets are hashes of the session and the user, so that a search in one session passes by all others.
      DROP TABLE chat_search;
      CREATE VIRTUAL TABLE chat_search USING fts5 (
        words, pairs, facets, content = '', contentless_delete = 1, tokenize = 'ascii', prefix = '2 3'
      );
      -- The version of the tokenizer that fed the table. Without a row, or with another version, it is fed anew.
      -- FTS5 goes on counting what was purged; these numbers are taken off its own.
      CREATE TABLE chat_search_form (
        version INTEGER NOT NULL,
        purged_documents INTEGER NOT NULL DEFAULT 0,
        purged_words INTEGER NOT NULL DEFAULT 0
      ) STRICT;
    `,
  },
]
