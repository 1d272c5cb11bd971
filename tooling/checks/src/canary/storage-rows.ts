import type { Row, Table } from './row.js'

const row = (path: string, more: readonly string[] = []): Row => ({
  local: true,
  calls: (canaries) => [
    { args: [...path.split(' '), ...more, '--debug'] },
    { args: [...path.split(' '), ...more, '--project', canaries.token(`${path}: project`), '--debug'] },
  ],
})

/** Rows of `zen storage …`. What they read and copy are the conversations that other rows left behind. */
export const storageRows: Table = {
  'storage status': row('storage status'),
  'storage sync': row('storage sync'),
  'storage reseal': row('storage reseal', ['--rotate']),
  'storage migrate': row('storage migrate', ['--from', 'file', '--to', 'sqlite', '--dry-run']),
  'storage verify': row('storage verify'),
}
