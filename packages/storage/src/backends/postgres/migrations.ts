import type { Migration } from '../../migrations/pending-migrations.js'

/** Only ever added to at the end; what stands here is in people's databases. Tables go where the search path leads. */
export const migrations: readonly Migration[] = [
  {
    name: '0001-sessions-messages-search-kv',
    sql: `
      -- Text is ordered by its bytes, as on every backend. Numbers stand for ids, of which two don't fit into one
      -- entry of an index.
      CREATE TABLE chat_sessions (
        number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        id TEXT COLLATE "C" NOT NULL UNIQUE,
        user_id TEXT COLLATE "C" NOT NULL,
        details TEXT NOT NULL,
        created_at TEXT COLLATE "C" NOT NULL,
        updated_at TEXT COLLATE "C" NOT NULL,
        deleted_at TEXT COLLATE "C",
        -- The seq of the last message and the length of all texts in tokens: written with the messages, under the
        -- lock on this row that keeps seq dense.
        last_seq INTEGER NOT NULL,
        tokens BIGINT NOT NULL
      );
      CREATE INDEX chat_sessions_by_activity ON chat_sessions (updated_at);
      CREATE INDEX chat_sessions_by_user ON chat_sessions (user_id, updated_at);

      CREATE TABLE chat_messages (
        number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        session BIGINT NOT NULL REFERENCES chat_sessions (number),
        seq INTEGER NOT NULL,
        id TEXT COLLATE "C" NOT NULL,
        role TEXT COLLATE "C" NOT NULL,
        created_at TEXT COLLATE "C" NOT NULL,
        body TEXT NOT NULL,
        UNIQUE (session, seq),
        UNIQUE (session, id)
      );

      CREATE TABLE chat_appends (
        session BIGINT NOT NULL REFERENCES chat_sessions (number),
        idempotency_key TEXT COLLATE "C" NOT NULL,
        first_seq INTEGER NOT NULL,
        last_seq INTEGER NOT NULL,
        PRIMARY KEY (session, idempotency_key)
      );

      -- Fed with our own tokens: lexemes to find a message by, words and pairs to count in, each token as <token>.
      -- A tsvector takes one megabyte; a message with more different words has none and is looked through instead.
      CREATE TABLE chat_search (
        message BIGINT PRIMARY KEY REFERENCES chat_messages (number),
        lexemes TSVECTOR,
        words TEXT COLLATE "C" NOT NULL,
        pairs TEXT COLLATE "C" NOT NULL,
        length INTEGER NOT NULL
      );
      CREATE INDEX chat_search_by_lexeme ON chat_search USING GIN (lexemes);
      CREATE INDEX chat_search_oversized ON chat_search (message) WHERE lexemes IS NULL;

      CREATE TABLE chat_kv (
        key TEXT COLLATE "C" PRIMARY KEY,
        value TEXT NOT NULL,
        expires_at DOUBLE PRECISION
      );
      CREATE INDEX chat_kv_by_expiry ON chat_kv (expires_at) WHERE expires_at IS NOT NULL;
    `,
  },
  {
    name: '0002-records',
    sql: `
      -- What a record is listed by; what it says stands in its versions.
      CREATE TABLE chat_records (
        number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        collection TEXT COLLATE "C" NOT NULL,
        id TEXT COLLATE "C" NOT NULL,
        owner TEXT COLLATE "C" NOT NULL,
        parent TEXT COLLATE "C" NOT NULL,
        created_at TEXT COLLATE "C" NOT NULL,
        is_deleted BOOLEAN NOT NULL,
        version INTEGER NOT NULL,
        UNIQUE (collection, id)
      );
      CREATE INDEX chat_records_by_time ON chat_records (collection, created_at);
      CREATE INDEX chat_records_by_owner ON chat_records (collection, owner, created_at);
      CREATE INDEX chat_records_by_parent ON chat_records (collection, parent, created_at);

      -- Text, not jsonb: what was stored comes back byte for byte, with any character.
      CREATE TABLE chat_versions (
        record BIGINT NOT NULL REFERENCES chat_records (number) ON DELETE CASCADE,
        version INTEGER NOT NULL,
        json TEXT NOT NULL,
        PRIMARY KEY (record, version)
      );

      CREATE TABLE chat_blobs (
        record BIGINT NOT NULL REFERENCES chat_records (number) ON DELETE CASCADE,
        hash TEXT COLLATE "C" NOT NULL,
        bytes BYTEA NOT NULL,
        PRIMARY KEY (record, hash)
      );
      -- Documents come compressed as often as not.
      ALTER TABLE chat_blobs ALTER COLUMN bytes SET STORAGE EXTERNAL;
    `,
  },
  {
    name: '0003-search-length-in-words',
    sql: `
      -- A text's length is that of its words alone; pairs of CJK characters repeat them, and are found by lexemes.
      ALTER TABLE chat_search DROP COLUMN pairs;
      UPDATE chat_search SET length = length(words) - length(replace(words, '<', ''));
      UPDATE chat_sessions s SET tokens = (
        SELECT coalesce(sum(i.length), 0) FROM chat_search i JOIN chat_messages m ON m.number = i.message
        WHERE m.session = s.number
      );
    `,
  },
]
