/** What `schema.ts` describes, as SQL. Written once: a change is a new entry, never an edit of an old one. */
export const senaMigrations = [
  {
    name: '0001-turns-and-traces',
    sql: `
      CREATE TABLE turns (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        session_id TEXT NOT NULL,
        message_id TEXT NOT NULL,
        answer_id TEXT NOT NULL,
        input TEXT NOT NULL,
        status TEXT NOT NULL,
        model TEXT,
        started_at TEXT NOT NULL,
        duration_ms REAL,
        partial_answer TEXT NOT NULL DEFAULT ''
      ) STRICT;
      CREATE INDEX turns_session ON turns (session_id, seq);
      CREATE INDEX turns_status ON turns (status);
      CREATE INDEX turns_started_at ON turns (started_at);
      CREATE TABLE turn_stages (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        turn_id TEXT NOT NULL REFERENCES turns (id),
        stage TEXT NOT NULL,
        state TEXT NOT NULL,
        started_at TEXT NOT NULL,
        duration_ms REAL NOT NULL,
        details TEXT NOT NULL,
        data TEXT NOT NULL
      ) STRICT;
      CREATE INDEX turn_stages_turn ON turn_stages (turn_id);
      CREATE TRIGGER turn_stages_append_only BEFORE UPDATE ON turn_stages BEGIN
        SELECT RAISE(ABORT, 'a trace is only ever added to');
      END;
    `,
  },
  {
    name: '0002-extensions',
    sql: `
      CREATE TABLE extensions (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL UNIQUE,
        version TEXT NOT NULL,
        file_path TEXT NOT NULL,
        status TEXT NOT NULL,
        created_at TEXT NOT NULL,
        last_loaded TEXT,
        execution_count INTEGER NOT NULL DEFAULT 0,
        error_count INTEGER NOT NULL DEFAULT 0,
        last_error TEXT
      ) STRICT;
    `,
  },
  {
    name: '0003-telemetry',
    sql: `
      CREATE TABLE telemetry_errors (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        timestamp TEXT NOT NULL,
        error_type TEXT NOT NULL,
        error_message TEXT NOT NULL,
        stack_trace TEXT,
        context TEXT NOT NULL,
        resolved INTEGER NOT NULL DEFAULT 0
      ) STRICT;
      CREATE INDEX telemetry_errors_timestamp ON telemetry_errors (timestamp);
      CREATE TABLE telemetry_metrics (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        timestamp TEXT NOT NULL,
        metric_name TEXT NOT NULL,
        metric_value REAL NOT NULL,
        tags TEXT NOT NULL
      ) STRICT;
      CREATE INDEX telemetry_metrics_name ON telemetry_metrics (metric_name, timestamp);
      CREATE TABLE benchmarks (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        run_id TEXT NOT NULL,
        timestamp TEXT NOT NULL,
        component TEXT NOT NULL,
        metric_name TEXT NOT NULL,
        value REAL NOT NULL,
        metadata TEXT
      ) STRICT;
      CREATE TABLE logs (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        timestamp TEXT NOT NULL,
        level TEXT NOT NULL,
        module TEXT NOT NULL,
        message TEXT NOT NULL,
        context TEXT NOT NULL
      ) STRICT;
      CREATE INDEX logs_timestamp ON logs (timestamp);
      CREATE INDEX logs_level ON logs (level, id);
    `,
  },
] as const
