import * as z from 'zod/mini'
import { type CatalogueEntry, catalogue } from '../src/index.js'

interface Field {
  readonly type?: string
  readonly enum?: readonly string[]
  readonly items?: Field
  readonly minimum?: number
  readonly exclusiveMinimum?: number
}

/** docs/catalogue.md: every event, with the fields of its payload as the schema has them. */
export async function catalogueDocument(): Promise<string> {
  const entries = Object.entries(catalogue)
  const overview = entries.map(
    ([type, { version, summary }]) => `| [\`${type}\`](#${anchor(type)}) | ${version} | ${summary} |`,
  )
  const sections = await Promise.all(entries.map(([type, entry]) => section(type, entry)))
  return `# Event catalogue

<!-- Generated from the schemas. Do not edit. -->

The routing key is the name of the event. Every event also has \`id\`, \`event_type\`, \`version\`, \`timestamp\` and
\`source\`, and where they are known \`correlation_id\` and \`causation_id\`.

| event | version | when |
| --- | --- | --- |
${overview.join('\n')}

${sections.join('\n')}`
}

const anchor = (type: string) => type.replaceAll('.', '')

async function section(type: string, { version, summary, schema }: CatalogueEntry): Promise<string> {
  const { properties = {}, required = [] } = z.toJSONSchema(await schema()) as {
    readonly properties?: Record<string, Field>
    readonly required?: readonly string[]
  }
  const rows = Object.entries(properties).map(
    ([name, field]) => `| \`${name}\` | ${kind(field)} | ${required.includes(name) ? 'yes' : 'no'} |`,
  )
  return `## ${type}

${summary} Version ${version}.

| field of \`payload\` | kind | always there |
| --- | --- | --- |
${rows.join('\n')}
`
}

function kind(field: Field): string {
  if (field.enum) return field.enum.map((value) => `\`${value}\``).join(', ')
  if (field.items) return `list of ${kind(field.items)}`
  if (field.type === 'integer') return field.exclusiveMinimum === 0 ? 'count, at least 1' : 'count'
  return field.type === 'string' ? 'text' : (field.type ?? 'anything')
}
