/** Qualified, as a pooler between us and the server may hand the next statement another search path. */
export interface Tables {
  readonly sessions: string
  readonly messages: string
  readonly appends: string
  readonly search: string
  readonly kv: string
  readonly records: string
  readonly versions: string
  readonly blobs: string
}

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

export function tablesIn(schema: string): Tables {
  const table = (name: string) => `${quoted(schema)}.chat_${name}`
  return {
    sessions: table('sessions'),
    messages: table('messages'),
    appends: table('appends'),
    search: table('search'),
    kv: table('kv'),
    records: table('records'),
    versions: table('versions'),
    blobs: table('blobs'),
  }
}
